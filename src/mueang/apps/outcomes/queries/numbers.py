"""What became of completers in numbers: asked, answered, by kind, verified; small counts withheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.outcomes.enums import KIND_WORDS, MONTHS, OutcomeKind
from mueang.apps.outcomes.models import Outcome, OutcomeCheck
from mueang.apps.outcomes.rules import visible_follow_ups, visible_outcomes
from mueang.methods.small_cells import LEAST_SHOWN, withhold


@dataclass(frozen=True, slots=True)
class Cell:
    """How many said so; None where so few that somebody could be recognised."""

    label: str
    n: int | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """After so many months: how many were due, could be asked, answered, and what they said."""

    months: int
    n_due: int
    n_asked: int
    n_answered: int
    cells: tuple[Cell, ...]
    n_verified: int | None

    @property
    def answered_share(self) -> float | None:
        return self.n_answered / self.n_due if self.n_due else None


def outcome_numbers(*, viewer: Viewer, city: City) -> list[OutcomeRow]:
    """One row a question, after 1, 3 and 6 months; two SQL statements, however many people."""
    answers = Outcome.objects.filter(follow_up=OuterRef("pk")).order_by("-said_at", "-pk")
    checks = OutcomeCheck.objects.filter(outcome=OuterRef("last_answer")).order_by("-checked_at", "-pk")
    rows = visible_follow_ups(viewer).filter(enrollment__offering__city=city).order_by()
    due = Counter(dict(rows.values_list("months").annotate(n=Count("pk"))))
    asked: Counter[int] = Counter()
    kinds: defaultdict[int, Counter[str]] = defaultdict(Counter)
    verified: Counter[int] = Counter()
    told = rows.annotate(
        last_kind=Subquery(answers.values("kind")[:1]),
        last_answer=Subquery(answers.values("pk")[:1]),
    ).annotate(is_so=Subquery(checks.values("is_so")[:1]))
    for months, asked_at, kind, is_so in told.values_list("months", "asked_at", "last_kind", "is_so"):
        asked[months] += asked_at is not None or kind is not None
        if kind is not None:
            kinds[months][kind] += 1
            verified[months] += bool(is_so)
    return [
        _row(months, due=due[months], asked=asked[months], kinds=kinds[months], verified=verified[months])
        for months in MONTHS
    ]


def _row(months: int, *, due: int, asked: int, kinds: Counter[str], verified: int) -> OutcomeRow:
    shown = withhold([kinds[kind] for kind in OutcomeKind])
    return OutcomeRow(
        months=months,
        n_due=due,
        n_asked=asked,
        n_answered=sum(kinds.values()),
        cells=tuple(Cell(str(KIND_WORDS[kind]), n) for kind, n in zip(OutcomeKind, shown, strict=True)),
        n_verified=None if 0 < verified < LEAST_SHOWN else verified,
    )


def latest_outcomes(*, viewer: Viewer, city: City) -> QuerySet[Outcome]:
    """The answer that counts of each completion, the latest first, with who said it and what was verified."""
    later = Outcome.objects.filter(enrollment=OuterRef("enrollment")).order_by("-said_at", "-pk").values("pk")[:1]
    return (
        visible_outcomes(viewer)
        .filter(enrollment__offering__city=city, pk=Subquery(later))
        .select_related("enrollment__person__merged_into", "enrollment__offering__program", "recorded_by")
        .prefetch_related("checks__checked_by")
        .order_by("-said_at", "-pk")
    )


def came_of_it(*, viewer: Viewer, city: City) -> QuerySet[Outcome]:
    """Completions after which somebody works, sells, studies or teaches, as they said last."""
    return latest_outcomes(viewer=viewer, city=city).exclude(kind=OutcomeKind.LOOKING)


def unverified(*, viewer: Viewer, city: City) -> QuerySet[Outcome]:
    """Answers other than "still looking" that nobody verified."""
    rows = came_of_it(viewer=viewer, city=city)
    return rows.exclude(Exists(OutcomeCheck.objects.filter(outcome=OuterRef("pk"))))
