"""A child and what was found about them, as far as the viewer may see it: what is withheld is not there at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mueang.apps.people.enums import Relation
from mueang.apps.support.enums.cases import HEALTH_NEEDS, Cause, Need, NeedLevel, Part, Severity, Sex
from mueang.apps.support.models.cases import Child
from mueang.apps.support.models.planning import Assessment
from mueang.apps.support.rules.cases import Sight


@dataclass(frozen=True, slots=True)
class ChildSeen:
    """None is "withheld"; an empty text is "nobody knows"."""

    name: str | None = None
    nickname: str | None = None
    sex: str | None = None
    birth_on: date | None = None
    birth_year: int | None = None
    age: int | None = None
    phone: str | None = None
    address: str | None = None
    carer: str | None = None
    carer_relation: str | None = None
    carer_phone: str | None = None
    school: str | None = None


@dataclass(frozen=True, slots=True)
class NeedSeen:
    need: str
    level: int
    label: str
    level_label: str


@dataclass(frozen=True, slots=True)
class AssessmentSeen:
    """One assessment without what is withheld."""

    assessed_on: date
    assessed_by: str
    next_on: date
    was_seen: bool
    needs: tuple[NeedSeen, ...] = ()
    needs_words: str | None = None
    health_words: str | None = None
    cause: str | None = None
    severity: str | None = None
    risk_words: str | None = None
    strengths: str | None = None
    wishes: str | None = None


def child_seen(child: Child, sight: Sight, *, today: date) -> ChildSeen:
    """The child, piece by piece; a piece that is withheld is never read out of the row."""
    seen: dict[str, object] = {}
    if sight.shows(Part.NAME):
        seen |= {"name": child.full_name, "nickname": child.nickname}
    if sight.shows(Part.BIRTH):
        seen |= {"sex": Sex(child.sex).label, "birth_on": child.birth_on, "birth_year": child.birth_year}
        seen |= {"age": child.age_on(today)}
    if sight.shows(Part.CONTACT):
        seen |= {"phone": child.phone, "address": child.address}
    if sight.shows(Part.FAMILY):
        relation = Relation(child.carer_relation).label if child.carer_relation else ""
        seen |= {"carer": child.carer_name, "carer_relation": relation}
    if sight.shows(Part.FAMILY) and sight.shows(Part.CONTACT):
        seen |= {"carer_phone": child.carer_phone}
    if sight.shows(Part.SCHOOL):
        seen |= {"school": child.school}
    return ChildSeen(**seen)  # type: ignore[arg-type]  # each value stands under its own field's name


def assessment_seen(row: Assessment, sight: Sight) -> AssessmentSeen:
    """What was found; needs that tell of health are withheld where health is."""
    seen: dict[str, object] = {}
    if sight.shows(Part.NEEDS):
        seen |= {"needs": needs_seen(row, sight), "needs_words": row.needs_words, "strengths": row.strengths}
        seen |= {"wishes": row.wishes, "cause": Cause(row.cause).label if row.cause else ""}
    if sight.shows(Part.HEALTH):
        seen |= {"health_words": row.health_words}
    if sight.shows(Part.RISK):
        seen |= {"severity": Severity(row.severity).label, "risk_words": row.risk_words}
    return AssessmentSeen(
        assessed_on=row.assessed_on,
        assessed_by=str(row.assessed_by),
        next_on=row.next_on,
        was_seen=row.was_seen,
        **seen,  # type: ignore[arg-type]  # each value stands under its own field's name
    )


def needs_seen(row: Assessment, sight: Sight) -> tuple[NeedSeen, ...]:
    """Needs found, the serious first."""
    shown = [
        NeedSeen(need, level, str(Need(need).label), str(NeedLevel(level).label))
        for need, level in row.needs.items()
        if level and (sight.shows(Part.HEALTH) or need not in HEALTH_NEEDS)
    ]
    return tuple(sorted(shown, key=lambda one: (-one.level, one.need)))
