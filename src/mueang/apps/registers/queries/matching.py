"""Which pupil of a file is one known already, and how sure that is; nobody is ever merged without being asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from mueang.apps.network.models import City
from mueang.apps.registers.enums import Confidence
from mueang.apps.registers.models import MatchQuestion, Pupil, School, Schooling, pupil_id_hash
from mueang.apps.registers.queries.readings import SaidPupil
from mueang.methods.thai import name_similarity

_ALIKE = 0.85
_AT_ONCE = 400
_MOST_CANDIDATES = 6


@dataclass(slots=True)
class Match:
    """What becomes of one pupil of a file: `pupil` where it is certain, `candidates` where somebody must say."""

    confidence: str = ""
    pupil: Pupil | None = None
    schooling: Schooling | None = None
    candidates: list[Pupil] = field(default_factory=list)
    is_unknown: bool = False

    @property
    def is_question(self) -> bool:
        return self.pupil is None and bool(self.candidates)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said: this pupil, or (None) a new one."""

    pupil: Pupil | None


@dataclass(slots=True)
class _Known:
    """Everybody who could be meant, by each sign they could be known by."""

    by_id: dict[str, Pupil] = field(default_factory=dict)
    by_source: dict[str, Pupil] = field(default_factory=dict)
    by_number: dict[tuple[int, str], Schooling] = field(default_factory=dict)
    by_name: dict[str, list[Pupil]] = field(default_factory=lambda: defaultdict(list))
    classes: dict[int, list[Schooling]] = field(default_factory=lambda: defaultdict(list))


def match_pupils(
    said: Sequence[SaidPupil],
    *,
    city: City,
    schools: Mapping[str, School],
    school_year: int,
    answers: Mapping[str, Answer],
) -> list[Match]:
    """One match a pupil, in their order; its SQL statements grow with handfuls of 400, not with pupils."""
    known = _known(said, city=city, schools=schools, school_year=school_year)
    taken: set[int] = set()
    matches = []
    for one in said:
        school = schools.get(one.school)
        match = _answered(one, answers) or (Match() if school is None else _match(one, known, school))
        if match.pupil is not None and match.pupil.pk in taken:
            # Two lines of a file for one child: the second is a question, not a merging.
            match = Match(match.confidence, candidates=[match.pupil])
        if match.pupil is not None:
            taken.add(match.pupil.pk)
            match.schooling = _schooling(match.pupil, known, school, school_year)
        match.is_unknown = match.pupil is None and not match.candidates and not one.given_name
        matches.append(match)
    return matches


def answers_of(questions: Iterable[MatchQuestion]) -> dict[str, Answer]:
    """What was said so far, by the key of the pupil in the file."""
    return {one.key: Answer(one.answer) for one in questions if one.answer_id or one.is_new}


def _answered(one: SaidPupil, answers: Mapping[str, Answer]) -> Match | None:
    answer = answers.get(one.key) if answers else None
    if answer is None:
        return None
    return Match(Confidence.STATED, pupil=answer.pupil)


def _match(one: SaidPupil, known: _Known, school: School) -> Match:
    if one.national_id and (pupil := known.by_id.get(pupil_id_hash(one.national_id))):
        return Match(Confidence.NATIONAL_ID, pupil)
    if one.source_key and (pupil := known.by_source.get(one.source_key)):
        return Match(Confidence.NUMBER, pupil)
    if one.number and (schooling := known.by_number.get((school.pk, one.number))):
        if not one.given_name or _is_alike(one, schooling.pupil):
            return Match(Confidence.NUMBER, schooling.pupil)
        return Match(Confidence.NUMBER_ONLY, candidates=[schooling.pupil])
    if not one.given_name:
        return Match()
    namesakes = [pupil for pupil in known.by_name.get(one.name_key, ()) if not _contradicts(one, pupil)]
    born = [pupil for pupil in namesakes if one.birth_on and pupil.birth_on == one.birth_on]
    if len(born) == 1:
        return Match(Confidence.NAME_AND_BIRTH, born[0])
    mates = [pupil for pupil in namesakes if _is_classmate(one, pupil, known, school)]
    if len(mates) == 1 and not one.number:
        return Match(Confidence.NAME_AND_CLASS, mates[0])
    return Match(Confidence.NAME, candidates=namesakes[:_MOST_CANDIDATES]) if namesakes else Match()


def _is_alike(one: SaidPupil, pupil: Pupil) -> bool:
    there = f"{pupil.given_name} {pupil.family_name}"
    return one.name_key == pupil.match_key or name_similarity(f"{one.given_name} {one.family_name}", there) >= _ALIKE


def _contradicts(one: SaidPupil, pupil: Pupil) -> bool:
    """Two birth dates or two identity numbers are two children."""
    if one.birth_on and pupil.birth_on and one.birth_on != pupil.birth_on:
        return True
    return bool(one.national_id and pupil.national_id_hash)


def _is_classmate(one: SaidPupil, pupil: Pupil, known: _Known, school: School) -> bool:
    return any(
        row.school_id == school.pk
        and (row.section is None or (row.section.grade, row.section.room) == (one.grade, one.room))
        for row in known.classes.get(pupil.pk, ())
    )


def _schooling(pupil: Pupil, known: _Known, school: School | None, school_year: int) -> Schooling | None:
    own = known.classes.get(pupil.pk)
    if own is None:
        own = list(Schooling.objects.filter(pupil=pupil, school_year=school_year).select_related("section", "pupil"))
    return next((row for row in own if school and row.school_id == school.pk), None)


def _known(said: Sequence[SaidPupil], *, city: City, schools: Mapping[str, School], school_year: int) -> _Known:
    known = _Known()
    pupils: dict[int, Pupil] = {}
    hashes = {pupil_id_hash(one.national_id) for one in said if one.national_id}
    names = {one.name_key for one in said if one.given_name}
    sources = {one.source_key for one in said if one.source_key}
    for field_name, wanted in (("national_id_hash", hashes), ("match_key", names), ("source_key", sources)):
        for part in _parts(wanted):
            rows = Pupil.objects.filter(Q(city=city), Q(**{f"{field_name}__in": part})).select_related("merged_into")
            pupils |= {row.pk: row for row in rows}
    years = Schooling.objects.filter(city=city, school__in=set(schools.values())).select_related("pupil", "section")
    for row in years.filter(school_year=school_year - 1).exclude(number=""):
        known.by_number[row.school_id, row.number] = row
        known.classes.setdefault(row.pupil_id, [])
    for row in years.filter(school_year=school_year):
        if row.number:
            known.by_number[row.school_id, row.number] = row
        known.classes[row.pupil_id].append(row)
    for found in pupils.values():
        # What a file says of a row that was merged, it says of the child it turned out to be.
        pupil = found.merged_into or found
        if pupil not in known.by_name[found.match_key]:
            known.by_name[found.match_key].append(pupil)
        if found.national_id_hash:
            known.by_id[found.national_id_hash] = pupil
        if found.source_key:
            known.by_source[found.source_key] = pupil
        known.classes.setdefault(pupil.pk, [])
    return known


def _parts(keys: set[str]) -> Iterable[list[str]]:
    ordered = sorted(keys)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
