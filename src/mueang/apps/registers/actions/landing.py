"""Put a reading into the register: schools, classes, pupils nobody knew, and everybody's pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from mueang.apps.accounts.models import User
from mueang.apps.registers.actions.everybody import with_everybody
from mueang.apps.registers.actions.pages import PageMarks, lay_pages, lock_schools
from mueang.apps.registers.actions.pupils import NewPupil, new_pupils, new_schoolings
from mueang.apps.registers.actions.schools import add_school, section_of
from mueang.apps.registers.enums import Affiliation
from mueang.apps.registers.models import ImportRun, School, Schooling, Section
from mueang.apps.registers.queries.matching import Answer, Match, match_pupils
from mueang.apps.registers.queries.readings import Reading, SaidPupil
from mueang.apps.registers.queries.schools import schools_keyed
from mueang.apps.registers.rules import may_add_school, may_keep_register


@dataclass(slots=True)
class Landed:
    """What was written, by name, and what each pupil of the file turned out to be."""

    counts: dict[str, int]
    matches: list[Match] = field(default_factory=list)


def schools_for(run: ImportRun, reading: Reading, *, actor: User | None) -> dict[str, School]:
    """Schools by what the file calls them; "" is the school of the upload. Only those that `actor` keeps."""
    if run.school is not None:
        keys = {one.school for one in reading.pupils}
        own = {"", run.school.code, run.school.source_key}
        # A file that names but one school, sent for one school, means that school.
        return {key: run.school for key in keys if key in own or len(keys) == 1}
    wanted = {one.school for one in reading.pupils} | {one.code for one in reading.schools if one.code}
    found = schools_keyed(run.city, keys=wanted - {""})
    for said in reading.schools:
        if said.key not in found and said.code in found:
            found[said.key] = found[said.code]
    return {key: school for key, school in found.items() if may_keep_register(actor, school)}


def land(run: ImportRun, reading: Reading, *, answers: Mapping[str, Answer]) -> Landed:
    """Write everything of a reading that is sure, within the caller's transaction; the rest becomes notes."""
    actor = run.confirmed_by
    schools = schools_for(run, reading, actor=actor)
    n_schools = _new_schools(run, reading, schools, actor)
    lock_schools(school.pk for school in schools.values())
    matches = match_pupils(reading.pupils, city=run.city, schools=schools, school_year=run.school_year, answers=answers)
    sections = _sections(run, reading, schools)
    counts = {"schools_new": n_schools, "moved": 0}
    counts["pupils_new"] = _add_new(run, reading, matches, schools=schools, sections=sections)
    counts["schoolings_new"] = _add_schoolings(run, reading, matches, schools=schools, sections=sections)
    counts["moved"] = _move(reading, matches, schools=schools, sections=sections)
    said_pages = with_everybody(_pages(run, reading, matches), run=run, reading=reading, schools=schools)
    laid = lay_pages(city=run.city, said=said_pages, actor=actor, run=run)
    counts |= {"pages_new": laid.new, "pages_changed": laid.changed, "pages_same": laid.same}
    return Landed(counts, matches)


def _new_schools(run: ImportRun, reading: Reading, schools: dict[str, School], actor: User | None) -> int:
    """Schools that only the file knows, where the actor may add schools."""
    if run.school is not None or not may_add_school(actor, run.city):
        return 0
    n = 0
    for said in reading.schools:
        if said.key not in schools:
            schools[said.key] = add_school(
                city=run.city,
                name_th=said.name,
                affiliation=Affiliation.OTHER,
                code=said.code,
                source_key=said.key,
                actor=actor,
            )
            n += 1
    return n


SectionKey = tuple[int, int | None, str]


def _section_key(said: SaidPupil, school: School) -> SectionKey:
    return school.pk, said.grade, said.room


def _sections(run: ImportRun, reading: Reading, schools: Mapping[str, School]) -> dict[SectionKey, Section]:
    found: dict[SectionKey, Section] = {}
    for said in reading.pupils:
        school = schools.get(said.school)
        if school is None or said.grade is None or _section_key(said, school) in found:
            continue
        found[_section_key(said, school)] = section_of(
            school=school, school_year=run.school_year, grade=said.grade, room=said.room
        )
    return found


