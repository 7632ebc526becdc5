"""The quizzes, assignments, assessors and results of one offering, for those who run it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.assessments.enums import HandInState, ItemKind
from mueang.apps.assessments.models import Appeal, Assignment, Item, Quiz
from mueang.apps.assessments.queries.judging import Agreement, agreement_of
from mueang.apps.assessments.queries.results import Results, results_of
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class LearnerResults:
    """A learner by name, for who may see the list of learners."""

    name: str
    results: Results


@dataclass(frozen=True, slots=True)
class ShownOption:
    name_th: str
    name_en: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question before those who prepare it, what is right marked."""

    item: Item
    options: Sequence[ShownOption]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of one offering on one page."""

    quizzes: Sequence[Any]
    assignments: Sequence[Any]
    assessors: Sequence[RoleGrant]
    agreement: Sequence[Agreement]
    n_appeals: int


def board_of(offering: Offering) -> Board:
    """Six SQL statements."""
    quizzes = Quiz.objects.filter(offering=offering).annotate(
        n_items=Count("items", filter=Q(items__retired_at=None), distinct=True),
        n_attempts=Count("attempts", filter=Q(attempts__handed_in_at__isnull=False), distinct=True),
    )
    assignments = Assignment.objects.filter(offering=offering).annotate(
        n_waiting=Count("hand_ins", filter=Q(hand_ins__state=HandInState.WAITING)),
        n_differing=Count("hand_ins", filter=Q(hand_ins__state=HandInState.DIFFERS)),
        n_settled=Count("hand_ins", filter=Q(hand_ins__state=HandInState.SETTLED)),
    )
    grants = RoleGrant.objects.current().filter(role=Role.ASSESSOR, scope__in=[offering.uuid, offering.city.uuid])
    return Board(
        quizzes=list(quizzes),
        assignments=list(assignments),
        assessors=list(grants.select_related("user")),
        agreement=agreement_of(offering),
        n_appeals=Appeal.objects.filter(hand_in__assignment__offering=offering, decided_at=None).count(),
    )


def results_table(offering: Offering) -> list[LearnerResults]:
    """Everybody with a seat, by name; eight SQL statements, however many."""
    seats = Enrollment.objects.filter(offering=offering).seated().select_related("person__merged_into")
    rows = list(seats.order_by("person__sort_key", "pk"))
    found = results_of([row.pk for row in rows])
    return [LearnerResults((row.person.merged_into or row.person).full_name, found[row.pk]) for row in rows]


def offerings_judged(offerings: Any) -> list[Any]:
    """Of these offerings those with a quiz or an assignment first, the newest first within; one SQL statement."""
    rows = offerings.select_related("program").annotate(
        n_quizzes=Count("quizzes", distinct=True), n_assignments=Count("assignments", distinct=True)
    )
    found = list(rows.order_by("-starts_on", "pk")[:300])
    return sorted(found, key=lambda row: not (row.n_quizzes or row.n_assignments))


def items_of(quiz: Quiz) -> list[ItemLine]:
    """The current questions of a quiz; one SQL statement."""
    return [ItemLine(item, _options(item)) for item in quiz.items.filter(retired_at=None)]


def _options(item: Item) -> list[ShownOption]:
    if item.kind == ItemKind.NUMBER:
        told = [f"{one['value']} ± {one['tolerance']}" for one in item.options]
        return [ShownOption(words, words, is_right=True) for words in told]
    return [
        ShownOption(one["th"], one.get("en", ""), is_right=place in item.right or not item.is_chosen)
        for place, one in enumerate(item.options)
    ]


def possible_assessors(city: City) -> list[User]:
    """Accounts that hold any role here or everywhere, by name; one SQL statement."""
    grants = RoleGrant.objects.current().filter(Q(scope=city.uuid) | Q(scope=None) | Q(role=Role.ASSESSOR))
    return list(User.objects.filter(is_active=True, role_grants__in=grants).distinct().order_by("display_name", "pk"))
