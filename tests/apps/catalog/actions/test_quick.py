"""A simple offering in one go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.rows import InterestFactory, PlaceFactory, ProgramFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.actions import NewProgram, SimpleOffering, offer
from mueang.apps.catalog.enums import Mode, OfferingState
from mueang.apps.catalog.errors import NothingPlanned
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.catalog.queries import browse, weekly_plan

NOW = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)


def simple(cast, **changes) -> SimpleOffering:
    plan = weekly_plan(
        starts_at=NOW, ends_at=NOW + timedelta(hours=3), times=4, mode=Mode.PRACTICE, skips_holidays=False
    )
    details = {
        "program": NewProgram("ทำขนม", interests=[InterestFactory()]),
        "place": cast.place,
        "seats": 20,
        "sessions": plan.sessions,
        "details": {"age_min": 7},
    }
    return SimpleOffering(**{**details, **changes})


def test_a_keeper_publishes_program_offering_and_sessions_at_once(cast):
    offering = offer(city=cast.city, simple=simple(cast), actor=cast.keeper)

    assert (offering.state, offering.owner, offering.age_min) == (OfferingState.PUBLISHED, cast.keeper, 7)
    assert offering.sessions.count() == 4
    assert (offering.starts_on, offering.ends_on) == (NOW.date(), NOW.date() + timedelta(weeks=3))
    assert offering.program.practice_minutes == 4 * 180
    assert offering.program.interests.count() == 1
    assert [card.slug for card in browse(city=cast.city, words="ทำขนม").cards] == [offering.slug]


def test_a_program_of_the_list_is_taken_as_it_is(cast):
    program = ProgramFactory(city=cast.city)

    offering = offer(city=cast.city, simple=simple(cast, program=program), actor=cast.keeper)

    assert offering.program == program
    assert Program.objects.count() == 1


def test_a_draft_is_kept_from_the_public(cast):
    offer(city=cast.city, simple=simple(cast), publishes=False, actor=cast.keeper)

    assert browse(city=cast.city).total == 0


def test_without_a_session_nothing_is_written(cast):
    with pytest.raises(NothingPlanned):
        offer(city=cast.city, simple=simple(cast, sessions=()), actor=cast.keeper)

    assert not Program.objects.exists()


def test_a_refusal_half_way_leaves_nothing_behind(cast):
    with pytest.raises(PermissionDenied):
        offer(city=cast.city, simple=simple(cast, place=PlaceFactory(city=cast.city)), actor=cast.keeper)

    assert not Program.objects.exists()
    assert not Offering.objects.exists()
    assert not Event.objects.exists()
