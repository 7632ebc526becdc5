"""What to learn next: what is on and follows from what somebody finished, each with its reason.

Nothing is kept of it: it is worked out from the seats at hand whenever a page asks.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.catalog.enums import Because
from mueang.apps.catalog.models import Instructor, Offering, Program
from mueang.apps.catalog.queries.browsing import Listed, listed
from mueang.apps.catalog.queries.lines import Line
from mueang.apps.catalog.queries.ordering import SLOT_MASK, STRETCH
from mueang.apps.catalog.queries.snapshots import Snapshot, snapshot_of
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.heritage.queries import public_name
from mueang.apps.heritage.rules import nameable_persons, public_items
from mueang.apps.network.models import City
from mueang.ui.words import current_language, in_language

MOST_STEPS = 3
MOST_REASONS = 2
_WEIGHT = {Because.BUILDS_ON: 8, Because.HERITAGE: 4, Because.TEACHER: 3, Because.INTEREST: 2}


class Named(NamedTuple):
    name_th: str
    name_en: str


_NOTHING = Named("", "")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `done` is what was finished, `what` the interest, the heritage or the teacher they share."""

    because: Because
    done: Named
    what: Named = _NOTHING

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        language = current_language()
        facts = {"done": in_language(language, *self.done), "what": in_language(language, *self.what)}
        return {
            Because.BUILDS_ON: _("It builds on “%(done)s”."),
            Because.HERITAGE: _("Like “%(done)s”, it passes on: %(what)s"),
            Because.TEACHER: _("%(what)s teaches it, as in “%(done)s”."),
            Because.INTEREST: _("Same interest as “%(done)s”: %(what)s"),
        }[self.because] % facts


@dataclass(frozen=True, slots=True)
class NextStep:
    offering: Listed
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Ties:
    """Reasons by program, by offering and by interest."""

    of_program: dict[int, list[Reason]]
    of_offering: dict[int, list[Reason]]
    of_interest: dict[str, Reason]

    def of(self, line: Line) -> list[Reason]:
        found = [*self.of_program.get(line.subject.pk, []), *self.of_offering.get(line.pk, [])]
        found += [self.of_interest[one.code] for one in line.interests if one.code in self.of_interest]
        return sorted(found, key=lambda reason: -_WEIGHT[reason.because])


def next_steps(
    *,
    city: City,
    finished: Collection[Offering],
    known: Iterable[int] = (),
    age: int | None = None,
    limit: int = MOST_STEPS,
    now: datetime | None = None,
) -> tuple[NextStep, ...]:
    """What is on in `city` with room in it, and follows from `finished`; the strongest reasons first.

    `known` are programs (keys) that need not be suggested; where an `age` is given, what is for other ages is left out.
    Teachers and heritage are named as far as any public page may. Eight SQL statements while
    nothing changed in the city, however much was finished.
    """
    if not finished:
        return ()
    snapshot = snapshot_of(city, now=now)
    ties = _ties(city, finished, now=now or timezone.now())
    left_out = {*known, *(offering.program_id for offering in finished)}
    best: dict[int, tuple[int, Line, list[Reason]]] = {}
    for line in _candidates(snapshot, ties):
        if line.subject.pk in left_out or line.is_full or not line.is_open or not _is_for(line, age):
            continue
        reasons = ties.of(line)
        weight = sum(_WEIGHT[reason.because] for reason in reasons)
        if reasons and weight > best.get(line.subject.pk, (0,))[0]:
            best[line.subject.pk] = (weight, line, reasons)
    ranked = sorted(best.values(), key=lambda found: -found[0])[:limit]
    return tuple(NextStep(listed(line), tuple(reasons[:MOST_REASONS])) for _weight, line, reasons in ranked)


def _candidates(snapshot: Snapshot, ties: _Ties) -> Iterable[Line]:
    """Lines with a tie in the order of the public list; of those with an interest in common the first hundred."""
    shared = 0
    for code in ties.of_interest:
        shared |= snapshot.sets.having("interest", code)
    is_in = bin(shared)[:1:-1].ljust(snapshot.sets.slots, "0")
    slots = [rank & SLOT_MASK for rank in snapshot.ranks]
    alike = itertools.islice((slot for slot in slots if is_in[slot] == "1"), STRETCH)
    near = {slot: snapshot.line(slot) for slot in alike}
    if ties.of_program or ties.of_offering:
        for slot in slots:
            line = snapshot.line(slot)
            if line.subject.pk in ties.of_program or line.pk in ties.of_offering:
                near[slot] = line
    return [near[slot] for slot in slots if slot in near]


def _is_for(line: Line, age: int | None) -> bool:
    return age is None or (line.age_min or 0) <= age <= (200 if line.age_max is None else line.age_max)


def _ties(city: City, finished: Collection[Offering], *, now: datetime) -> _Ties:
    done = {offering.program_id: _named(offering.program) for offering in finished}
    return _Ties(_of_program(city, done), _of_offering(city, finished, done, now=now), _of_interest(done))


def _of_program(city: City, done: dict[int, Named]) -> dict[int, list[Reason]]:
    """Programs that build on what was finished, or were made from the same heritage. Three SQL statements."""
    items = dict(Program.objects.filter(pk__in=done).exclude(heritage_item=None).values_list("heritage_item", "pk"))
    public = {row.pk: _named(row) for row in public_items(city).filter(pk__in=items)}
    rows = Program.objects.filter(city=city).filter(Q(builds_on__in=done) | Q(heritage_item__in=public))
    found: dict[int, list[Reason]] = defaultdict(list)
    for key, before, item in rows.values_list("pk", "builds_on", "heritage_item"):
        if before in done:
            found[key].append(Reason(Because.BUILDS_ON, done[before]))
        if item in public and key != items[item]:
            found[key].append(Reason(Because.HERITAGE, done[items[item]], public[item]))
    return found


def _of_offering(
    city: City, finished: Collection[Offering], done: dict[int, Named], *, now: datetime
) -> dict[int, list[Reason]]:
    """What the same instructors teach, as far as a page may name them. Two SQL statements."""
    program_of = {offering.pk: offering.program_id for offering in finished}
    is_named = Exists(nameable_persons().filter(pk=OuterRef("person")))
    taught = Instructor.objects.filter(is_named, offering__in=program_of)
    teachers = {
        row.person_id: (done[program_of[row.offering_id]], Named(*public_name(row.person)))
        for row in taught.select_related("person__merged_into")
    }
    current = public_offerings(city).upcoming(timezone.localdate(now))
    rows = Instructor.objects.filter(person__in=teachers, offering__in=current).exclude(offering__in=program_of)
    found: dict[int, list[Reason]] = defaultdict(list)
    for offering, person in rows.values_list("offering", "person"):
        found[offering].append(Reason(Because.TEACHER, *teachers[person]))
    return found


def _of_interest(done: dict[int, Named]) -> dict[str, Reason]:
    """One SQL statement."""
    links = Program.interests.through.objects.filter(program__in=done).order_by("-program")
    rows = links.values_list("program_id", "interest__code", "interest__name_th", "interest__name_en")
    return {
        code: Reason(Because.INTEREST, done[program], Named(name_th, name_en))
        for program, code, name_th, name_en in rows
    }


def _named(row: object) -> Named:
    return Named(getattr(row, "name_th", ""), getattr(row, "name_en", ""))
