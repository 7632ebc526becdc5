"""Counts of residents are written by those who plan, whole, and in the record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.planning.actions import ResidentsLine, set_residents
from mueang.apps.planning.models import Residents

pytestmark = pytest.mark.django_db


def line(code, **more):
    return ResidentsLine(**({"code": code, "small": 1, "pupils": 2, "youth": 3, "adults": 4, "older": 5} | more))


def write(cast, *lines, actor=None):
    return set_residents(city=cast.city, lines=lines, counted_on=date(2026, 1, 1), source="สมมติ", actor=actor)


def test_a_stranger_writes_nothing(cast):
    code = NeighbourhoodFactory(city=cast.city).code

    for member in (cast.stranger, cast.keeper, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            write(cast, line(code), actor=member)
    assert not Residents.objects.exists()


def test_counts_replace_those_before_and_leave_other_neighbourhoods_alone(cast):
    ours, other = NeighbourhoodFactory(city=cast.city), NeighbourhoodFactory(city=cast.city)
    elsewhere = NeighbourhoodFactory(city=cast.elsewhere)
    write(cast, line(ours.code), line(other.code), actor=cast.manager)

    n = write(cast, line(ours.code, pupils=90), line(elsewhere.code), line("nowhere"))

    assert n == 1
    assert dict(Residents.objects.values_list("neighbourhood__code", "pupils")) == {ours.code: 90, other.code: 2}
    assert Event.objects.filter(verb="planning.residents_set").count() == 2
    assert str(Residents.objects.get(pupils=90)).endswith(": 103")


@pytest.mark.parametrize("wrong", [{"pupils": -1}, {"deprivation_percent": 101}])
def test_what_cannot_be_is_refused_before_anything_changes(cast, wrong):
    ours = NeighbourhoodFactory(city=cast.city)
    write(cast, line(ours.code))

    with pytest.raises(ValidationError):
        write(cast, line(ours.code, **wrong))
    assert Residents.objects.get().pupils == 2
