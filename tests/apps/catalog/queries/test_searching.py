"""Finding by words: what was typed, what is meant, what comes near; only what is public, in this city, at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.catalog import DraftFactory
from factories.rows import CityFactory, OfferingFactory, PlaceFactory
from mueang.apps.catalog import queries
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.network.models import City
from mueang.apps.places.models import Place

pytestmark = pytest.mark.django_db

LATER = timezone.localdate() + timedelta(days=30)


def an_offering(city: City, name: str, name_en: str = "", **facts: object) -> Offering:
    place = facts.pop("place", None) or PlaceFactory(city=city, name_th="หอสมุด", name_en="Library")
    return OfferingFactory(
        city=city,
        place=place,
        program__city=city,
        program__name_th=name,
        program__name_en=name_en,
        starts_on=LATER,
        ends_on=LATER,
        **facts,
    )


@pytest.fixture
def city() -> City:
    return CityFactory(slug="nakhon")


def found(city: City, words: str) -> list[str]:
    ids = queries.find_words(city=city, words=words).ids
    names = dict(Offering.objects.filter(pk__in=ids).values_list("pk", "program__name_th"))
    return [names[key] for key in ids]


def test_blank_words_find_nothing(city: City) -> None:
    an_offering(city, "ทอผ้า")

    assert found(city, "  ") == []


def test_words_find_published_offerings_of_the_city_only(city: City) -> None:
    an_offering(city, "ทอผ้า")
    DraftFactory(city=city, program__city=city, program__name_th="ทอผ้าร่าง")
    an_offering(city, "ทอผ้าเลิกแล้ว", state=OfferingState.CANCELLED)
    an_offering(CityFactory(slug="elsewhere"), "ทอผ้าที่อื่น")

    assert found(city, "ทอผ้า") == ["ทอผ้า"]


@pytest.mark.parametrize(
    "typed",
    [
        "ทอผ้าไหม",
        "ทอ ผ้าไหม",
        "ทอผาไหม",
        "ท่อผ้าใหม",
        "ผ้าไหม",
        "ไหม",
        "ทอผ",
        "ทอผ้าไ",
        "ผ้าไหมทอ",
        "weaving",
        "Silk",
        "silks",
        "weav",
    ],
)
def test_what_was_typed_is_found_with_slips_of_tone_in_any_order_and_half_typed(city: City, typed: str) -> None:
    an_offering(city, "ทอผ้าไหม", "Silk weaving")
    an_offering(city, "ซ่อมคอมพิวเตอร์", "Computer repair")

    assert found(city, typed) == ["ทอผ้าไหม"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("craft", "งานหัตถกรรมใบลาน"),
        ("งานฝีมือ", "งานหัตถกรรมใบลาน"),
        ("มอเตอร์ไซค์", "ซ่อมจักรยานยนต์"),
        ("first aid", "ปฐมพยาบาล"),
    ],
)
def test_another_word_of_the_same_meaning_finds_it_in_both_languages(city: City, typed: str, name: str) -> None:
    an_offering(city, name)
    an_offering(city, "ว่ายน้ำ")

    answer = queries.find_words(city=city, words=typed)

    assert found(city, typed) == [name]
    assert not answer.is_guess


def test_who_holds_what_was_typed_comes_before_who_means_it(city: City) -> None:
    an_offering(city, "งานฝีมือใบลาน")
    an_offering(city, "หัตถกรรมใบลาน")

    assert found(city, "หัตถกรรม") == ["หัตถกรรมใบลาน", "งานฝีมือใบลาน"]


def test_a_misspelt_word_finds_what_comes_near_and_says_that_it_is_a_guess(city: City) -> None:
    an_offering(city, "หัตถกรรม")
    an_offering(city, "ว่ายน้ำ")

    answer = queries.find_words(city=city, words="หัดถกรม")

    assert found(city, "หัดถกรม") == ["หัตถกรรม"]
    assert answer.is_guess


def test_words_that_are_nowhere_find_nothing(city: City) -> None:
    an_offering(city, "ว่ายน้ำ")

    assert found(city, "เครื่องบิน") == []


def test_the_place_is_found_by_its_new_name_as_soon_as_it_is_renamed(city: City) -> None:
    place = PlaceFactory(city=city, name_th="โรงสีเก่า", name_en="Old mill")
    an_offering(city, "ว่ายน้ำ", place=place)
    assert found(city, "โรงสี") == ["ว่ายน้ำ"]

    Place.objects.filter(pk=place.pk).update(name_th="หอศิลป์")
    City.objects.filter(pk=city.pk).update(version=2)

    assert found(city, "หอศิลป์") == ["ว่ายน้ำ"]
    assert found(city, "โรงสี") == []


def test_a_database_put_back_to_an_earlier_day_is_indexed_anew(city: City) -> None:
    City.objects.filter(pk=city.pk).update(version=9)
    an_offering(city, "ว่ายน้ำ")
    assert found(city, "ว่ายน้ำ") == ["ว่ายน้ำ"]

    City.objects.filter(pk=city.pk).update(version=3)
    Offering.objects.all().delete()
    an_offering(city, "ทอผ้า")

    assert found(city, "ทอผ้า") == ["ทอผ้า"]
    assert found(city, "ว่ายน้ำ") == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_without_a_change_is_one_statement(city: City, django_assert_num_queries, number: int) -> None:  # type: ignore[no-untyped-def]
    for _ in range(number):
        an_offering(city, "ทอผ้า")
    queries.find_words(city=city, words="ทอผ้า")

    with django_assert_num_queries(1):
        queries.find_words(city=city, words="ทอผ้า")


def test_suggestions_begin_with_what_was_typed_before_they_hold_it(city: City) -> None:
    an_offering(city, "สอนทอผ้า", "Teaching to weave")
    an_offering(city, "ทอผ้าไหม", "Silk weaving")
    an_offering(city, "ทอผ้าไหม", "Silk weaving")
    an_offering(city, "ว่ายน้ำ", "Swimming")

    assert queries.suggest(city=city, prefix="ทอผ") == (
        queries.Suggestion("ทอผ้าไหม", 2),
        queries.Suggestion("สอนทอผ้า", 1),
    )
    assert queries.suggest(city=city, prefix="swi") == (queries.Suggestion("Swimming", 1),)


def test_suggestions_name_nothing_that_is_over(city: City) -> None:
    gone = an_offering(city, "ทอผ้า")
    Offering.objects.filter(pk=gone.pk).update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=9)
    )

    assert queries.suggest(city=city, prefix="ทอ") == ()
    assert queries.nearest_words(city=city, words="ทอผา") == ()


def test_words_that_find_nothing_lead_to_the_nearest_that_do(city: City) -> None:
    an_offering(city, "งานหัตถกรรมใบลาน")
    an_offering(city, "ว่ายน้ำ")

    assert [one.words for one in queries.nearest_words(city=city, words="หัตกรรม")] == ["หัตถกรรม"]
    assert queries.nearest_words(city=city, words="") == ()


@pytest.mark.parametrize("typed", ["หัดถกรรม", "หัตกรรม", "หัตถกรม", "handicrafd"])
def test_a_misspelt_word_leads_to_the_right_one_even_where_only_its_meaning_is_named(city: City, typed: str) -> None:
    an_offering(city, "งานฝีมือใบลาน", "Palm leaf craft")
    an_offering(city, "ว่ายน้ำ", "Swimming")

    near = [one.words for one in queries.nearest_words(city=city, words=typed)]

    assert set(near) & {"หัตถกรรม", "handicraft"}
    assert all(queries.find_words(city=city, words=words).ids for words in near)


def test_a_misspelt_word_of_what_the_city_does_not_have_leads_nowhere(city: City) -> None:
    an_offering(city, "ว่ายน้ำ", "Swimming")

    assert queries.nearest_words(city=city, words="หัดถกรรม") == ()


def test_the_nearest_words_are_few_and_take_three_statements(city: City, django_assert_num_queries) -> None:
    for name in ("งานหัตถกรรมใบลาน", "หัตถกรรมไม้ไผ่", "หัตถศิลป์", "หัตถเวช", "งานฝีมือ"):
        an_offering(city, name)
    queries.find_words(city=city, words="หัตถกรรม")

    with django_assert_num_queries(3):
        near = queries.nearest_words(city=city, words="หัดถกรรม", limit=2)

    assert 1 <= len(near) <= 2
