"""Numbers from operations: counted by the definition, the few withheld, frozen with their day, never overwritten."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cast import MEMBERS, Cast
from factories.catalog import InstructorFactory
from factories.network import AgreementFactory, ContributionFactory
from factories.planning import ResidentsFactory
from factories.rows import EnrollmentFactory, NeighbourhoodFactory, OfferingFactory, PersonFactory, SessionFactory
from mueang.apps.accounts.rules import Viewer
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.models import Attendance, RollCall
from mueang.apps.indicators import tasks
from mueang.apps.indicators.actions import ask_for_freeze, load_frameworks, run_freeze, take_into_register
from mueang.apps.indicators.actions import freezing as the_freezing
from mueang.apps.indicators.enums import FreezeState, Method
from mueang.apps.indicators.errors import NothingToTake, PeriodToCome
from mueang.apps.indicators.models import Freeze, FrozenValue, Observation
from mueang.apps.indicators.queries import derived_history, derived_page, newest_values, year_of, years_to_freeze
from mueang.apps.people.models import Person
from mueang.methods.thai import fiscal_year

pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Bangkok"))


NOW = at(2026, 6, 1, 9)
YEAR = fiscal_year(2026)


def came(offering: Any, person: Person, *, on: datetime, minutes: int = 60, **details: Any) -> Attendance:
    """One person at one session of their own, its roll saved."""
    session = SessionFactory(offering=offering, starts_at=on, number=RollCall.objects.count() + 1, **details)
    roll = RollCall.objects.create(session=session, saved_by=offering.owner, saved_at=on, request_key=str(session.uuid))
    seat = EnrollmentFactory(offering=offering, person=person, enrolled_at=on - timedelta(days=30))
    return Attendance.objects.create(
        session=session, enrollment=seat, mark="present", minutes_present=minutes, roll_call=roll
    )


def offered(cast: Cast, **details: Any) -> Any:
    return OfferingFactory(program__city=cast.city, place=cast.place, starts_on=date(2026, 4, 1), **details)


def frozen(cast: Cast, *, now: datetime = NOW) -> dict[tuple[str, str, str], FrozenValue]:
    freeze = ask_for_freeze(city=cast.city, period=YEAR, actor=cast.officer, now=now)
    assert run_freeze(freeze=freeze, now=now)
    rows = FrozenValue.objects.standing().filter(city=cast.city)
    return {(row.code, row.group, row.part): row for row in rows}


def test_people_are_counted_once_by_age_and_doubles_are_one(cast: Cast) -> None:
    area = NeighbourhoodFactory(city=cast.city, code="01")
    ResidentsFactory(neighbourhood=area)
    cast.place.neighbourhood = area
    cast.place.save()
    on = at(2026, 5, 1, 9)
    people = [PersonFactory(city=cast.city, birth_on=date(1990, 1, 1)) for _ in range(6)]
    double = PersonFactory(city=cast.city, birth_year=2019, merged_into=people[0])
    for person in [*people, double]:
        came(offered(cast), person, on=on, minutes=90)
    came(offered(cast), people[0], on=at(2025, 9, 30, 20))

    told = frozen(cast)

    learners = told["learners", "", ""]
    assert (learners.numerator, learners.denominator, learners.n_rows, learners.value) == (6, 500, 7, Decimal(12))
    assert told["learners", "age_band", "adults"].numerator == 6
    assert ("learners", "age_band", "") not in told
    assert told["participations", "neighbourhood", "01"].numerator == 7
    assert told["participations", "neighbourhood", "01"].neighbourhood == area
    assert told["learning-hours", "mode", "lab"].value == Decimal("10.5")
    assert (learners.completeness_percent, learners.counted_to, learners.period) == (100, date(2026, 6, 1), YEAR)


def test_few_people_are_withheld_and_nothing_of_them_is_in_the_row(cast: Cast) -> None:
    ResidentsFactory(neighbourhood__city=cast.city)
    on = at(2026, 5, 1, 9)
    for year in (1990, 1991, 1992, 1993, 1994, 2015, 2016):
        came(offered(cast), PersonFactory(city=cast.city, birth_year=year), on=on)

    told = frozen(cast)

    small = told["learners", "age_band", "pupils"]
    assert (small.is_withheld, small.numerator, small.denominator, small.n_rows, small.value) == (True, *[None] * 4)
    assert told["learners", "age_band", "adults"].is_withheld, "seven less five would tell the two"
    assert (told["learners", "", ""].numerator, told["learners", "", ""].is_withheld) == (7, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenValue.objects.filter(pk=small.pk).update(n_rows=2)


def test_a_seat_given_up_before_the_first_day_is_no_dropout(cast: Cast) -> None:
    course = offered(cast, ends_on=date(2026, 5, 1))
    before, after = (at(2026, month, 15) for month in (3, 4))
    states = [("completed", after)] * 6 + [("not_completed", after)] * 5
    states += [("withdrawn", after)] * 5 + [("withdrawn", before)] * 9
    for state, ended_at in states:
        EnrollmentFactory(offering=course, state=state, ended_at=ended_at)
    running = offered(cast, ends_on=date(2026, 8, 1))
    EnrollmentFactory(offering=running, state="completed", ended_at=after)

    told = frozen(cast)["completion-rate", "", ""]

    assert (told.numerator, told.denominator, told.value) == (6, 16, Decimal("37.5"))


def test_promises_that_are_not_due_yet_and_teachers_who_learned_later_do_not_count(cast: Cast) -> None:
    agreement = AgreementFactory(city=cast.city)
    for given, due_on in ((40, date(2026, 1, 1)), (10, date(2026, 2, 1)), (40, date(2026, 9, 1)), (40, None)):
        ContributionFactory(agreement=agreement, given=given, due_on=due_on)
    learned, late = (PersonFactory(city=cast.city) for _ in range(2))
    course = offered(cast)
    for person, month in ((learned, 3), (late, 5)):
        ended_at = at(2026, month, 1)
        EnrollmentFactory(offering=offered(cast), person=person, state="completed", ended_at=ended_at)
        InstructorFactory(offering=course, person=person)

    told = frozen(cast)

    assert (told["promises-kept", "", ""].numerator, told["promises-kept", "", ""].denominator) == (1, 2)
    assert (told["teachers-from-learners", "", ""].numerator, told["teachers-from-learners", "", ""].value) == (1, 50)


def test_another_city_is_never_counted(cast: Cast) -> None:
    on = at(2026, 5, 1, 9)
    for _ in range(6):
        away = OfferingFactory(program__city=cast.elsewhere, place__city=cast.elsewhere)
        came(away, PersonFactory(city=cast.elsewhere, birth_year=1990), on=on)
    ResidentsFactory(neighbourhood__city=cast.elsewhere)

    told = frozen(cast)

    assert {row.numerator for key, row in told.items() if key[0] != "learning-places"} == {0}


def test_what_is_the_same_is_seen_again_and_what_changed_is_a_new_row(cast: Cast) -> None:
    load_frameworks()
    first = frozen(cast)["promises-kept", "", ""]
    later = NOW + timedelta(days=1)
    same = frozen(cast, now=later)["promises-kept", "", ""]
    ContributionFactory(agreement__city=cast.city, given=40, due_on=date(2026, 1, 1))
    newer = frozen(cast, now=later + timedelta(days=1))["promises-kept", "", ""]

    first.refresh_from_db()
    assert (same.pk, same.frozen_at, same.seen_at, same.counted_to) == (first.pk, NOW, later, date(2026, 6, 2))
    assert (newer.pk != first.pk, newer.value, first.replaced_at is not None, first.value) == (True, 100, True, None)
    history = derived_history(viewer=cast.officer, city=cast.city, code="promises-kept", period=YEAR)
    assert history is not None
    assert [row.pk for row in history.releases] == [newer.pk, first.pk]
    assert [row.pk for row in history.by_year] == [newer.pk]
    assert derived_history(viewer=cast.officer, city=cast.city, code="no-such", period=YEAR) is None


def test_a_frozen_number_becomes_a_figure_once_and_names_its_definition(cast: Cast) -> None:
    load_frameworks()
    ContributionFactory(agreement__city=cast.city, given=40, due_on=date(2026, 1, 1))
    told = frozen(cast)
    row = told["promises-kept", "", ""]

    figure = take_into_register(value=row, actor=cast.officer, now=NOW)

    assert take_into_register(value=row, actor=cast.officer, now=NOW) == figure
    assert (figure.method, figure.value, figure.numerator, figure.denominator) == (Method.OPERATIONS, 100, 1, 1)
    assert row.version in figure.source
    assert (figure.frozen_value, Observation.objects.count()) == (row, 1)
    for key in (("reserved-seats-used", "", ""), ("learners", "age_band", "adults"), ("learning-hours", "mode", "lab")):
        if key in told:
            with pytest.raises(NothingToTake):
                take_into_register(value=told[key], actor=cast.officer)


@pytest.mark.parametrize("member", MEMBERS)
def test_who_may_ask_and_take_and_read(cast: Cast, member: str) -> None:
    viewer: Viewer = getattr(cast, member)
    row = frozen(cast)["promises-kept", "", ""]
    may = member in {"officer", "manager", "unit_officer"}
    if viewer.is_authenticated:
        for press in (
            lambda: ask_for_freeze(city=cast.city, period=YEAR, actor=viewer, now=NOW),
            lambda: take_into_register(value=row, actor=viewer),
        ):
            try:
                press()
            except PermissionDenied:
                assert not may
            except NothingToTake:
                assert may
    read = newest_values(viewer=viewer, city=cast.city, period=YEAR).exists()
    assert read == (member in {"officer", "manager", "unit_officer", "auditor"})


def test_asking_twice_asks_once_and_never_for_a_year_to_come(cast: Cast) -> None:
    first = ask_for_freeze(city=cast.city, period=YEAR, actor=cast.officer, now=NOW)

    assert ask_for_freeze(city=cast.city, period=YEAR, actor=cast.manager, now=NOW) == first
    assert Event.objects.filter(verb="freeze.asked").count() == 1
    with pytest.raises(PeriodToCome):
        ask_for_freeze(city=cast.city, period=fiscal_year(2030), actor=cast.officer, now=NOW)


def test_only_one_worker_counts_and_one_that_was_killed_is_followed_by_another(cast: Cast) -> None:
    freeze = ask_for_freeze(city=cast.city, period=YEAR, actor=cast.officer, now=NOW)
    Freeze.objects.filter(pk=freeze.pk).update(state=FreezeState.RUNNING, begun_at=NOW)

    assert run_freeze(freeze=freeze, now=NOW + timedelta(minutes=5)) is None
    done = run_freeze(freeze=freeze, now=NOW + timedelta(minutes=16))
    assert done is not None
    assert (done.state, done.n_done) == (FreezeState.DONE, 9)


def test_a_count_that_fails_says_so_and_writes_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze = ask_for_freeze(city=cast.city, period=YEAR, actor=cast.officer, now=NOW)
    monkeypatch.setattr(the_freezing, "DEFINITIONS", [None])

    with pytest.raises(AttributeError):
        run_freeze(freeze=freeze, now=NOW)

    freeze.refresh_from_db()
    assert (freeze.state, FrozenValue.objects.count()) == (FreezeState.FAILED, 0)


def test_the_worker_counts_each_city_once_a_night(cast: Cast) -> None:
    night = at(2026, 6, 2, 1, 30)

    assert tasks.run(night) == 0
    assert tasks.run(night + timedelta(hours=1)) == 1
    Freeze.objects.update(ended_at=night + timedelta(hours=1))
    assert tasks.run(night + timedelta(hours=2)) == 0
    assert Freeze.objects.filter(city=cast.elsewhere).count() == 0, "a city without a place has nothing to count"
    assert years_to_freeze(date(2026, 11, 1)) == [fiscal_year(2027), fiscal_year(2026)]
    assert year_of(date(2026, 9, 30)) == YEAR


def test_the_page_takes_as_many_statements_for_three_communities_as_for_none(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    load_frameworks()
    frozen(cast)
    for _ in range(3):
        ResidentsFactory(neighbourhood__city=cast.city)
    frozen(cast, now=NOW + timedelta(days=1))

    with django_assert_num_queries(4):
        page = derived_page(viewer=cast.officer, city=cast.city, today=date(2026, 6, 2))

    assert (len(page.rows), page.is_empty, page.period) == (9, False, YEAR)
    assert all(row.indicator is not None for row in page.rows)
    assert len(page.rows[0].parts["neighbourhood"]) == 4, "three, and places of no community"
