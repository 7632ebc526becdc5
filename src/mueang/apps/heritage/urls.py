"""Addresses of the heritage desk, below /desk/<city>/heritage/."""

from django.urls import path

from mueang.apps.heritage import views

app_name = "heritage"
urlpatterns = [
    path("", views.items, name="items"),
    path("add/", views.item_add, name="item_add"),
    path("risk/", views.risk, name="risk"),
    path("items/<slug:slug>/", views.item, name="item"),
    path("items/<slug:slug>/change/", views.item_change, name="item_change"),
    path("items/<slug:slug>/do/<slug:step>/", views.item_step, name="item_step"),
    path("items/<slug:slug>/pictures/", views.pictures, name="pictures"),
    path("items/<slug:slug>/pictures/<uuid:picture>/", views.picture_describe, name="picture_describe"),
    path("items/<slug:slug>/pictures/<uuid:picture>/remove/", views.picture_remove, name="picture_remove"),
    path("items/<slug:slug>/holders/", views.holders, name="holders"),
    path("items/<slug:slug>/holders/<uuid:person>/", views.holder, name="holder"),
    path("items/<slug:slug>/holders/<uuid:person>/remove/", views.holder_remove, name="holder_remove"),
    path("items/<slug:slug>/lineage/", views.lineage_add, name="lineage_add"),
    path(
        "items/<slug:slug>/lineage/<uuid:teacher>/<uuid:learner>/remove/", views.lineage_remove, name="lineage_remove"
    ),
]

machine_urlpatterns = [
    path("photos/heritage/<slug:digest>-<int:width>.webp", views.picture_file, name="heritage_picture_file")
]
