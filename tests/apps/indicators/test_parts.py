"""Figures told apart, indices kept by name, and cities that let others compare: who may, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cast import Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.indicators.actions import Part, drop_index, keep_index, observe, say_parts, share_figures
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.errors import (
    FigureGone,
    NameTaken,
    NobodyBehind,
    NotOfThisCity,
    OutOfScale,
    SaidTwice,
    TableTooLarge,
)
from mueang.apps.indicators.models import IndexSetup, Observation, ObservationPart, Sharing
from mueang.apps.indicators.queries import register
from mueang.apps.indicators.rules import comparable_cities, comparable_observations, visible_parts

pytestmark = pytest.mark.django_db
WOMEN, MEN = Part(value=Decimal(40), people=50, sex="female"), Part(value=Decimal(60), people=70, sex="male")


def told(cast: Cast, **changes: object) -> Observation:
    return observe(city=cast.city, figure=figure(indicator(), **changes), actor=cast.officer)


def test_parts_said_again_replace_those_before_and_never_stand_for_the_city(cast: Cast) -> None:
    row = told(cast)
    assert say_parts(observation=row, parts=[WOMEN, MEN], actor=cast.officer) == 2
    assert say_parts(observation=row, parts=[WOMEN], actor=cast.officer) == 1
    assert list(visible_parts(cast.auditor).values_list("sex", flat=True)) == ["female"]
    assert not visible_parts(cast.stranger).exists()
    assert [line.newest.value for line in register(viewer=cast.officer, city=cast.city) if line.newest] == [
        Decimal("61.5")
    ]
    assert Event.objects.filter(verb="observation.parted").count() == 2


def test_a_figure_that_is_replaced_takes_its_parts_out_of_what_counts(cast: Cast) -> None:
    row = told(cast)
    say_parts(observation=row, parts=[WOMEN], actor=cast.officer)
    observe(city=cast.city, figure=figure(row.indicator, value=Decimal(70)), actor=cast.officer)

    assert ObservationPart.objects.count() == 1
    assert not visible_parts(cast.officer).exists()
    with pytest.raises(FigureGone):
        say_parts(observation=row, parts=[WOMEN], actor=cast.officer)


def test_parts_that_cannot_be_are_refused_and_nothing_is_written(cast: Cast) -> None:
    row = told(cast)
    wrong = [
        (NobodyBehind, [Part(value=Decimal(1), people=9)]),
        (NobodyBehind, [Part(value=Decimal(1), people=0, sex="male")]),
        (SaidTwice, [WOMEN, WOMEN]),
        (OutOfScale, [Part(value=Decimal(101), people=9, sex="male")]),
        (OutOfScale, [Part(value=Decimal("NaN"), people=9, sex="male")]),
        (NotOfThisCity, [Part(value=Decimal(1), people=9, neighbourhood=NeighbourhoodFactory(city=cast.elsewhere))]),
        (ValueError, [Part(value=Decimal(1), people=9, sex="both")]),
    ]
    for refusal, parts in wrong:
        with pytest.raises(refusal):
            say_parts(observation=row, parts=parts, actor=cast.officer)
    province = told(cast, level=Level.PROVINCE)
    with pytest.raises(FigureGone):
        say_parts(observation=province, parts=[WOMEN], actor=cast.officer)
    for stranger in (cast.auditor, cast.manager_elsewhere, cast.keeper):
        with pytest.raises(PermissionDenied):
            say_parts(observation=row, parts=[WOMEN], actor=stranger)
    assert not ObservationPart.objects.exists()


def test_the_database_itself_refuses_a_part_of_nobody_and_one_said_twice(cast: Cast) -> None:
    row, community = told(cast), NeighbourhoodFactory(city=cast.city)
    said = {"observation": row, "value": 1, "people": 3}
    ObservationPart.objects.create(**said, sex="male")
    ObservationPart.objects.create(**said, neighbourhood=community)
    for wrong in (
        said,
        said | {"sex": "male"},
        said | {"neighbourhood": community},
        said | {"sex": "female", "people": 0},
        said | {"sex": "female", "lower": 2, "upper": 3},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ObservationPart.objects.create(**wrong)


def test_an_index_is_kept_once_by_its_name_and_dropped_by_who_may(cast: Cast) -> None:
    setup = keep_index(city=cast.city, name=" ดัชนี ", units_of="cities", asked={"i": ["x"]}, actor=cast.officer)
    assert setup.name == "ดัชนี"
    with pytest.raises(NameTaken):
        keep_index(city=cast.city, name="ดัชนี", units_of="cities", asked={}, actor=cast.officer)
    with pytest.raises(TableTooLarge):
        keep_index(
            city=cast.city, name="ใหญ่", units_of="workbook", asked={}, actor=cast.officer, data={"uCode": ["a"] * 1001}
        )
    with pytest.raises(PermissionDenied):
        keep_index(city=cast.city, name="อื่น", units_of="cities", asked={}, actor=cast.auditor)
    with pytest.raises(PermissionDenied):
        drop_index(setup=setup, actor=cast.manager_elsewhere)
    drop_index(setup=setup, actor=cast.officer)
    assert not IndexSetup.objects.exists()
    assert list(Event.objects.filter(verb__startswith="index.").values_list("verb", flat=True)) == [
        "index.kept",
        "index.dropped",
    ]


def test_a_city_is_compared_by_others_only_while_it_lets_them(cast: Cast) -> None:
    row = indicator()
    observe(city=cast.elsewhere, figure=figure(row), actor=None)
    observe(city=cast.elsewhere, figure=figure(row, level=Level.PROVINCE), actor=None)
    assert set(comparable_cities(cast.officer)) == {cast.city}
    assert set(comparable_cities(cast.unit_officer)) == {cast.city, cast.elsewhere}

    assert share_figures(city=cast.elsewhere, is_shared=True, actor=None)
    assert not share_figures(city=cast.elsewhere, is_shared=True, actor=None)
    assert set(comparable_cities(cast.officer)) == {cast.city, cast.elsewhere}
    assert [told.level for told in comparable_observations(cast.officer)] == [Level.CITY]
    for outside in (cast.stranger, cast.learner, cast.keeper, cast.anonymous):
        assert not comparable_cities(outside).exists()
        assert not comparable_observations(outside).exists()
    with pytest.raises(PermissionDenied):
        share_figures(city=cast.elsewhere, is_shared=False, actor=cast.officer)
    assert share_figures(city=cast.elsewhere, is_shared=False, actor=None)
    assert not Sharing.objects.exists()
    assert set(comparable_cities(cast.officer)) == {cast.city}
