"""The facts of an activity: what is said, what is left out, and that a hostile text stays text."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from factories.desks import city_with, offering_in
from mueang.apps.catalog.enums import CourseLanguage, Delivery, KitFrom, SeatGroup, Support
from mueang.apps.catalog.queries import offering_page
from mueang.desks.public.facts import draw_facts
from mueang.ui.words import NOTHING

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


def facts_of(offering, language="en"):
    """Term -> what is said of it, without marks."""
    page = offering_page(city=offering.city, slug=offering.slug)
    assert page is not None
    with translation.override(language):
        drawn = draw_facts(page, city=offering.city.slug)
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", drawn)
    return {term: re.sub(r"<[^>]*>", "|", said) for term, said in pairs}


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(None, None, None), (7, None, "from 7 years"), (None, 12, "up to 12 years"), (7, 12, "7 to 12 years")],
)
def test_the_age_band_is_said_where_there_is_one(low, high, said):
    assert facts_of(offering_in(city_with(0), age_min=low, age_max=high)).get("Age") == said


def test_what_there_is_nothing_to_say_of_is_left_out():
    offering = offering_in(city_with(0), contact="", accessibility=[])
    offering.program.interests.clear()
    minutes = ("lecture_minutes", "lab_minutes", "practice_minutes", "required_minutes")
    type(offering.program).objects.update(heritage_item=None, **dict.fromkeys(minutes, 0))

    assert set(facts_of(offering)) == {"When", "Taught in", "Confirmed on"}


def test_conditions_are_said_each_in_its_place():
    offering = offering_in(
        city_with(0),
        reserved_seats={SeatGroup.values[0]: 2},
        fee_waivers={SeatGroup.values[0]: 0, SeatGroup.values[1]: 1500},
        waiver_how_en="Ask at the desk",
        cost_note_en="Lunch included",
        accessibility=[Support.values[0]],
        access_note_th="ทางลาด",
        delivery=Delivery.ONLINE,
        kit=[{"name_th": "ผ้า", "name_en": "Cloth", "source": KitFrom.BRING, "cost_satang": 5000}],
    )

    said = facts_of(offering)

    assert said["Reserved seats"].startswith("2||Some seats are kept")
    assert "Free of charge|" in said["Who pays less"]
    assert said["Who pays less"].endswith("฿15||Ask at the desk|")
    assert said["Note on the cost"] == "Lunch included"
    with translation.override("en"):
        assert said["Taking part"] == f"{Support(Support.values[0]).label}|ทางลาด"
        assert said["How it is held"] == Delivery.ONLINE.label
        assert said["What is needed"] == f"Cloth |({KitFrom.BRING.label}, ฿50)|"


def test_an_entry_nobody_confirmed_for_long_says_so():
    offering = offering_in(city_with(0))
    for confirmed_on, said in ((timezone.localdate() - timedelta(days=900), "Unconfirmed"), (None, NOTHING)):
        type(offering).objects.filter(pk=offering.pk).update(verified_on=confirmed_on)
        assert said in facts_of(offering)["Confirmed on"]


def test_the_words_follow_the_language():
    offering = offering_in(city_with(0), language=CourseLanguage.THAI)

    assert facts_of(offering)["Taught in"] == "Thai"
    assert facts_of(offering, "th")["ภาษาที่ใช้สอน"] == "ไทย"
    assert facts_of(offering)["Taught in"] == "Thai"


def test_a_hostile_text_stays_text():
    offering = offering_in(
        city_with(0),
        contact=HOSTILE,
        cost_note_th=HOSTILE,
        fee_waivers={SeatGroup.values[0]: 0},
        waiver_how_th=HOSTILE,
        access_note_th=HOSTILE,
        kit=[{"name_th": HOSTILE, "source": KitFrom.BRING}],
    )
    interest = offering.program.interests.get()
    type(interest).objects.update(name_th=HOSTILE, name_en=HOSTILE)

    page = offering_page(city=offering.city, slug=offering.slug)
    assert page is not None
    drawn = draw_facts(page, city=offering.city.slug)

    assert "<script" not in drawn
    assert drawn.count("alert(1)") == 6
