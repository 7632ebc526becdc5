"""The keepers' lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.catalog import DraftFactory, InstructorFactory
from factories.rows import (
    HeritageItemFactory,
    InterestFactory,
    OfferingFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
)
from mueang.apps.catalog.actions import load_interests
from mueang.apps.catalog.enums import INTERESTS, OfferingState
from mueang.apps.catalog.queries import (
    OfferingFilter,
    instructors_of,
    interests,
    items_for_lessons,
    offerings_of_program,
    offerings_to_keep,
    programs_to_keep,
)
from mueang.ui.icons import ICONS

NOW = timezone.now()


def kept(viewer, city, **chosen):
    return list(offerings_to_keep(viewer=viewer, city=city, chosen=OfferingFilter(**chosen), now=NOW))


@pytest.mark.parametrize("n_offerings", [1, 3])
def test_the_list_is_a_fixed_number_of_queries(cast, n_offerings, django_assert_num_queries):
    for _ in range(n_offerings):
        SessionFactory(offering__program__city=cast.city)

    with django_assert_num_queries(2):  # grants, offerings
        rows = kept(cast.officer, cast.city)
        assert len([(row.program.name_th, row.place.name_th, row.next_starts_at) for row in rows]) == n_offerings


def test_drafts_come_first_then_what_is_next_and_what_is_over_last(cast):
    over = OfferingFactory(program__city=cast.city, state=OfferingState.FINISHED)
    later, sooner = (OfferingFactory(program__city=cast.city) for _ in range(2))
    SessionFactory(offering=later, starts_at=NOW + timedelta(days=3))
    SessionFactory(offering=sooner, starts_at=NOW + timedelta(days=1))
    draft = DraftFactory(program__city=cast.city)

    assert kept(cast.officer, cast.city) == [draft, sooner, later, over]


def test_a_keeper_lists_their_own_place_only(cast):
    own = OfferingFactory(program__city=cast.city, place=cast.place)
    OfferingFactory(program__city=cast.city)
    OfferingFactory(program__city=cast.elsewhere)

    assert kept(cast.keeper, cast.city) == [own]


def test_the_list_narrows_by_words_state_and_place(cast):
    place = PlaceFactory(city=cast.city)
    draft = DraftFactory(program__city=cast.city, place=place, search_text="ผ้าบาติก batik")
    OfferingFactory(program__city=cast.city, place=cast.place)

    assert kept(cast.officer, cast.city, words="BATIK") == [draft]
    assert kept(cast.officer, cast.city, state="draft") == [draft]
    assert kept(cast.officer, cast.city, place=place.slug) == [draft]
    assert kept(cast.officer, cast.city, state="draft", place=cast.place.slug) == []


@pytest.mark.parametrize("n_programs", [1, 3])
def test_the_list_of_programs_is_a_fixed_number_of_queries(cast, n_programs, django_assert_num_queries):
    for _ in range(n_programs):
        program = ProgramFactory(city=cast.city, heritage_item=HeritageItemFactory(city=cast.city))
        program.interests.set(InterestFactory.create_batch(2))
        OfferingFactory.create_batch(2, program=program)

    with django_assert_num_queries(3):  # grants, programs, interests
        rows = list(programs_to_keep(viewer=cast.officer, city=cast.city))
        assert [(row.n_offerings, len(row.interests.all())) for row in rows] == [(2, 2)] * n_programs


def test_programs_are_found_by_every_word(cast):
    batik = ProgramFactory(city=cast.city, name_th="ผ้าบาติก", name_en="Batik for beginners")
    ProgramFactory(city=cast.city)

    assert list(programs_to_keep(viewer=cast.officer, city=cast.city, words="บาติก beginners")) == [batik]


def test_a_keeper_sees_a_programs_offerings_at_their_own_place(cast):
    program = ProgramFactory(city=cast.city)
    own = OfferingFactory(program=program, place=cast.place)
    other = OfferingFactory(program=program)

    assert list(offerings_of_program(viewer=cast.keeper, program=program, now=NOW)) == [own]
    assert set(offerings_of_program(viewer=cast.officer, program=program, now=NOW)) == {own, other}


def test_lessons_are_offered_from_what_its_people_permit(cast):
    plain = HeritageItemFactory(city=cast.city, name_th="ผ้าปะลางิง", is_published=False)
    ProgramFactory(city=cast.city, heritage_item=plain)
    HeritageItemFactory(city=cast.city, name_th="ผ้าลับ", is_published=False, is_sacred=True)
    HeritageItemFactory(city=cast.city, name_th="ผ้าครู", is_published=False, is_family_secret=True)
    HeritageItemFactory(city=cast.elsewhere, name_th="ผ้าต่างเมือง")

    [row] = items_for_lessons(viewer=cast.officer, city=cast.city, words="ผ้า")

    assert (row, row.n_programs) == (plain, 1)
    assert list(items_for_lessons(viewer=cast.keeper, city=cast.city)) == []


def test_instructors_are_listed_in_their_order(cast):
    offering = OfferingFactory(program__city=cast.city)
    second, first = InstructorFactory(offering=offering, order=2), InstructorFactory(offering=offering, order=1)

    assert instructors_of(offering) == [first, second]


def test_the_list_of_interests_is_loaded_again_and_again_without_doubling(db):
    load_interests()
    load_interests()

    assert [row.code for row in interests()] == [word.code for word in INTERESTS]


def test_every_interest_has_a_field_of_isced_and_a_drawn_icon():
    assert all(len(word.isced_f) == 4 and word.isced_f.isdigit() for word in INTERESTS)
    assert {word.icon for word in INTERESTS} <= set(ICONS)
    assert len({word.code for word in INTERESTS}) == len(INTERESTS) == 14
