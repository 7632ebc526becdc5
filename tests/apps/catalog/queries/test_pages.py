"""The page of one offering: what it says, and what it must not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.catalog import DraftFactory, InstructorFactory
from factories.heritage import NameConsentFactory
from factories.rows import (
    HeritageItemFactory,
    InterestFactory,
    OfferingFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    SessionFactory,
)
from mueang.apps.catalog.enums import Mode, OfferingState, SessionState
from mueang.apps.catalog.queries import offering_page, published_offering


def shown(offering):
    return offering_page(city=offering.city, slug=offering.slug)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_offering_page_is_seven_queries_however_many_rows(cast, n_rows, django_assert_num_queries):
    place = PlaceFactory(city=cast.city, organization=OrganizationFactory(city=cast.city))
    item = HeritageItemFactory(city=cast.city)
    offering = OfferingFactory(program__city=cast.city, place=place, program__heritage_item=item)
    offering.program.interests.set(InterestFactory.create_batch(n_rows))
    for number in range(n_rows):
        SessionFactory(offering=offering, number=number + 1, place=PlaceFactory(city=cast.city))
        NameConsentFactory(person=InstructorFactory(offering=offering).person)

    with django_assert_num_queries(7):
        page = shown(offering)

    assert len(page.sessions) == len(page.instructors) == len(page.card.interests) == n_rows
    assert page.heritage.slug == item.slug
    assert page.keeper.name_th == place.organization.name_th


def test_a_draft_has_no_page_whoever_guesses_its_address(cast):
    draft = DraftFactory(program__city=cast.city)

    assert offering_page(city=cast.city, slug=draft.slug) is None


def test_an_offering_has_no_page_in_another_city(cast):
    offering = OfferingFactory(program__city=cast.elsewhere)

    assert offering_page(city=cast.city, slug=offering.slug) is None


@pytest.mark.parametrize("state", [OfferingState.CANCELLED, OfferingState.FINISHED])
def test_what_was_published_keeps_its_page_and_nobody_can_join(cast, state):
    offering = OfferingFactory(program__city=cast.city, state=state, cancel_note="ฝนตกหนัก")
    SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(days=1))

    page = shown(offering)

    assert page.card.state == state
    assert not page.card.is_open
    assert page.card.next_session is None
    assert len(page.sessions) == 1
    assert page.cancel_note == "ฝนตกหนัก"


def test_only_instructors_who_agreed_are_named(cast):
    offering = OfferingFactory(program__city=cast.city)
    silent = InstructorFactory(offering=offering)
    named = InstructorFactory(offering=offering, person__name_en="Somsi Tuayang")
    NameConsentFactory(person=named.person)
    withdrawn = InstructorFactory(offering=offering)
    NameConsentFactory(person=withdrawn.person, withdrawn_at=timezone.now())

    page = shown(offering)

    assert [(row.name_th, row.name_en) for row in page.instructors] == [(named.person.full_name, "Somsi Tuayang")]
    assert page.n_instructors == 3
    assert silent.person.given_name not in repr(page)
    assert withdrawn.person.given_name not in repr(page)


def test_a_merged_instructor_is_named_as_the_kept_row(cast):
    kept = PersonFactory(city=cast.city, given_name="คงไว้")
    twin = InstructorFactory(person=PersonFactory(city=cast.city, merged_into=kept), offering__program__city=cast.city)
    NameConsentFactory(person=kept)

    [instructor] = shown(twin.offering).instructors

    assert instructor.name_th == kept.full_name


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_published": False},
        {"is_published": False, "is_sacred": True},
        {"is_published": False, "is_family_secret": True},
    ],
)
def test_heritage_its_people_keep_to_themselves_is_not_linked(cast, hidden):
    item = HeritageItemFactory(city=cast.city, name_th="พิธีลับสมมติ", **hidden)
    offering = OfferingFactory(program__city=cast.city, program__heritage_item=item)

    page = shown(offering)

    assert page.heritage is None
    assert "พิธีลับสมมติ" not in repr(page)


def test_sessions_are_in_the_order_of_time_with_their_minutes_and_marks(cast):
    offering, now = OfferingFactory(program__city=cast.city), timezone.now()
    second = SessionFactory(offering=offering, number=1, starts_at=now + timedelta(days=2))
    first = SessionFactory(
        offering=offering, number=2, starts_at=now + timedelta(days=1), state=SessionState.CANCELLED, mode=Mode.LECTURE
    )

    page = shown(offering)

    assert [row.uuid for row in page.sessions] == [first.uuid, second.uuid]
    assert [row.is_cancelled for row in page.sessions] == [True, False]
    assert page.sessions[0].minutes == 180
    assert page.card.next_session.uuid == second.uuid
    assert page.card.n_sessions == 1


def test_hours_are_told_by_mode_without_the_empty_ones(cast):
    offering = OfferingFactory(
        program__city=cast.city, program__lecture_minutes=60, program__practice_minutes=30, program__lab_minutes=0,
        program__required_minutes=0,
    )  # fmt: skip

    page = shown(offering)

    assert page.minutes_by_mode == ((Mode.LECTURE, 60), (Mode.PRACTICE, 30))
    assert page.total_minutes == 90


def test_a_place_without_a_partner_has_no_keeper(cast):
    assert shown(OfferingFactory(program__city=cast.city)).keeper is None


@pytest.mark.parametrize("state", [OfferingState.DRAFT, OfferingState.CANCELLED, OfferingState.FINISHED])
def test_only_what_is_published_can_be_joined_by_its_address(cast, state, django_assert_num_queries):
    offering = OfferingFactory(program__city=cast.city)
    other = OfferingFactory(program__city=cast.city, slug="other", state=state)
    OfferingFactory(program__city=cast.elsewhere, slug="theirs")

    with django_assert_num_queries(1):
        found = published_offering(city=cast.city.slug, slug=offering.slug)
        assert (found, found.city) == (offering, cast.city)

    assert published_offering(city=cast.city.slug, slug=other.slug) is None
    assert published_offering(city=cast.city.slug, slug="theirs") is None
