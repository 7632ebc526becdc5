"""What evidence can point at: how its rows are counted, which can be chosen, and who may see them.

A higher app adds kinds of its own with `register`: the plan knows evidence by what a kind says of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.network.models import City
from mueang.methods.thai import Period

M = TypeVar("M", bound=Model)
MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands behind evidence now. No `n` and no `value`: withheld, or `is_gone`."""

    n: int | None = None
    value: str = ""
    about_th: str = ""
    about_en: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows that can be attached: `rows_of` is their uuid, None for those of the whole city."""

    rows_of: UUID | None
    name_th: str
    name_en: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a count, for who checks a sample: a key, a day and words that name nobody."""

    key: str
    day: date
    name_th: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of evidence. `rows` is None where nobody may look at single rows; `needs` is asked beside the plan."""

    code: str
    label: str | Promise
    icon: str
    counts: Callable[[City, UUID | None, Period], Counted]
    choices: Callable[[City, Period], list[Choice]]
    rows: Callable[[City, UUID | None, Period], list[Row]] | None
    needs: str = Permission.PLANS_READ

    def may_see(self, viewer: Viewer, city: City) -> bool:
        """Whether the count is shown; that it is attached is seen with the activity."""
        return self.needs == Permission.PLANS_READ or holds(viewer, self.needs, at=[city.uuid])


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let evidence point at rows of this kind from now on."""
    _KINDS[kind.code] = kind


def registered() -> dict[str, Kind]:
    """What higher apps added, and our own once `known_kinds` was asked."""
    return _KINDS


def between(period: Period) -> tuple[datetime, datetime]:
    """First and last moment of a period in the city's own time."""
    ends = (datetime.combine(period.starts_on, time.min), datetime.combine(period.ends_on, time.max))
    first, last = (timezone.make_aware(end) for end in ends)
    return first, last


def of_offering(rows: QuerySet[M], uuid: UUID | None, *, path: str) -> QuerySet[M]:
    """Rows of one offering, or of all where none is named."""
    return rows.filter(**{f"{path}__uuid": uuid}) if uuid else rows


def listed(rows: Iterable[Row]) -> list[Row]:
    """In the order that a sample is drawn from: by day, then by key."""
    return sorted(rows, key=lambda row: (row.day, row.key))