def _add_new(
    run: ImportRun,
    reading: Reading,
    matches: list[Match],
    *,
    schools: Mapping[str, School],
    sections: Mapping[SectionKey, Section],
) -> int:
    """Children whom nobody knew."""
    fresh: dict[int, list[int]] = defaultdict(list)
    by_pk = {school.pk: school for school in schools.values()}
    for place, (said, match) in enumerate(zip(reading.pupils, matches, strict=True)):
        school = schools.get(said.school)
        if match.pupil is not None:
            continue
        if school is None:
            reading.note(said.place, "unknown_school", school=said.school)
        elif match.candidates:
            reading.note(said.place, "undecided")
        elif match.is_unknown:
            reading.note(said.place, "unknown_pupil")
        else:
            fresh[school.pk].append(place)
    taken = _numbers_taken(by_pk, run.school_year)
    n = 0
    for school_pk, places in fresh.items():
        school = by_pk[school_pk]
        keys = [_section_key(reading.pupils[place], school) for place in places]
        pupils = [
            _new_pupil(reading, place, taken=taken[school_pk], section=sections.get(key))
            for place, key in zip(places, keys, strict=True)
        ]
        rows = new_pupils(school=school, school_year=run.school_year, pupils=pupils)
        for place, row in zip(places, rows, strict=True):
            matches[place].schooling = row
        n += len(rows)
    return n


def _numbers_taken(schools: Mapping[int, School], school_year: int) -> dict[int, set[str]]:
    taken: dict[int, set[str]] = {pk: set() for pk in schools}
    rows = Schooling.objects.filter(school__in=list(schools), school_year=school_year).exclude(number="")
    for school, number in rows.order_by().values_list("school_id", "number"):
        taken[school].add(number)
    return taken


def _new_pupil(reading: Reading, place: int, *, taken: set[str], section: Section | None) -> NewPupil:
    said = reading.pupils[place]
    number = _free(reading, said, taken)
    return NewPupil(
        given_name=said.given_name,
        family_name=said.family_name,
        prefix=said.prefix,
        sex=said.sex,
        birth_on=said.birth_on,
        national_id=said.national_id,
        source_key=said.source_key,
        number=number,
        seat=said.seat,
        section=section,
    )


def _free(reading: Reading, said: SaidPupil, taken: set[str]) -> str:
    """The pupil's number, unless somebody else of the school has it."""
    if said.number and said.number in taken:
        reading.note(said.place, "number_taken")
        return ""
    taken.add(said.number)
    return said.number


def _add_schoolings(
    run: ImportRun,
    reading: Reading,
    matches: list[Match],
    *,
    schools: Mapping[str, School],
    sections: Mapping[SectionKey, Section],
) -> int:
    """Known children who are new at the school or in the year."""
    taken = _numbers_taken({school.pk: school for school in schools.values()}, run.school_year)
    rows: list[Schooling] = []
    for said, match in zip(reading.pupils, matches, strict=True):
        school = schools.get(said.school)
        if match.pupil is None or match.schooling is not None or school is None:
            continue
        match.schooling = Schooling(
            city=run.city,
            pupil=match.pupil,
            school=school,
            school_year=run.school_year,
            section=sections.get(_section_key(said, school)),
            number=_free(reading, said, taken[school.pk]),
            seat=said.seat,
        )
        rows.append(match.schooling)
    new_schoolings(rows)
    return len(rows)


def _move(
    reading: Reading,
    matches: list[Match],
    *,
    schools: Mapping[str, School],
    sections: Mapping[SectionKey, Section],
) -> int:
    """Another class, seat or a number nobody knew before: the file's word stands."""
    changed = []
    for said, match in zip(reading.pupils, matches, strict=True):
        row = match.schooling
        school = schools.get(said.school)
        if row is None or match.pupil is None or school is None:
            continue
        section = sections.get(_section_key(said, school))
        before = (row.section_id, row.seat)
        row.section = section or row.section
        row.seat = said.seat or row.seat
        if (row.section_id, row.seat) != before:
            changed.append(row)
    Schooling.objects.bulk_update(changed, ["section", "seat"], batch_size=200)
    return len(changed)


def _pages(run: ImportRun, reading: Reading, matches: list[Match]) -> list[PageMarks]:
    keys = [match.schooling.pk if match.schooling else None for match in matches]
    said: list[PageMarks] = []
    for one in reading.months:
        key = keys[one.pupil]
        if key is None:
            continue
        if one.school_year != run.school_year:
            reading.note(reading.pupils[one.pupil].place, "other_school_year", said=str(one.month))
            continue
        said.append(PageMarks(key, one.month, one.touched, one.masks))
    return said
