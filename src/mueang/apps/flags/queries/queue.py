"""Who should be looked at: open flags by rank with their reasons, and one flag with what came before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.flags.enums import FactKind, FlagState, Level
from mueang.apps.flags.models import Flag, FlagDecision, FlagRun, PupilFact
from mueang.apps.flags.queries.opinions import OpinionLine, opinion_of
from mueang.apps.flags.queries.sentences import ReasonLine, fact_words, lines_of, rules_of
from mueang.apps.flags.rules import visible_flags, visible_flags_in
from mueang.apps.network.models import City
from mueang.apps.registers.models import School


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue is narrowed to; empty means all."""

    school: UUID | None = None
    level: str = ""
    grade: int | None = None
    state: str = FlagState.OPEN


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag as the queue shows it."""

    flag: Flag
    reasons: list[ReasonLine]

    @property
    def opinion(self) -> OpinionLine | None:
        """Never alone: only beside the reasons of rules."""
        return opinion_of(self.flag)

    @property
    def tone(self) -> str:
        return {Level.URGENT: "bad", Level.LOOK: "warn", Level.VISIT: "info"}[Level(self.flag.level)]


@dataclass(frozen=True, slots=True)
class FlagPage:
    """One flag with everything a decision needs."""

    row: FlagRow
    decisions: list[FlagDecision]
    earlier: list[FlagRow]
    facts: list[tuple[PupilFact, str]]
    age: int | None

    @property
    def standing(self) -> FlagDecision | None:
        return next((decision for decision in self.decisions if decision.undone_at is None), None)


def queue(*, viewer: Viewer, city: City, wanted: Wanted) -> QuerySet[Flag]:
    """Flags in the order in which they should be looked at."""
    rows = visible_flags_in(city, viewer).filter(state=wanted.state)
    if wanted.school:
        rows = rows.filter(school__uuid=wanted.school)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.grade is not None:
        rows = rows.filter(section__grade=wanted.grade)
    return rows.select_related("pupil", "school", "section", "opinion")


def with_reasons(flags: list[Flag]) -> list[FlagRow]:
    """One statement more, however many flags."""
    rules = rules_of(flag.rule_set_id for flag in flags)
    return [FlagRow(flag, lines_of(flag.reasons, rule_set_id=flag.rule_set_id, rules=rules)) for flag in flags]


def flag_page(*, viewer: Viewer, city: City, uuid: UUID, today: date) -> FlagPage | None:
    flag = (
        visible_flags(viewer)
        .filter(city=city, uuid=uuid)
        .select_related("pupil", "school", "section", "city", "opinion")
        .first()
    )
    if flag is None:
        return None
    others = Flag.objects.filter(pupil=flag.pupil_id, city=city).exclude(pk=flag.pk).order_by("-raised_on", "-pk")
    rows = with_reasons([flag, *others.select_related("school", "section", "opinion")[:10]])
    decisions = FlagDecision.objects.filter(flag=flag).select_related("decided_by", "undone_by", "found_by")
    return FlagPage(
        row=rows[0],
        decisions=list(decisions),
        earlier=rows[1:],
        facts=[(row, fact_words(row.kind, row.value)) for row in facts_of(flag.pupil_id, today=today)],
        age=flag.pupil.age_on(today),
    )


def facts_of(pupil: int, *, today: date) -> list[PupilFact]:
    """The latest standing fact of each kind."""
    latest: dict[str, PupilFact] = {}
    rows = PupilFact.objects.filter(pupil=pupil, withdrawn_at=None, as_of__lte=today).select_related("said_by")
    for fact in rows.order_by("as_of", "pk"):
        latest[fact.kind] = fact
    return [latest[kind] for kind in FactKind.values if kind in latest]


def level_counts(*, viewer: Viewer, city: City) -> list[tuple[str, int]]:
    rows = visible_flags_in(city, viewer).open().order_by().values_list("level").annotate(n=Count("pk"))
    found = dict(rows)
    return [(level, found.get(level, 0)) for level in Level.values]


def schools_to_choose(*, city: City) -> list[School]:
    return list(School.objects.filter(city=city))


def last_runs(city: City) -> list[FlagRun]:
    """The one that waits, if any, and the last ones that were done."""
    return list(FlagRun.objects.filter(city=city).select_related("rule_set", "asked_by")[:10])
