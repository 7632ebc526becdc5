"""Addresses of a city's partners and networks, and (`audit_urlpatterns`) of its book of the audit record."""

from django.urls import path

from mueang.apps.network import views

app_name = "network"
urlpatterns = [
    path("", views.partners, name="partners"),
    path("add/", views.organization_add, name="organization_add"),
    path("networks/", views.networks, name="networks"),
    path("<uuid:organization>/change/", views.organization_change, name="organization_change"),
    path("<uuid:organization>/agreements/add/", views.agreement_add, name="agreement_add"),
    path("agreements/<uuid:agreement>/change/", views.agreement_change, name="agreement_change"),
    path("agreements/<uuid:agreement>/contributions/add/", views.contribution_add, name="contribution_add"),
    path("contributions/<uuid:contribution>/change/", views.contribution_change, name="contribution_change"),
]
audit_urlpatterns = ([path("", views.events, name="events")], "city_record")
