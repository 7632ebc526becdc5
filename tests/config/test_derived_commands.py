"""`mueang derived`: a snapshot counted elsewhere gives what the city itself froze, and tells of few people no more."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cast import Cast
from factories.catalog import InstructorFactory
from factories.enrollment import seated, take_roll
from factories.network import ContributionFactory
from factories.planning import ResidentsFactory
from factories.rows import EnrollmentFactory, NeighbourhoodFactory, OfferingFactory, PersonFactory, SessionFactory
from mueang.apps.indicators.actions import ask_for_freeze, run_freeze
from mueang.apps.indicators.models import FrozenValue
from mueang.apps.indicators.queries import year_of
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db
pytest.importorskip("duckdb", reason="the extra `analysis` is not installed")


def lived(cast: Cast) -> None:
    """A course with a roll, one that ended, instructors, promises: some of everything, in two cities."""
    today, area = timezone.localdate(), NeighbourhoodFactory(city=cast.city)
    ResidentsFactory(neighbourhood=area)
    cast.place.neighbourhood = area
    cast.place.save()
    course = OfferingFactory(program__city=cast.city, place=cast.place, seats=40)
    learners = seated(course, 9)
    Person.objects.filter(pk__in=[one.person_id for one in learners]).update(birth_year=1990)
    Person.objects.filter(pk=learners[0].person_id).update(birth_year=2018)
    ends_at = timezone.now() - timedelta(hours=2)
    take_roll(
        SessionFactory(offering=course, starts_at=ends_at - timedelta(hours=1), ends_at=ends_at), actor=cast.manager
    )
    ended = OfferingFactory(program__city=cast.city, starts_on=today - timedelta(days=2), ends_on=today)
    for state in ["completed"] * 7 + ["not_completed"] * 6:
        EnrollmentFactory(offering=ended, state=state, ended_at=timezone.now())
    InstructorFactory(offering=course, person=PersonFactory(city=cast.city))
    for city in (cast.city, cast.elsewhere):
        ContributionFactory(agreement__city=city, given=40, due_on=today)


def asked(*arguments: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_snapshot_gives_to_the_last_digit_what_the_city_froze(cast: Cast, tmp_path: Path) -> None:
    lived(cast)
    period = year_of(timezone.localdate())
    run_freeze(freeze=ask_for_freeze(city=cast.city, period=period, actor=None))

    assert "attendance: 9" in asked("derived_snapshot", tmp_path)
    year = f"fiscal year {period.ends_on.year}"
    told = json.loads(asked("derived_compute", "--data", tmp_path, "--period", year, "--json"))

    here = {(row["code"], row["group"], row["part"]): row for row in told if row["city"] == cast.city.slug}
    open_ones = FrozenValue.objects.exclude(code__in=["returned-and-still-there", "reserved-seats-used"])
    assert open_ones.count() > 15
    for row in open_ones:
        found = here.get((row.code, row.group, row.part), {})
        for field in ("value", "numerator", "denominator"):
            frozen, elsewhere = getattr(row, field), found.get(field)
            assert frozen == (None if elsewhere is None else Decimal(elsewhere)) or (not frozen and not found), row
    assert here["learners", "", ""]["numerator"] == 9
    assert here["learners", "age_band", "pupils"]["numerator"] is None
    assert {row["city"] for row in told} == {cast.city.slug, cast.elsewhere.slug}
    assert not {row["code"] for row in told} & {"returned-and-still-there", "reserved-seats-used"}


def test_one_city_can_be_chosen_and_csv_is_for_a_spreadsheet(cast: Cast, tmp_path: Path) -> None:
    lived(cast)

    assert "promises: 1" in asked("derived_snapshot", tmp_path, "--city", cast.elsewhere.slug)
    lines = asked("derived_compute", "--data", tmp_path, "--period", f"{timezone.localdate().year + 543}").splitlines()

    assert lines[0].startswith("code,version,city")
    assert any(line.startswith("promises-kept") and ",elsewhere,,,100.000000,1,1,1," in line for line in lines)


def test_what_cannot_be_done_is_said(cast: Cast, tmp_path: Path) -> None:
    for arguments, words in (
        (["derived_snapshot", tmp_path, "--city", "no-such"], "no city no-such"),
        (["derived_compute", "--data", tmp_path, "--period", "2569"], "is not there"),
        (["derived_compute", "--data", tmp_path, "--period", "เมื่อวาน"], "เมื่อวาน"),
    ):
        with pytest.raises(CommandError, match=words):
            asked(*arguments)
