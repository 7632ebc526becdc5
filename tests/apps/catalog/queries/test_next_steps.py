"""What to learn next: only what follows, only what one can join, and the reason that is true."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from factories.catalog import InstructorFactory
from factories.heritage import NameConsentFactory
from factories.rows import CityFactory, HeritageItemFactory, InterestFactory, OfferingFactory, PersonFactory
from mueang.apps.catalog.queries.next_steps import next_steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return CityFactory()


@pytest.fixture
def craft():
    return InterestFactory(name_en="Crafts")


@pytest.fixture
def finished(city, craft):
    """A cloth course that ended, of which somebody has the certificate."""
    ended = timezone.localdate() - timedelta(days=30)
    row = OfferingFactory(
        program__city=city, program__name_en="First cloth", starts_on=ended, ends_on=ended, state="finished"
    )
    row.program.interests.add(craft)
    return row


def on_now(city, name="Next", *interests, **details):
    row = OfferingFactory(program__city=city, program__name_en=name, **details)
    row.program.interests.add(*interests)
    return row


def said(city, *finished, **options):
    with translation.override("en"):
        steps = next_steps(city=city, finished=finished, **options)
        return {step.offering.name_en: [reason.sentence for reason in step.reasons] for step in steps}


def may_be_named(person):
    NameConsentFactory(person=person)
    return person


def test_the_same_interest_is_a_reason_and_is_named(city, craft, finished):
    on_now(city, "Second cloth", craft)
    on_now(city, "Cooking", InterestFactory())

    assert said(city, finished) == {"Second cloth": ["Same interest as “First cloth”: Crafts"]}


def test_what_builds_on_it_comes_first(city, craft, finished):
    on_now(city, "Alike", craft)
    on_now(city, "Cloth for sale", program__builds_on=finished.program)

    found = said(city, finished)

    assert list(found) == ["Cloth for sale", "Alike"]
    assert found["Cloth for sale"] == ["It builds on “First cloth”."]


def test_what_passes_the_same_heritage_on_says_which(city, finished):
    item = HeritageItemFactory(city=city, name_en="Pelangi cloth")
    finished.program.heritage_item = item
    finished.program.save()
    on_now(city, "Stamps", program__heritage_item=item)

    assert said(city, finished) == {"Stamps": ["Like “First cloth”, it passes on: Pelangi cloth"]}


def test_heritage_that_is_no_longer_public_is_not_spoken_of(city, finished):
    item = HeritageItemFactory(city=city, name_en="Secret of a family", is_published=False)
    finished.program.heritage_item = item
    finished.program.save()
    on_now(city, "Stamps", program__heritage_item=item)

    assert said(city, finished) == {}


def test_the_same_instructor_is_named_only_by_consent(city, finished):
    named = may_be_named(PersonFactory(city=city, name_en="Aminah Example"))
    unnamed = PersonFactory(city=city, name_en="Nobody Shown")
    for person, name in ((named, "Patterns"), (unnamed, "Hidden")):
        InstructorFactory(offering=finished, person=person)
        InstructorFactory(offering=on_now(city, name), person=person)

    assert said(city, finished) == {"Patterns": ["Aminah Example teaches it, as in “First cloth”."]}


def test_what_cannot_be_joined_is_not_suggested(city, craft, finished):
    yesterday = timezone.localdate() - timedelta(days=1)
    on_now(city, "Full", craft, seats=1, seats_taken=1)
    on_now(city, "Closed", craft, enroll_until=timezone.now() - timedelta(hours=1))
    on_now(city, "Over", craft, starts_on=yesterday, ends_on=yesterday)
    on_now(city, "Draft", craft, state="draft")
    on_now(CityFactory(), "Elsewhere", craft)

    assert said(city, finished) == {}


def test_what_is_known_already_is_not_suggested_again(city, craft, finished):
    on_now(city, "Again", craft, program=finished.program)
    known = on_now(city, "Has a seat", craft)

    assert said(city, finished, known=[known.program_id]) == {}


def test_a_child_is_not_sent_to_what_is_for_grown_ups(city, craft, finished):
    on_now(city, "Adults", craft, age_min=18)
    on_now(city, "Children", craft, age_max=12)
    on_now(city, "All", craft)

    assert set(said(city, finished, age=9)) == {"Children", "All"}
    assert set(said(city, finished, age=40)) == {"Adults", "All"}


def test_one_program_is_suggested_once_and_three_are_enough(city, craft, finished):
    row = on_now(city, "Twice", craft)
    OfferingFactory(program=row.program, place=row.place)
    for n in range(4):
        on_now(city, f"More {n}", craft)

    found = said(city, finished)

    assert len(found) == 3


def test_nothing_finished_asks_nothing(city, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert next_steps(city=city, finished=[]) == ()


@pytest.mark.parametrize("n", [1, 3])
def test_the_questions_are_as_many_for_one_as_for_three(city, craft, finished, n, django_assert_num_queries):
    done = [finished]
    for number in range(n):
        done.append(OfferingFactory(program__city=city, program__name_en=f"Done {number}", state="finished"))
        on_now(city, f"Next {number}", craft, program__builds_on=done[-1].program)

    with django_assert_num_queries(13):
        next_steps(city=city, finished=done)
