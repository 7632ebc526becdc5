"""Figures: never without level, period, source and method; replaced and withdrawn, never overwritten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.indicators.actions import observe, withdraw_observation
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.errors import (
    CommunityAmiss,
    IndicatorRefused,
    NothingSaid,
    NotOfThisCity,
    OutOfScale,
    PeriodToCome,
    ReasonNeeded,
)
from mueang.apps.indicators.models import Observation
from mueang.apps.indicators.queries import indicator_page, register
from mueang.methods.thai import Period, calendar_year, fiscal_year

pytestmark = pytest.mark.django_db


def test_a_later_word_of_the_same_area_and_period_replaces_and_both_stay(cast: Cast) -> None:
    row = indicator()
    first = observe(city=cast.city, figure=figure(row), actor=cast.officer)
    same = observe(city=cast.city, figure=figure(row), actor=cast.manager)
    second = observe(city=cast.city, figure=figure(row, value=Decimal("62.0")), actor=cast.officer)

    first.refresh_from_db()
    assert same == first
    assert (first.withdrawn_at is not None, second.replaces, second.withdrawn_at) == (True, first, None)
    assert Observation.objects.count() == 2
    assert list(Event.objects.values_list("verb", flat=True)) == ["observation.recorded"] * 2


def test_other_periods_and_areas_stand_side_by_side(cast: Cast) -> None:
    row, community = indicator(), NeighbourhoodFactory(city=cast.city)
    for changes in (
        {},
        {"period": calendar_year(2022)},
        {"period": fiscal_year(2023)},
        {"level": Level.PROVINCE},
        {"level": Level.COMMUNITY, "neighbourhood": community},
    ):
        observe(city=cast.city, figure=figure(row, **changes), actor=cast.officer)

    assert Observation.objects.standing().count() == 5


def test_a_withdrawn_figure_no_longer_counts_and_says_why(cast: Cast) -> None:
    row = indicator()
    told = observe(city=cast.city, figure=figure(row), actor=cast.officer)
    with pytest.raises(ReasonNeeded):
        withdraw_observation(observation=told, why="  ", actor=cast.officer)

    for _twice in range(2):
        gone = withdraw_observation(observation=told, why="นับซ้ำสองโรงเรียน", actor=cast.officer)

    assert gone.withdrawn_why == "นับซ้ำสองโรงเรียน"
    assert [line.newest for line in register(viewer=cast.manager, city=cast.city)] == [None]
    assert Event.objects.filter(verb="observation.withdrawn").count() == 1
    observe(city=cast.city, figure=figure(row), actor=cast.officer)
    page = indicator_page(viewer=cast.manager, city=cast.city, uuid=row.uuid)
    assert page is not None
    assert len(page.history) == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"source": "  "}, NothingSaid),
        ({"value": Decimal("100.1")}, OutOfScale),
        ({"value": Decimal("-1")}, OutOfScale),
        ({"value": Decimal("NaN")}, OutOfScale),
        ({"upper": Decimal("200"), "lower": Decimal(1)}, OutOfScale),
        ({"level": Level.COMMUNITY}, CommunityAmiss),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(cast: Cast, changes: dict[str, Any], refusal: type) -> None:
    with pytest.raises(refusal) as told, translation.override("th"):
        observe(city=cast.city, figure=figure(indicator(), **changes), actor=cast.officer)

    assert isinstance(told.value, IndicatorRefused)
    assert told.value.sentence
    assert not Observation.objects.exists()


def test_a_level_of_one_to_five_and_an_open_scale_say_their_ends(cast: Cast) -> None:
    for unit, words in (("level", "between 1 and 5"), ("count", "less than 0")):
        with pytest.raises(OutOfScale) as told:
            observe(city=cast.city, figure=figure(indicator(unit=unit), value=Decimal(-3)), actor=cast.officer)
        with translation.override("en"):
            assert words in told.value.sentence


def test_a_plan_is_no_observation(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(PeriodToCome):
        observe(city=cast.city, figure=figure(indicator(), period=Period(tomorrow, tomorrow)), actor=cast.officer)


def test_nothing_of_another_city_is_taken(cast: Cast) -> None:
    theirs, community = indicator(cast.elsewhere), NeighbourhoodFactory(city=cast.elsewhere)
    for said in (figure(theirs), figure(indicator(), level=Level.COMMUNITY, neighbourhood=community)):
        with pytest.raises(NotOfThisCity):
            observe(city=cast.city, figure=said, actor=cast.officer)
    with pytest.raises(CommunityAmiss):
        observe(city=cast.city, figure=figure(indicator(), neighbourhood=community), actor=cast.officer)


@pytest.mark.parametrize("name", MEMBERS)
def test_only_the_citys_officers_write_and_withdraw_figures(cast: Cast, name: str) -> None:
    row, member = indicator(), getattr(cast, name)
    told = observe(city=cast.city, figure=figure(row), actor=None)
    may = name in {"officer", "manager", "unit_officer"}
    for attempt in (
        lambda: observe(city=cast.city, figure=figure(row, value=Decimal(3)), actor=member),
        lambda: withdraw_observation(observation=told, why="x", actor=member),
    ):
        if may:
            attempt()
        else:
            with pytest.raises(PermissionDenied):
                attempt()


LACKING = {"level": "", "method": "", "source": "", "period_from": None, "period_to": None}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(names=some.sets(some.sampled_from(sorted(LACKING)), min_size=1))
def test_the_database_itself_takes_no_figure_without_level_period_source_or_method(cast: Cast, names: set[str]) -> None:
    row = Observation(
        city=cast.city,
        indicator=indicator(),
        level=Level.CITY,
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        value=1,
        source="x",
        method=Method.CENSUS,
        recorded_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    for name in names:
        setattr(row, name, LACKING[name])
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert not Observation.objects.exists()


def test_a_source_longer_than_a_line_is_refused_and_not_cut(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        observe(city=cast.city, figure=figure(indicator(), source="ก" * 301), actor=cast.officer)


def test_a_figure_of_the_province_never_stands_for_the_city(cast: Cast) -> None:
    row = indicator()
    observe(city=cast.city, figure=figure(row, level=Level.PROVINCE, value=Decimal("77.7")), actor=cast.officer)

    (line,) = register(viewer=cast.manager, city=cast.city)

    assert line.newest is None
    assert [wide.value for wide in line.wider] == [Decimal("77.7")]


def test_change_is_told_between_years_counted_alike_and_for_better_or_worse(cast: Cast) -> None:
    for better, is_better in (("higher", True), ("lower", False), ("neither", None)):
        row = indicator(better=better)
        for year, value in ((2022, "50"), (2023, "60")):
            said = figure(row, period=calendar_year(year), value=Decimal(value))
            observe(city=cast.city, figure=said, actor=cast.officer)
        (line,) = register(viewer=cast.manager, city=cast.city, only=[row.pk])
        assert (line.change, line.is_better) == (Decimal(10), is_better)
    mixed = indicator()
    for period in (calendar_year(2022), fiscal_year(2023)):
        observe(city=cast.city, figure=figure(mixed, period=period), actor=cast.officer)
    (line,) = register(viewer=cast.manager, city=cast.city, only=[mixed.pk])
    assert line.change is None


def test_questions_cost_the_same_for_one_figure_and_for_many(cast: Cast, django_assert_num_queries: Any) -> None:
    for n_rows in (1, 3):
        for _each in range(n_rows):
            row = indicator()
            for year in range(2015, 2015 + n_rows):
                observe(city=cast.city, figure=figure(row, period=calendar_year(year)), actor=cast.officer)
        register(viewer=cast.manager, city=cast.city)
        with django_assert_num_queries(2):
            register(viewer=cast.manager, city=cast.city)
        with django_assert_num_queries(3):
            indicator_page(viewer=cast.manager, city=cast.city, uuid=row.uuid)


def test_a_stranger_reads_no_figure(cast: Cast) -> None:
    row = indicator()
    observe(city=cast.city, figure=figure(row), actor=cast.officer)
    for name in ("anonymous", "stranger", "learner", "manager_elsewhere"):
        (line,) = register(viewer=getattr(cast, name), city=cast.city)
        assert (line.newest, line.wider) == (None, [])
