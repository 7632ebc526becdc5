"""Addresses of credentials: documents for machines, pages for whoever checks, and the officer's desk."""

from django.urls import path

from mueang.apps.credentials import views

app_name = "credentials"

# Written into signed documents: these addresses may never change.
machine_urlpatterns = [
    path("<slug:issuer>/did.json", views.did_document, name="did"),
    path("credentials/status/<uuid:uuid>", views.status_list, name="status_list"),
    path("credentials/achievements/<uuid:uuid>", views.achievement_json, name="achievement_json"),
    path("credentials/awards/<uuid:uuid>.json", views.award_json, name="award_json"),
    path("credentials/awards/<uuid:uuid>.svg", views.award_svg, name="award_svg"),
    path("credentials/awards/<uuid:uuid>.pdf", views.award_pdf, name="award_pdf"),
    path("credentials/transcripts/<uuid:uuid>.json", views.transcript_json, name="transcript_json"),
    path("credentials/transcripts/<uuid:uuid>.pdf", views.transcript_pdf, name="transcript_pdf"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("awards/", views.awards, name="awards"),
    path("awards/<uuid:uuid>/", views.award_page, name="award"),
    path("issuers/new/", views.new_issuer, name="new_issuer"),
    path("cohorts/<uuid:offering>/", views.cohort, name="cohort"),
    path("cohorts/<uuid:offering>/achievement/", views.new_achievement, name="new_achievement"),
    path("runs/<uuid:uuid>/", views.run_page, name="run"),
    path("runs/<uuid:uuid>/certificates.zip", views.run_certificates, name="run_certificates"),
    path("transcripts/<uuid:person>/", views.transcript, name="transcript"),
    path("transcripts/<uuid:person>/<uuid:uuid>/revoke/", views.revoke_one, name="revoke_transcript"),
]

public_urlpatterns = (
    [
        path("", views.check, name="home"),
        path("find/", views.find, name="find"),
        path("<uuid:uuid>/", views.checked, name="checked"),
    ],
    "verify",
)
