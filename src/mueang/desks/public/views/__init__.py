"""Doors of the public desk."""

from mueang.desks.public.views.cities import cities, city_privacy, home, privacy
from mueang.desks.public.views.feeds import (
    city_calendar,
    new_offerings,
    place_calendar,
    robots,
    sitemap,
    sitemap_section,
)
from mueang.desks.public.views.forums import forum
from mueang.desks.public.views.groups import join_class
from mueang.desks.public.views.heritage import (
    heritage,
    heritage_geojson,
    heritage_item,
    heritage_json_ld,
    heritage_sheet,
    new_heritage,
)
from mueang.desks.public.views.joining import join_invited, join_offering
from mueang.desks.public.views.learning import learn, learn_excel, offering, offering_calendar
from mueang.desks.public.views.partners import partners
from mueang.desks.public.views.places import place, places
from mueang.desks.public.views.practices import practice, practices
from mueang.desks.public.views.releases import data_catalog, release, release_bytes, releases
from mueang.desks.public.views.rounds import round_file, round_of, round_page, rounds, take_back, wish, wishes
from mueang.desks.public.views.scenarios import comment, scenario, scenarios
from mueang.desks.public.views.suggesting import suggestions
from mueang.desks.public.views.suiting import suits, suits_result
from mueang.desks.public.views.timing import times

__all__ = [
    "cities",
    "city_calendar",
    "city_privacy",
    "comment",
    "data_catalog",
    "forum",
    "heritage",
    "heritage_geojson",
    "heritage_item",
    "heritage_json_ld",
    "heritage_sheet",
    "home",
    "join_class",
    "join_invited",
    "join_offering",
    "learn",
    "learn_excel",
    "new_heritage",
    "new_offerings",
    "offering",
    "offering_calendar",
    "partners",
    "place",
    "place_calendar",
    "places",
    "practice",
    "practices",
    "privacy",
    "release",
    "release_bytes",
    "releases",
    "robots",
    "round_file",
    "round_of",
    "round_page",
    "rounds",
    "scenario",
    "scenarios",
    "sitemap",
    "sitemap_section",
    "suggestions",
    "suits",
    "suits_result",
    "take_back",
    "times",
    "wish",
    "wishes",
]
