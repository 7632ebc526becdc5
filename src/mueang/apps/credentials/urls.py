"""Addresses of credentials: documents for machines, pages for whoever checks, and the officer's desk."""

from django.urls import path

from mueang.apps.credentials import views
from mueang.lib.late import LateViews

claims = LateViews("mueang.apps.credentials.views.claims")
keys = LateViews("mueang.apps.credentials.views.keys")

app_name = "credentials"

# Written into signed documents: these addresses may never change.
machine_urlpatterns = [
    path("<slug:issuer>/did.json", views.did_document, name="did"),
    path("credentials/status/<uuid:uuid>", views.status_list, name="status_list"),
    path("credentials/achievements/<uuid:uuid>", views.achievement_json, name="achievement_json"),
    path("credentials/endorsements/<uuid:uuid>.json", views.endorsement_json, name="endorsement_json"),
    path("credentials/awards/<uuid:uuid>.json", views.award_json, name="award_json"),
    path("credentials/awards/<uuid:uuid>.jwt", views.award_jwt, name="award_jwt"),
    path("credentials/awards/<uuid:uuid>.png", views.award_png, name="award_png"),
    path("credentials/awards/<uuid:uuid>.svg", views.award_svg, name="award_svg"),
    path("credentials/awards/<uuid:uuid>.pdf", views.award_pdf, name="award_pdf"),
    path("credentials/transcripts/<uuid:uuid>.json", views.transcript_json, name="transcript_json"),
    path("credentials/transcripts/<uuid:uuid>.jwt", views.transcript_jwt, name="transcript_jwt"),
    path("credentials/transcripts/<uuid:uuid>.pdf", views.transcript_pdf, name="transcript_pdf"),
    path("verify.json", views.check_json, name="verify_json"),
    # For conformance suites: shut unless an operator opened them.
    path("credentials/issue", views.issue, name="vc_api_issue"),
    path("credentials/verify", views.verify_credential, name="vc_api_verify"),
    path("presentations/verify", views.verify_presentation, name="vc_api_verify_presentation"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("awards/", views.awards, name="awards"),
    path("awards/<uuid:uuid>/", views.award_page, name="award"),
    path("awards/<uuid:uuid>/hand-over/", claims.hand_over, name="hand_over"),
    path("claims/<uuid:uuid>/withdraw/", claims.withdraw, name="withdraw_claim"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<slug:key>/", keys.key, name="key"),
    path("achievements/<uuid:uuid>/", views.achievement, name="achievement"),
    path("achievements/<uuid:uuid>/align/", views.align, name="align"),
    path("achievements/<uuid:uuid>/align/<int:line>/off/", views.unalign, name="unalign"),
    path("achievements/<uuid:uuid>/endorse/", views.endorse, name="endorse"),
    path("achievements/<uuid:uuid>/endorse/<uuid:endorsement>/withdraw/", views.withdraw, name="withdraw_endorsement"),
    path("issuers/new/", views.new_issuer, name="new_issuer"),
    path("cohorts/<uuid:offering>/", views.cohort, name="cohort"),
    path("cohorts/<uuid:offering>/achievement/", views.new_achievement, name="new_achievement"),
    path("runs/<uuid:uuid>/", views.run_page, name="run"),
    path("runs/<uuid:uuid>/certificates.zip", views.run_certificates, name="run_certificates"),
    path("runs/<uuid:uuid>/slips/", claims.run_slips, name="run_slips"),
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

claim_urlpatterns = ([path("<slug:key>/", claims.page, name="page")], "claim")
