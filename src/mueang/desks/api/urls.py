"""Addresses of the open data of a city: the Human Services Data Specification (HSDS) 3.0."""

from django.urls import path

from mueang.desks.api import views

app_name = "api"
urlpatterns = [
    path("<slug:city>/hsds/", views.hsds_root, name="hsds"),
    path("<slug:city>/hsds/services", views.services, name="services"),
    path("<slug:city>/hsds/services/<uuid:uuid>", views.service, name="service"),
    path("<slug:city>/hsds/service_at_locations", views.services_at_locations, name="services_at_locations"),
    path("<slug:city>/hsds/locations", views.locations, name="locations"),
    path("<slug:city>/hsds/organizations", views.organizations, name="organizations"),
    path("<slug:city>/hsds/taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
]
