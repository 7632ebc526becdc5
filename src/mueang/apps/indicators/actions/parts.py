"""A figure told apart by groups of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.enums import SCALE, Disability, HomeLanguage, Income, Level, Sex, Unit
from mueang.apps.indicators.errors import FigureGone, NobodyBehind, NotOfThisCity, OutOfScale, SaidTwice
from mueang.apps.indicators.models import Observation, ObservationPart
from mueang.apps.indicators.rules import may_measure
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.enums import AgeGroup

WORDS = {"age": AgeGroup, "sex": Sex, "income": Income, "disability": Disability, "language": HomeLanguage}
_TOGETHER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The value among `people` of a group, or of a crossing of several."""

    value: Decimal
    people: int
    neighbourhood: Neighbourhood | None = None
    age: str = ""
    sex: str = ""
    income: str = ""
    disability: str = ""
    language: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def key(self) -> tuple[object, ...]:
        community = self.neighbourhood.pk if self.neighbourhood else None
        return (community, *(getattr(self, name) for name in WORDS))


@transaction.atomic
def say_parts(*, observation: Observation, parts: Sequence[Part], actor: User | None) -> int:
    """Tell a figure of the whole city apart; what was told before of this figure is replaced. Gives how many.

    Raises PermissionDenied, FigureGone, NobodyBehind, SaidTwice, OutOfScale, NotOfThisCity; ValueError for a group
    there is not.
    """
    city = City.objects.select_for_update().get(pk=observation.city_id)
    if actor is not None and not may_measure(actor, city):
        raise PermissionDenied
    row = Observation.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=observation.pk)
    if row.withdrawn_at is not None or row.level != Level.CITY:
        raise FigureGone
    for part in parts:
        _refuse(part, row=row)
    if len({part.key for part in parts}) < len(parts):
        raise SaidTwice
    ObservationPart.objects.filter(observation=row).delete()
    ObservationPart.objects.bulk_create([_row(part, row=row) for part in parts], batch_size=_TOGETHER)
    record(actor=actor, verb="observation.parted", target=row, book=city.slug, facts={"n_lines": len(parts)})
    return len(parts)


def _refuse(part: Part, *, row: Observation) -> None:
    for name, choices in WORDS.items():
        if getattr(part, name):
            choices(getattr(part, name))
    if part.people < 1 or not any(part.key):
        raise NobodyBehind
    if part.neighbourhood is not None and part.neighbourhood.city_id != row.city_id:
        raise NotOfThisCity
    least, greatest = SCALE[Unit(row.indicator.unit)]
    for value in (part.value, part.lower, part.upper):
        if value is not None and (
            not value.is_finite()
            or (least is not None and value < least)
            or (greatest is not None and value > greatest)
        ):
            raise OutOfScale(least, greatest)


def _row(part: Part, *, row: Observation) -> ObservationPart:
    return ObservationPart(
        observation=row,
        neighbourhood=part.neighbourhood,
        value=part.value,
        people=part.people,
        lower=part.lower,
        upper=part.upper,
        **{name: getattr(part, name) for name in WORDS},
    )
