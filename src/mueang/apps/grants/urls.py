"""Addresses of grants: rows that both sides see, a city's desk (`desk_urlpatterns`), a fund's (`fund_urlpatterns`)."""

from django.urls import path

from mueang.lib.late import LateViews

city = LateViews("mueang.apps.grants.views.city")
deciding = LateViews("mueang.apps.grants.views.deciding")
files = LateViews("mueang.apps.grants.views.files")
funds = LateViews("mueang.apps.grants.views.funds")
grant = LateViews("mueang.apps.grants.views.grant")
steps = LateViews("mueang.apps.grants.views.steps")

app_name = "grants"
urlpatterns = [
    path("applications/<uuid:uuid>/", city.application, name="application"),
    path("applications/<uuid:uuid>/change/", city.change, name="change"),
    path("applications/<uuid:uuid>/papers/", city.hand_in, name="hand_in"),
    path("applications/<uuid:uuid>/settle/<slug:step>/", city.settle, name="settle"),
    path("applications/<uuid:uuid>/decide/<slug:step>/", deciding.decide, name="decide"),
    path("papers/<uuid:uuid>/", files.paper, name="paper"),
    path("instalments/<uuid:uuid>/<slug:step>/", steps.instalment, name="instalment"),
    path("expenses/<uuid:uuid>/", grant.expense, name="expense"),
    path("expenses/<uuid:uuid>/receipt/", steps.receipt, name="receipt"),
    path("expenses/<uuid:uuid>/<slug:step>/", steps.expense, name="expense_step"),
    path("reports/<uuid:uuid>/", grant.report, name="report"),
    path("reports/<uuid:uuid>/<slug:step>/", steps.report, name="report_step"),
    path("samples/<uuid:uuid>/", funds.sample, name="sample"),
    path("<uuid:uuid>/", grant.page, name="grant"),
    path("<uuid:uuid>/expenses/add/", grant.expense_add, name="expense_add"),
    path("<uuid:uuid>/trail/", grant.trail, name="trail"),
    path("<uuid:uuid>/outcomes/", grant.outcomes, name="outcomes"),
    path("<uuid:uuid>/report/", grant.report_add, name="report_add"),
    path("<uuid:uuid>/sample/", steps.draw, name="draw"),
    path("<uuid:uuid>/steps/<slug:step>/", steps.grant, name="step"),
]
desk_urlpatterns = (
    [path("", city.home, name="home"), path("calls/<uuid:uuid>/apply/", city.apply, name="apply")],
    "city_grants",
)
fund_urlpatterns = (
    [
        path("", funds.home, name="home"),
        path("calls/", funds.calls, name="calls"),
        path("calls/add/", funds.call_add, name="call_add"),
        path("calls/<uuid:uuid>/", funds.call, name="call"),
    ],
    "funds",
)
