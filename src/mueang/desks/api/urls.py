"""Addresses of the open data of a city: its figures, a directory (HSDS 3.0) and a feed of changes (OpenActive)."""

from django.urls import path

from mueang.lib.late import LateViews

figures = LateViews("mueang.desks.api.figures")
views = LateViews("mueang.desks.api.views")

app_name = "api"
urlpatterns = [
    path("<slug:city>/api/openapi.json", figures.openapi, name="openapi"),
    path("<slug:city>/api/releases", figures.releases, name="data_releases"),
    path("<slug:city>/api/releases/<str:version>", figures.release, name="data_release"),
    path("<slug:city>/api/figures", figures.figures, name="figures"),
    path("<slug:city>/hsds/", views.hsds_root, name="hsds"),
    path("<slug:city>/hsds/services", views.services, name="services"),
    path("<slug:city>/hsds/services/<str:service>", views.service, name="service"),
    path("<slug:city>/hsds/service_at_locations", views.services_at_locations, name="services_at_locations"),
    path("<slug:city>/hsds/locations", views.locations, name="locations"),
    path("<slug:city>/hsds/organizations", views.organizations, name="organizations"),
    path("<slug:city>/hsds/taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
    path("<slug:city>/openactive/", views.openactive_dataset, name="openactive"),
    path("<slug:city>/openactive/session-series", views.openactive_series, name="openactive_series"),
]
