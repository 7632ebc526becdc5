"""Concerns as triage looks at them: the list, one with all that belongs to it, and two side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.support.enums.concerns import SETTLED, ConcernState, Confidence, Urgency
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import UNDO_WITHIN, Addition, Concern, Decision, SetApart, Try
from mueang.apps.support.models.visits import Visit
from mueang.apps.support.queries.likeness import Described, Likeness, likeness
from mueang.apps.support.rules.cases import may_supervise, visible_cases
from mueang.apps.support.rules.concerns import may_see_teller, visible_concerns
from mueang.apps.support.rules.visits import visible_visits

MOST_CANDIDATES = 8
DUE_WITHIN = {Urgency.NOW: timedelta(days=1), Urgency.SOON: timedelta(days=3), Urgency.ROUTINE: timedelta(days=14)}
# What tells whether two are alike, and is shown of the likely ones: a city's rows are looked through at once.
_TOLD = ("uuid", "about", "birth_on", "age_years", "area", "received_at", "channel", "state")
_OF_CHILD = ("prefix", "given_name", "family_name", "birth_on", "birth_year", "address")
_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """One line of the list."""

    concern: Concern
    due_at: datetime
    is_overdue: bool
    n_tries: int
    age: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the same child, and why."""

    concern: Concern
    likeness: Likeness
    age: int | None


