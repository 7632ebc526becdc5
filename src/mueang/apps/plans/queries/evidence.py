"""Evidence of an activity as its reader may see it, and what can be attached."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City, Organization
from mueang.apps.network.rules import visible_organizations
from mueang.apps.places.models import Neighbourhood
from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.models import Activity, Evidence
from mueang.apps.plans.queries.evidence_kinds import Choice, Kind
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.methods.thai import Period


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence; `is_shown` where its reader may see the count."""

    row: Evidence
    label: str
    icon: str
    is_shown: bool

    @property
    def is_picture(self) -> bool:
        return self.row.kind == EvidenceKind.PICTURE

    @property
    def is_withheld(self) -> bool:
        return self.row.n is None and not self.row.value and not self.row.is_gone


@dataclass(frozen=True, slots=True)
class EvidenceOf:
    standing: list[Shown]
    withdrawn: list[Shown]
    kinds: list[Kind]


def evidence_of(activity: Activity, *, viewer: Viewer) -> EvidenceOf:
    """What is attached to an activity that `viewer` sees, and the kinds they could attach: one SQL statement."""
    city = activity.plan.city
    known = {code: kind for code, kind in kinds().items() if kind.may_see(viewer, city)}
    shown = [shown_of(row, known) for row in activity.evidence.select_related("attached_by")]
    return EvidenceOf(
        [one for one in shown if one.row.withdrawn_at is None],
        [one for one in shown if one.row.withdrawn_at is not None],
        list(known.values()),
    )


def shown_of(row: Evidence, known: dict[str, Kind]) -> Shown:
    """Evidence by what its kind says of itself; `known` are the kinds whose counts the reader may see."""
    if row.kind == EvidenceKind.PICTURE:
        return Shown(row, str(EvidenceKind.PICTURE.label), "eye", is_shown=True)
    kind = kinds().get(row.kind)
    return Shown(row, str(kind.label) if kind else row.kind, kind.icon if kind else "info", is_shown=row.kind in known)


def choices_of(activity: Activity, kind: Kind) -> list[Choice]:
    """Rows of a kind that could show something of an activity: those of its whole budget year."""
    period = activity.plan.period
    whole = Period(min(period.starts_on, activity.starts_on), max(period.ends_on, activity.ends_on))
    return kind.choices(activity.plan.city, whole)


def places_of(city: City) -> list[Neighbourhood]:
    """Neighbourhoods of a city by their code; one SQL statement."""
    return list(Neighbourhood.objects.filter(city=city))


def partners_of(*, viewer: Viewer, city: City) -> list[Organization]:
    """Partners of the city and those that act across cities; one SQL statement."""
    return list(visible_organizations(viewer).filter(Q(city=city) | Q(city=None)))
