"""Addresses of the public desk: the city's own pages, in Thai at the bare address and in English under /en/.

`machine_urlpatterns` are for robots and have no language.
"""

from django.urls import path

from mueang.desks.public import views

app_name = "public"
urlpatterns = [
    path("", views.cities, name="cities"),
    path("privacy/", views.privacy, name="privacy"),
    path("<slug:city>/", views.home, name="home"),
    path("<slug:city>/privacy/", views.city_privacy, name="city_privacy"),
    path("<slug:city>/learn/", views.learn, name="learn"),
    path("<slug:city>/calendar.ics", views.city_calendar, name="city_calendar"),
    path("<slug:city>/learn/new.xml", views.new_offerings, name="new_offerings"),
    path("<slug:city>/suggestions/", views.suggestions, name="suggestions"),
    path("<slug:city>/learn/list.xlsx", views.learn_excel, name="learn_excel"),
    path("<slug:city>/learn/<slug:slug>/", views.offering, name="offering"),
    path("<slug:city>/learn/<slug:slug>/calendar.ics", views.offering_calendar, name="calendar"),
    path("<slug:city>/learn/<slug:slug>/join/", views.join_offering, name="join"),
    path("<slug:city>/learn/<slug:slug>/join/class/", views.join_class, name="join_class"),
    path("<slug:city>/learn/<slug:slug>/join/<slug:link>/", views.join_invited, name="invited"),
    path("<slug:city>/forum/<slug:slug>/", views.forum, name="forum"),
    path("<slug:city>/partners/", views.partners, name="partners"),
    path("<slug:city>/suits/", views.suits, name="suits"),
    path("<slug:city>/suits/<slug:shares>/", views.suits_result, name="suits_result"),
    path("<slug:city>/places/", views.places, name="places"),
    path("<slug:city>/places/<slug:slug>/", views.place, name="place"),
    path("<slug:city>/places/<slug:slug>/calendar.ics", views.place_calendar, name="place_calendar"),
    path("<slug:city>/heritage/", views.heritage, name="heritage"),
    path("<slug:city>/heritage/map.geojson", views.heritage_geojson, name="heritage_geojson"),
    path("<slug:city>/heritage/list.jsonld", views.heritage_json_ld, name="heritage_json_ld"),
    path("<slug:city>/heritage/list.xlsx", views.heritage_sheet, name="heritage_sheet"),
    path("<slug:city>/heritage/new.xml", views.new_heritage, name="new_heritage"),
    path("<slug:city>/heritage/<slug:slug>/", views.heritage_item, name="heritage_item"),
    path("<slug:city>/learn/<slug:slug>/round/", views.round_of, name="round_of"),
    path("<slug:city>/practices/", views.practices, name="practices"),
    path("<slug:city>/practices/<slug:slug>/", views.practice, name="practice"),
    path("<slug:city>/data/", views.releases, name="releases"),
    path("<slug:city>/data/catalog.jsonld", views.data_catalog, name="data_catalog"),
    path("<slug:city>/data/v<int:number>/", views.release, name="release"),
    path("<slug:city>/data/v<int:number>/<str:name>", views.release_bytes, name="release_file"),
    path("<slug:city>/scenarios/", views.scenarios, name="scenarios"),
    path("<slug:city>/scenarios/<uuid:uuid>/", views.scenario, name="scenario"),
    path("<slug:city>/scenarios/<uuid:uuid>/comment/", views.comment, name="comment"),
    path("<slug:city>/times/<uuid:uuid>/", views.times, name="times"),
    path("<slug:city>/rounds/", views.rounds, name="rounds"),
    path("<slug:city>/rounds/<uuid:allocation_round>/", views.round_page, name="round"),
    path("<slug:city>/rounds/<uuid:allocation_round>/file.json", views.round_file, name="round_file"),
    path("<slug:city>/rounds/<uuid:allocation_round>/wish/", views.wish, name="wish"),
    path("<slug:city>/wishes/<slug:ticket>/", views.wishes, name="wishes"),
    path("<slug:city>/wishes/<slug:ticket>/take-back/", views.take_back, name="take_back"),
]
machine_urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap_section"),
]