@dataclass(frozen=True, slots=True)
class CaseCandidate:
    """A case whose child may be the same, and why."""

    case: Case
    name: str
    age: int | None
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """Everything triage needs; `teller` is None for whoever may not know."""

    card: ConcernCard
    tries: Sequence[Try]
    decisions: Sequence[Decision]
    additions: Sequence[Addition]
    candidates: Sequence[Candidate]
    cases: Sequence[CaseCandidate]
    own_case: Case | None
    has_teller: bool
    teller: dict[str, str] | None
    may_team_know: bool
    may_undo: bool
    visits: Sequence[Visit]
    duplicates: Sequence[Concern] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two concerns side by side."""

    left: ConcernCard
    right: ConcernCard
    likeness: Likeness


def concern_cards(
    *, viewer: Viewer, city: City, now: datetime, is_open: bool = True, channel: str = "", state: str = ""
) -> list[ConcernCard]:
    """The concerns of a city that the viewer may see, the most urgent first; settled ones the newest first.

    One SQL statement.
    """
    states = [ConcernState.NEW] if is_open else [state] if state in SETTLED else SETTLED
    rows = concerns_along(viewer).filter(city=city, state__in=states)
    if channel:
        rows = rows.filter(channel=channel)
    cards = [_card(row, now=now, n_tries=row.n_tries) for row in rows.annotate(n_tries=Count("tries"))]
    if is_open:
        cards.sort(key=lambda card: (_ORDER[Urgency(card.concern.urgency)], card.due_at))
    return cards


def concern_page(*, viewer: Viewer, concern: Concern, now: datetime) -> ConcernPage:
    """One concern, read through `concerns_along`, with its history; the teller only for whoever may know.

    At most eight SQL statements.
    """
    row, teller, today = concern, getattr(concern, "teller", None), timezone.localdate(now)
    decisions, tries = list(row.decisions.select_related("by", "undone_by")), list(row.tries.select_related("by"))
    standing = [one for one in decisions if one.undone_at is None]
    return ConcernPage(
        card=_card(row, now=now, n_tries=len(tries)),
        tries=tries,
        decisions=decisions,
        additions=list(Addition.objects.filter(city=row.city, code_hash=row.code_hash)) if row.code_hash else [],
        candidates=candidates(viewer=viewer, concern=row, today=today) if row.is_open else [],
        cases=case_candidates(viewer=viewer, concern=row, today=today) if row.is_open else [],
        own_case=visible_cases(viewer).filter(told_by__concern=row).first(),
        has_teller=teller is not None,
        teller=teller.words if teller is not None and may_see_teller(viewer, row) else None,
        may_team_know=bool(teller and teller.may_team_know),
        may_undo=any(now - one.at <= UNDO_WITHIN for one in standing),
        visits=list(visible_visits(viewer).filter(concern=row).select_related("assigned_to")),
        duplicates=list(visible_concerns(viewer).filter(duplicate_of=row)),
    )


def _set_apart(concern: Concern) -> QuerySet[SetApart, Any]:
    """Rows somebody said are of another child."""
    return SetApart.objects.filter(concern=concern).order_by().values("other")


def candidates(*, viewer: Viewer, concern: Concern, today: date) -> list[Candidate]:
    """Other concerns of the city that may be about the same child, the likeliest first."""
    if not concern.match_key:
        return []
    rows = visible_concerns(viewer).filter(city=concern.city).exclude(pk=concern.pk).exclude(match_key="")
    rows = rows.exclude(state=ConcernState.DUPLICATE).exclude(uuid__in=_set_apart(concern))
    rows = rows.only(*_TOLD)
    mine = described(concern, today=today)
    found = [Candidate(row, likeness(mine, described(row, today=today)), row.age_on(today)) for row in rows]
    found = [one for one in found if one.likeness.confidence != Confidence.NONE]
    found.sort(key=lambda one: (one.likeness.confidence != Confidence.LIKELY, -len(one.likeness.reasons)))
    return found[:MOST_CANDIDATES]


def case_candidates(*, viewer: Viewer, concern: Concern, today: date) -> list[CaseCandidate]:
    """Cases the viewer may see whose child may be the one told of, the likeliest first; closed ones too."""
    if not concern.match_key:
        return []
    rows = visible_cases(viewer).filter(city=concern.city).exclude(uuid__in=_set_apart(concern))
    rows = rows.select_related("child").only("uuid", "state", "child", *(f"child__{name}" for name in _OF_CHILD))
    # From a team the name may be withheld; whoever answers for a case and the supervisor know it.
    if isinstance(viewer, User) and not may_supervise(viewer, concern.city):
        rows = rows.filter(main_worker=viewer)
    mine, found = described(concern, today=today), []
    for row in rows:
        child = row.child
        age = child.age_on(today)
        alike = likeness(mine, Described(child.full_name, child.birth_on, age, child.address))
        if alike.confidence != Confidence.NONE:
            found.append(CaseCandidate(row, child.full_name, age, alike))
    found.sort(key=lambda one: (one.likeness.confidence != Confidence.LIKELY, -len(one.likeness.reasons)))
    return found[:MOST_CANDIDATES]


def described(concern: Concern, *, today: date) -> Described:
    return Described(concern.about, concern.birth_on, concern.age_on(today), concern.area)


def beside(*, left: Concern, right: Concern, now: datetime) -> Beside:
    """Two concerns read through `concerns_along`. One SQL statement."""
    tries = Counter(Try.objects.filter(concern__in=[left, right]).values_list("concern", flat=True))
    today = timezone.localdate(now)
    alike = likeness(described(left, today=today), described(right, today=today))
    one, other = (_card(row, now=now, n_tries=tries[row.pk]) for row in (left, right))
    return Beside(one, other, alike)


def additions_without_concern(*, viewer: Viewer, city: City) -> list[Addition]:
    """Words added under a code that is none of ours (mistyped, perhaps): read by the supervisor, so nothing is lost."""
    if not may_supervise(viewer, city):
        return []
    known = Concern.objects.filter(city=city).exclude(code_hash="").values("code_hash")
    return list(Addition.objects.filter(city=city).exclude(code_hash__in=known))


def concerns_along(viewer: Viewer) -> QuerySet[Concern, Any]:
    """The concerns that `viewer` may see, with all that a page says of each."""
    return visible_concerns(viewer).select_related("city", "raised_by", "assigned_to", "duplicate_of", "teller")


def _card(row: Concern, *, now: datetime, n_tries: int) -> ConcernCard:
    due_at = row.received_at + DUE_WITHIN[Urgency(row.urgency)]
    return ConcernCard(
        concern=row,
        due_at=due_at,
        is_overdue=row.is_open and due_at < now,
        n_tries=n_tries,
        age=row.age_on(timezone.localdate(now)),
    )
