"""Offerings: opened, changed, published, cancelled, finished, confirmed, copied, thrown away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from factories.catalog import DraftFactory, weekly_sessions
from factories.rows import OfferingFactory, PlaceFactory, ProgramFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.actions import (
    cancel_offering,
    change_offering,
    copy_offering,
    discard_offering,
    finish_offering,
    open_offering,
    publish_offering,
    verify_offering,
)
from mueang.apps.catalog.enums import OfferingState, SessionState
from mueang.apps.catalog.errors import (
    NotADraft,
    NothingPlanned,
    NotPublished,
    PlaceElsewhere,
    SeatsAreTaken,
    StillRunning,
)
from mueang.apps.catalog.models import Offering

FIRST, LAST = date(2026, 6, 20), date(2026, 7, 4)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def opened(cast, **changes) -> Offering:
    details = {
        "program": changes.pop("program", None) or ProgramFactory(city=cast.city, slug="sweets", name_th="ทำขนม"),
        "place": cast.place,
        "seats": 20,
        "starts_on": FIRST,
        "ends_on": LAST,
        "owner": cast.keeper,
        "actor": cast.keeper,
    }
    return open_offering(**{**details, **changes})


def a_draft(cast) -> Offering:
    draft = DraftFactory(program__city=cast.city, place=cast.place)
    SessionFactory(offering=draft, starts_at=timezone.now() + timedelta(days=1))
    return draft


def a_published(cast, **details) -> Offering:
    return OfferingFactory(program__city=cast.city, place=cast.place, **details)


def test_open_offering_writes_a_draft_that_can_be_found_by_its_words(cast):
    offering = opened(cast, cost_satang=5_000, contact="โทร 073-000-000")

    assert (offering.slug, offering.state, offering.city) == ("sweets-2026-06", OfferingState.DRAFT, cast.city)
    assert "ทำขนม" in offering.search_text
    assert offering.cost_satang == 5_000
    assert verbs() == ["offering.opened"]


def test_the_same_program_in_the_same_month_gets_another_address(cast):
    program = opened(cast).program

    assert opened(cast, program=program).slug == "sweets-2026-06-2"


@pytest.mark.parametrize("member", ["stranger", "instructor", "auditor", "manager_elsewhere"])
def test_open_offering_refuses_who_does_not_publish_at_the_place(cast, member):
    with pytest.raises(PermissionDenied):
        opened(cast, actor=getattr(cast, member))


def test_a_keeper_opens_nothing_at_anothers_place(cast):
    with pytest.raises(PermissionDenied):
        opened(cast, place=PlaceFactory(city=cast.city))


def test_open_offering_refuses_a_place_of_another_city_or_closed(cast):
    program = ProgramFactory(city=cast.city)

    for place in (PlaceFactory(city=cast.elsewhere), PlaceFactory(city=cast.city, closed_on=FIRST)):
        with pytest.raises(PlaceElsewhere):
            opened(cast, program=program, place=place, actor=cast.unit_officer)


@pytest.mark.parametrize(
    "wrong", [{"ends_on": FIRST - timedelta(days=1)}, {"age_min": 12, "age_max": 7}, {"language": "xx"}]
)
def test_open_offering_refuses_what_cannot_be_true(cast, wrong):
    with pytest.raises(ValidationError):
        opened(cast, **wrong)

    assert not Offering.objects.exists()


def test_change_offering_changes_and_tells_the_page_cache(cast):
    offering, before = a_published(cast), cast.city.version

    changed = change_offering(offering=offering, seats=25, contact="ห้อง 2", actor=cast.keeper)

    cast.city.refresh_from_db()
    assert (changed.seats, changed.contact) == (25, "ห้อง 2")
    assert cast.city.version == before + 1
    assert Event.objects.get().facts == {"changed": ["contact", "seats"], "seats": 25}


def test_change_offering_never_takes_a_seat_from_somebody(cast):
    offering = a_published(cast, seats=10, seats_taken=8)

    with pytest.raises(SeatsAreTaken):
        change_offering(offering=offering, seats=7, actor=cast.officer)

    assert change_offering(offering=offering, seats=8, actor=cast.officer).seats_left == 0


def test_change_offering_does_not_undo_seats_taken_meanwhile(cast):
    offering = a_published(cast, seats=10)
    Offering.objects.filter(pk=offering.pk).update(seats_taken=4)

    change_offering(offering=offering, contact="ห้อง 2", actor=cast.officer)

    offering.refresh_from_db()
    assert offering.seats_taken == 4


def test_moving_to_another_place_tells_calendars_of_the_sessions_left(cast):
    offering, other = a_published(cast), PlaceFactory(city=cast.city)
    past = SessionFactory(offering=offering, number=1, starts_at=timezone.now() - timedelta(days=2))
    coming = SessionFactory(offering=offering, number=2, starts_at=timezone.now() + timedelta(days=2))

    moved = change_offering(offering=offering, place=other, actor=cast.officer)

    past.refresh_from_db()
    coming.refresh_from_db()
    assert moved.place == other
    assert (past.n_changes, coming.n_changes) == (0, 1)


def test_moving_is_refused_to_another_city_and_to_a_place_of_another_keeper(cast):
    offering = a_published(cast)

    with pytest.raises(PlaceElsewhere):
        change_offering(offering=offering, place=PlaceFactory(city=cast.elsewhere), actor=cast.unit_officer)
    with pytest.raises(PermissionDenied):
        change_offering(offering=offering, place=PlaceFactory(city=cast.city), actor=cast.keeper)


@pytest.mark.parametrize("state", [OfferingState.CANCELLED, OfferingState.FINISHED])
def test_what_is_over_is_not_changed(cast, state):
    with pytest.raises(NotPublished):
        change_offering(offering=a_published(cast, state=state), seats=30, actor=cast.officer)


def test_publish_offering_shows_it_and_confirms_it_today(cast):
    draft, before = a_draft(cast), cast.city.version

    published = publish_offering(offering=draft, actor=cast.keeper)

    cast.city.refresh_from_db()
    assert (published.state, published.verified_on) == (OfferingState.PUBLISHED, timezone.localdate())
    assert cast.city.version == before + 1
    assert verbs() == ["offering.published"]


def test_publish_offering_refuses_a_second_time_without_sessions_and_at_a_closed_place(cast):
    with pytest.raises(NotADraft):
        publish_offering(offering=a_published(cast), actor=cast.keeper)

    empty = DraftFactory(program__city=cast.city, place=cast.place)
    SessionFactory(offering=empty, state=SessionState.CANCELLED)
    with pytest.raises(NothingPlanned):
        publish_offering(offering=empty, actor=cast.keeper)

    draft = a_draft(cast)
    cast.place.closed_on = FIRST
    cast.place.save()
    with pytest.raises(PlaceElsewhere):
        publish_offering(offering=draft, actor=cast.keeper)


@pytest.mark.parametrize("member", ["stranger", "instructor", "auditor", "manager_elsewhere"])
def test_nothing_is_done_to_an_offering_by_who_may_not_change_it(cast, member):
    actor, draft, published = getattr(cast, member), a_draft(cast), a_published(cast)

    for act, offering, facts in [
        (publish_offering, draft, {}),
        (discard_offering, draft, {}),
        (change_offering, published, {"seats": 50}),
        (cancel_offering, published, {}),
        (finish_offering, published, {}),
        (verify_offering, published, {"on": FIRST}),
        (copy_offering, published, {"starts_on": FIRST}),
    ]:
        with pytest.raises(PermissionDenied):
            act(offering=offering, actor=actor, **facts)

    assert verbs() == []


def test_cancel_offering_says_why_and_marks_the_coming_sessions_for_calendars(cast):
    offering, now = a_published(cast), timezone.now()
    coming = SessionFactory(offering=offering, starts_at=now + timedelta(days=1))

    cancelled = cancel_offering(offering=offering, reason="ฝนตกหนัก", actor=cast.keeper, now=now)

    coming.refresh_from_db()
    assert (cancelled.state, cancelled.cancel_note) == (OfferingState.CANCELLED, "ฝนตกหนัก")
    assert (coming.n_changes, coming.changed_at, coming.state) == (1, now, SessionState.PLANNED)
    assert "ฝน" not in str(Event.objects.get().facts)


@pytest.mark.parametrize("state", [OfferingState.DRAFT, OfferingState.CANCELLED, OfferingState.FINISHED])
def test_only_what_is_published_is_cancelled_finished_or_confirmed(cast, state):
    offering = a_published(cast, state=state)

    for act, facts in [(cancel_offering, {}), (finish_offering, {}), (verify_offering, {"on": FIRST})]:
        with pytest.raises(NotPublished):
            act(offering=offering, actor=cast.officer, **facts)


def test_finish_offering_waits_for_the_last_session(cast):
    offering = a_published(cast)
    session = SessionFactory(offering=offering, starts_at=timezone.now() - timedelta(hours=1))

    with pytest.raises(StillRunning):
        finish_offering(offering=offering, actor=cast.keeper)

    finished = finish_offering(offering=offering, actor=cast.keeper, now=session.ends_at)
    assert finished.state == OfferingState.FINISHED


def test_verify_offering_says_until_when_it_was_true(cast):
    offering = a_published(cast, verified_on=None)

    verified = verify_offering(offering=offering, on=FIRST, actor=cast.keeper)

    assert verified.is_confirmed(FIRST + timedelta(days=120))
    assert not verified.is_confirmed(FIRST + timedelta(days=121))
    assert Event.objects.get().facts == {"on": "2026-06-20"}


def test_copy_offering_moves_every_planned_session_by_as_many_days(cast):
    offering = a_published(
        cast, starts_on=FIRST, seats=12, seats_taken=7, age_min=7, cost_satang=900, enroll_until=timezone.now()
    )
    first = timezone.make_aware(timezone.datetime(2026, 6, 20, 9))
    weekly_sessions(offering, starts_at=first, times=3)
    offering.sessions.filter(number=2).update(state=SessionState.CANCELLED)

    copy = copy_offering(offering=offering, starts_on=FIRST + timedelta(days=70), actor=cast.officer)

    starts = [(row.number, row.starts_at) for row in copy.sessions.all()]
    assert starts == [(1, first + timedelta(days=70)), (2, first + timedelta(days=84))]
    assert (copy.state, copy.seats, copy.seats_taken, copy.age_min, copy.cost_satang) == ("draft", 12, 0, 7, 900)
    assert copy.ends_on == offering.ends_on + timedelta(days=70)
    assert (copy.owner, copy.enroll_until, copy.verified_on) == (cast.officer, None, None)


def test_discard_offering_throws_drafts_away_and_nothing_else(cast):
    draft, published = a_draft(cast), a_published(cast)

    discard_offering(offering=draft, actor=cast.keeper)
    with pytest.raises(NotADraft):
        discard_offering(offering=published, actor=cast.keeper)

    assert list(Offering.objects.all()) == [published]
    assert verbs() == ["offering.discarded"]
