"""Who learned it from whom: what the inventory records and what courses show, named only as far as people agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.heritage.models import HeritageItem, Holder, Lineage
from mueang.apps.heritage.rules import public_items
from mueang.apps.network.models import City
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.models import Consent, Person
from mueang.methods.lineage import Branch, Taught, forest

# Narrow steps to the right: three generations stand on a phone without being made smaller.
COLUMN, ROW, BOX_WIDTH, BOX_HEIGHT = 28, 44, 280, 34


@dataclass(frozen=True, slots=True)
class TreePerson:
    """One person of the tree; without a name where they did not agree to one. `n_more` learners are only counted."""

    name_th: str
    name_en: str
    since: int | None
    n_more: int
    is_holder: bool
    learners: tuple[TreePerson, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Where one person stands in the drawing, and the line to their teacher; in SVG units."""

    person: TreePerson
    x: int
    y: int
    line: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A lineage as nested people and as a drawing."""

    people: tuple[TreePerson, ...]
    n_people: int
    n_generations: int
    boxes: tuple[Box, ...] = field(default=())
    width: int = 0
    height: int = 0
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def lineage_tree(items: QuerySet[HeritageItem], *, names_all: bool = False) -> Tree:
    """The lineage of one item, given as a query for it; four SQL statements, however many people.

    Somebody is shown if they hold or teach it, stand in the inventory's record, or agreed to be named; everybody else
    who completed is only counted with their teacher. Names need a standing consent unless `names_all` (for staff).
    """
    items = items.order_by()
    holders = {_root(row.person) for row in Holder.objects.filter(item__in=items).select_related("person")}
    recorded = [
        Taught(_root(row.teacher), _root(row.learner), row.since_year)
        for row in Lineage.objects.filter(item__in=items).select_related("teacher", "learner")
    ]
    completed = _taught_in_courses(items)
    people = _people({*holders, *_everybody(recorded), *_everybody(completed)})
    teachers = {one.teacher for one in completed}
    kept = {*holders, *_everybody(recorded), *teachers, *(key for key, one in people.items() if _may_name(one))}
    shown = [*recorded, *(one for one in completed if one.learner in kept)]
    n_more = Counter(one.teacher for one in completed if one.learner not in kept)
    branches = forest(shown, roots=holders | teachers)
    nodes = tuple(_node(one, people, holders=holders, n_more=n_more, names_all=names_all) for one in branches)
    return _drawn(nodes, branches)


def _root(person: Person) -> int:
    return person.merged_into_id or person.pk


def _taught_in_courses(items: QuerySet[HeritageItem]) -> list[Taught]:
    rows = (
        Enrollment.objects.filter(
            state=EnrollmentState.COMPLETED,
            offering__program__heritage_item__in=items,
            offering__instructors__isnull=False,
        )
        .order_by()
        .values_list(
            "offering__instructors__person",
            "offering__instructors__person__merged_into",
            "person",
            "person__merged_into",
            "ended_at",
        )
    )
    return [
        Taught(teacher_root or teacher, learner_root or learner, timezone.localdate(ended_at).year)
        for teacher, teacher_root, learner, learner_root, ended_at in rows
    ]


def _everybody(taught: Iterable[Taught]) -> set[int]:
    return {key for one in taught for key in (one.teacher, one.learner)}


def _people(keys: set[int]) -> dict[int, Person]:
    consents = Consent.objects.filter(
        person=OuterRef("pk"), purpose=Purpose.PUBLIC_NAME, lawful_basis=LawfulBasis.CONSENT, withdrawn_at=None
    )
    rows = Person.objects.filter(pk__in=keys, erased_at=None).annotate(may_name=Exists(consents))
    return {row.pk: row for row in rows}


def _may_name(person: Person) -> bool:
    return bool(getattr(person, "may_name", False))


def _node(
    branch: Branch, people: dict[int, Person], *, holders: set[int], n_more: Counter[int], names_all: bool
) -> TreePerson:
    person = people.get(branch.person)
    is_named = person is not None and (names_all or _may_name(person))
    return TreePerson(
        name_th=person.full_name if person and is_named else "",
        name_en=(person.name_en or person.full_name) if person and is_named else "",
        since=branch.since,
        n_more=n_more[branch.person],
        is_holder=branch.person in holders,
        learners=tuple(
            _node(one, people, holders=holders, n_more=n_more, names_all=names_all) for one in branch.learners
        ),
    )


def _drawn(people: tuple[TreePerson, ...], branches: tuple[Branch, ...]) -> Tree:
    """One column a generation, one row a person; each line runs down from the teacher and over to the learner."""
    boxes: list[Box] = []

    def place(person: TreePerson, column: int, teacher: Box | None) -> None:
        x, y = 4 + column * COLUMN, 4 + len(boxes) * ROW
        middle = y + BOX_HEIGHT // 2
        line = ""
        if teacher is not None:
            start, bend = teacher.x + COLUMN // 2, teacher.y + BOX_HEIGHT
            line = f"M{start} {bend}V{middle}H{x}"
        box = Box(person, x, y, line)
        boxes.append(box)
        for learner in person.learners:
            place(learner, column + 1, box)

    for person in people:
        place(person, 0, None)
    generations = max((one.n_generations for one in branches), default=0)
    return Tree(
        people=people,
        n_people=sum(one.n_people for one in branches) + sum(box.person.n_more for box in boxes),
        n_generations=generations,
        boxes=tuple(boxes),
        width=8 + max(generations - 1, 0) * COLUMN + BOX_WIDTH,
        height=8 + len(boxes) * ROW,
    )


def public_lineage(*, city: City, slug: str) -> Tree:
    """The lineage of a public item as everybody may see it; empty where the item is not public."""
    return lineage_tree(public_items(city).filter(slug=slug))


def items_with_lineage(city: City) -> QuerySet[HeritageItem]:
    """Items of the city somebody holds, is recorded to have learned, or completed a course in."""
    completed = Enrollment.objects.filter(
        state=EnrollmentState.COMPLETED, offering__program__heritage_item=OuterRef("pk")
    )
    known = Q(Exists(Holder.objects.filter(item=OuterRef("pk")))) | Q(
        Exists(Lineage.objects.filter(item=OuterRef("pk")))
    )
    return HeritageItem.objects.filter(known | Q(Exists(completed)), city=city).order_by("sort_key", "pk")
