"""A OneRoster set as a reading: schools, classes with their pupils, and everybody who is no pupil told apart."""

from __future__ import annotations

import re

from mueang.apps.registers.enums import Grade, Sex
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries.archives import files_in
from mueang.apps.registers.queries.readings import Reading, SaidPupil, SaidSchool
from mueang.standards import oneroster
from mueang.standards.oneroster import Roster, Row

_SEXES = {"female": Sex.FEMALE, "f": Sex.FEMALE, "male": Sex.MALE, "m": Sex.MALE}


def read_oneroster_files(data: bytes) -> Reading:
    """Pupils of a set, each once however many classes they take. Raises RegisterFileRefused."""
    try:
        roster = oneroster.read(files_in(data, name="users.csv"))
    except ValueError:
        raise RegisterFileRefused("no_oneroster") from None
    reading = Reading()
    for fault in roster.faults:
        reading.note(f"{fault.file}.csv:{fault.line}", "bad_row", said=f"{fault.why} {fault.what}".strip())
    for name, n in roster.n_deleted.items():
        for _each in range(n):
            reading.note(f"{name}.csv", "to_be_deleted")
    orgs = {row.get("sourcedid", ""): row for row in roster.of("orgs")}
    reading.schools = [
        SaidSchool(key, row.get("name") or key, row.get("identifier", ""))
        for key, row in orgs.items()
        if row.get("type", "school").lower() in {"", "school"}
    ]
    reading.counts |= {
        "persons": len(roster.of("users")),
        "classes": len(roster.of("classes")),
        "enrollments": len(roster.of("enrollments")),
    }
    _pupils(roster, reading)
    return reading


def _pupils(roster: Roster, reading: Reading) -> None:
    roles, classes = roster.roles(), {row.get("sourcedid", ""): row for row in roster.of("classes")}
    born = {row.get("sourcedid") or row.get("usersourcedid", ""): row for row in roster.of("demographics")}
    taken: dict[str, Row] = {}
    users = {row.get("sourcedid", "") for row in roster.of("users")}
    for row in roster.of("enrollments"):
        where = f"enrollments.csv:{row['#']}"
        who, which = row.get("usersourcedid", ""), row.get("classsourcedid", "")
        if who not in users or which not in classes:
            reading.note(where, "no_section")
        elif row.get("role", "").lower() == "student":
            # A homeroom says the class; otherwise the first class does.
            is_homeroom = classes[which].get("classtype", "").lower() == "homeroom"
            if who not in taken or is_homeroom:
                taken[who] = {**classes[which], "school": row.get("schoolsourcedid", "")}
    for row in roster.of("users"):
        where, who = f"users.csv:{row['#']}", row.get("sourcedid", "")
        if "student" not in roles.get(who, set()):
            reading.note(where, "not_a_pupil")
        elif not row.get("givenname") and not row.get("familyname"):
            reading.note(where, "no_name")
        else:
            reading.pupils.append(_pupil(row, where=where, section=taken.get(who, {}), more=born.get(who, {})))


def _pupil(row: Row, *, where: str, section: Row, more: Row) -> SaidPupil:
    orgs = (row.get("primaryorgsourcedid") or row.get("orgsourcedids", "")).split(",")
    return SaidPupil(
        where,
        given_name=row.get("preferredgivenname") or row.get("givenname") or row.get("familyname", ""),
        family_name=row.get("familyname", "") if row.get("givenname") else "",
        number=row.get("identifier", ""),
        source_key=row.get("sourcedid", "")[:80],
        sex=_SEXES.get(more.get("sex", "").lower(), ""),
        birth_on=oneroster.day(more.get("birthdate", "")),
        school=section.get("school") or section.get("schoolsourcedid") or orgs[0].strip(),
        grade=_grade(row.get("grades", "") or section.get("grades", "") or section.get("grade", "")),
    )


def _grade(text: str) -> int | None:
    """The first grade of a list: 09, 9, KG, or ป.4 as Thai systems write it."""
    first = text.split(",", maxsplit=1)[0].strip()
    if first.upper() in {"KG", "K"}:
        return Grade.K3
    if found := re.fullmatch(r"0?([1-9]|1[0-2])", first):
        return int(found.group(1))
    if found := re.fullmatch(r"([ปมPM])\.?\s*([1-6])", first):
        return int(found.group(2)) + (6 if found.group(1) in {"ม", "M"} else 0)
    return None
