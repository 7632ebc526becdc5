"""Addresses of the heritage desk, below /desk/<city>/heritage/, and of a mapping day on a telephone."""

from django.urls import path

from mueang.apps.heritage import views
from mueang.lib.late import LateViews

products = LateViews("mueang.apps.heritage.views.products")
tellings = LateViews("mueang.apps.heritage.views.tellings")

app_name = "heritage"
urlpatterns = [
    path("", views.items, name="items"),
    path("add/", views.item_add, name="item_add"),
    path("risk/", views.risk, name="risk"),
    path("days/", views.days, name="days"),
    path("days/open/", views.day_open, name="day_open"),
    path("days/<uuid:day>/", views.day, name="day"),
    path("days/<uuid:day>/passes/", views.day_passes, name="day_passes"),
    path("days/<uuid:day>/passes/<int:number>/end/", views.pass_end, name="pass_end"),
    path("days/<uuid:day>/close/", views.day_close, name="day_close"),
    path("findings/<uuid:finding>/", views.finding, name="finding"),
    path("findings/<uuid:finding>/take/", views.finding_take, name="finding_take"),
    path("findings/<uuid:finding>/same-as/<slug:slug>/", views.finding_merge, name="finding_merge"),
    path("items/<slug:slug>/", views.item, name="item"),
    path("items/<slug:slug>/change/", views.item_change, name="item_change"),
    path("items/<slug:slug>/do/<slug:step>/", views.item_step, name="item_step"),
    path("items/<slug:slug>/pictures/", views.pictures, name="pictures"),
    path("items/<slug:slug>/pictures/<uuid:picture>/", views.picture_describe, name="picture_describe"),
    path("items/<slug:slug>/pictures/<uuid:picture>/remove/", views.picture_remove, name="picture_remove"),
    path("items/<slug:slug>/recordings/", tellings.tellings, name="tellings"),
    path("items/<slug:slug>/recordings/<uuid:telling>/", tellings.telling_change, name="telling_change"),
    path("items/<slug:slug>/recordings/<uuid:telling>/remove/", tellings.telling_remove, name="telling_remove"),
    path("products/", products.products, name="products"),
    path("products/take-in/", products.products_take_in, name="products_take_in"),
    path("items/<slug:slug>/products/add/", products.product_add, name="product_add"),
    path("items/<slug:slug>/products/<uuid:product>/", products.product, name="product"),
    path("items/<slug:slug>/products/<uuid:product>/change/", products.product_change, name="product_change"),
    path("items/<slug:slug>/products/<uuid:product>/remove/", products.product_remove, name="product_remove"),
    path("items/<slug:slug>/holders/", views.holders, name="holders"),
    path("items/<slug:slug>/holders/<uuid:person>/", views.holder, name="holder"),
    path("items/<slug:slug>/holders/<uuid:person>/remove/", views.holder_remove, name="holder_remove"),
    path("items/<slug:slug>/lineage/", views.lineage_add, name="lineage_add"),
    path(
        "items/<slug:slug>/lineage/<uuid:teacher>/<uuid:learner>/remove/", views.lineage_remove, name="lineage_remove"
    ),
]

# A volunteer's telephone: no account, below /mapping/.
phone_urlpatterns = (
    [
        path("", views.page, name="page"),
        path("worker.js", views.worker, name="worker"),
        path("day.json", views.taken, name="taken"),
        path("sync.json", views.sync, name="sync"),
        path("join/<str:key>/", views.join, name="join"),
    ],
    "mapping",
)
machine_urlpatterns = [
    path("photos/heritage/<slug:digest>-<int:width>.webp", views.picture_file, name="heritage_picture_file"),
    path("sounds/heritage/<uuid:telling>", tellings.telling_file, name="heritage_telling_file"),
]
