"""Addresses of a city's partners and networks, of its book of the audit record, and of a partner's private link."""

from django.urls import path

from mueang.apps.network import views
from mueang.lib.late import LateViews

answers = LateViews("mueang.apps.network.views.answers")
members = LateViews("mueang.apps.network.views.members")
partner = LateViews("mueang.apps.network.views.partner")
together = LateViews("mueang.apps.network.views.together")

app_name = "network"
urlpatterns = [
    path("", views.partners, name="partners"),
    path("add/", views.organization_add, name="organization_add"),
    path("networks/", views.networks, name="networks"),
    path("networks/members/", members.members, name="members"),
    path("together/", together.together, name="together"),
    path("take-in/", together.take_in, name="take_in"),
    path("<uuid:organization>/", partner.partner, name="partner"),
    path("<uuid:organization>/change/", views.organization_change, name="organization_change"),
    path("<uuid:organization>/ask/", partner.ask, name="ask"),
    path("<uuid:organization>/show/", partner.show, name="show"),
    path("<uuid:organization>/agreements/add/", views.agreement_add, name="agreement_add"),
    path("agreements/<uuid:agreement>/change/", views.agreement_change, name="agreement_change"),
    path("agreements/<uuid:agreement>/renew/", partner.renew, name="renew"),
    path("agreements/<uuid:agreement>/attach/", partner.attach, name="attach"),
    path("agreements/<uuid:agreement>/contributions/add/", views.contribution_add, name="contribution_add"),
    path("contributions/<uuid:contribution>/change/", views.contribution_change, name="contribution_change"),
    path("contributions/<uuid:contribution>/give/", partner.give, name="give"),
    path("gifts/<uuid:gift>/take-back/", partner.take_back, name="take_back"),
    path("documents/<uuid:document>/", partner.document, name="document"),
    path("links/<uuid:link>/settle/", partner.settle, name="settle"),
]
audit_urlpatterns = ([path("", views.events, name="events")], "city_record")
answer_urlpatterns = ([path("<slug:key>/", answers.page, name="page")], "partner_answer")
