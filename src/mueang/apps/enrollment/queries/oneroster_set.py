"""The learners and teachers of one offering as a OneRoster set for another learning system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mueang.apps.catalog.enums import TeachingRole
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.models import Person
from mueang.standards.oneroster_writing import write

Row = dict[str, str]


def roster_archive(*, offering: Offering) -> tuple[bytes, int]:
    """The set as a zip, and how many people it names; two SQL statements.

    Names and seats only: no phone, no e-mail, no birth date, no number of anybody. Other systems tell people apart by
    the id, which is the same in every set of ours.
    """
    files = roster_rows(offering)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in write(files, system="Mueang").items():
            target.writestr(name, text)
    return archive.getvalue(), len(files["users"])


def roster_rows(offering: Offering) -> Mapping[str, list[Row]]:
    seats = Enrollment.objects.filter(offering=offering).seated().select_related("person__merged_into")
    teachers = offering.instructors.select_related("person__merged_into")
    people: dict[UUID, Person] = {}
    taken: dict[tuple[UUID, str], bool] = {}
    leads = ((one.person, "teacher", one.role == TeachingRole.LEAD) for one in teachers)
    for found, role, is_lead in [*leads, *((one.person, "student", False) for one in seats.order_by("pk"))]:
        person = found.merged_into or found
        people[person.uuid] = person
        taken[person.uuid, role] = taken.get((person.uuid, role), False) or is_lead
    program, place, city = offering.program, offering.place, offering.city
    school = str(place.uuid)
    term = f"term-{offering.uuid}"
    days = {"beginDate": offering.starts_on.isoformat(), "endDate": offering.ends_on.isoformat()}
    return {
        "orgs": [
            {"sourcedId": str(city.uuid), "name": city.name_th, "type": "district"},
            {"sourcedId": school, "name": place.name_th, "type": "school", "parentSourcedId": str(city.uuid)},
        ],
        "academicSessions": [_term(term, offering)],
        "courses": [{"sourcedId": str(program.uuid), "title": program.name_th, "orgSourcedId": school}],
        "classes": [_class(offering, school=school, term=term)],
        "users": [_user(person, school=school) for person in people.values()],
        "roles": [
            {
                "sourcedId": f"{role}-{person}",
                "userSourcedId": str(person),
                "roleType": "primary",
                "role": role,
                "orgSourcedId": school,
            }
            for person, role in taken
        ],
        "enrollments": [
            {
                "sourcedId": f"{role}-{person}-{offering.uuid}",
                "classSourcedId": str(offering.uuid),
                "schoolSourcedId": school,
                "userSourcedId": str(person),
                "role": role,
                "primary": "true" if is_lead else "false",
                **days,
            }
            for (person, role), is_lead in taken.items()
        ],
    }


def _class(offering: Offering, *, school: str, term: str) -> Row:
    program = offering.program
    return {
        "sourcedId": str(offering.uuid),
        "title": f"{program.name_th} {offering.starts_on:%d/%m/}{offering.starts_on.year + 543}",
        "courseSourcedId": str(program.uuid),
        "classCode": offering.slug,
        "classType": "scheduled",
        "location": offering.place.name_th,
        "schoolSourcedId": school,
        "termSourcedIds": term,
    }


def _term(term: str, offering: Offering) -> Row:
    return {
        "sourcedId": term,
        "title": f"{offering.starts_on.year + 543}",
        "type": "term",
        "startDate": offering.starts_on.isoformat(),
        "endDate": offering.ends_on.isoformat(),
        "schoolYear": str(offering.ends_on.year),
    }


def _user(person: Any, *, school: str) -> Row:
    """A family name is required; who has none is written with a dash."""
    return {
        "sourcedId": str(person.uuid),
        "enabledUser": "true",
        "username": f"mueang-{person.uuid.hex[:16]}",
        "givenName": person.given_name,
        "familyName": person.family_name or "-",
        "primaryOrgSourcedId": school,
    }
