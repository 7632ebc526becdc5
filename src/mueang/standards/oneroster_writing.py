"""OneRoster 1.2 CSV files for other systems: whole sets with their manifest, every reference in them kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

Rows = Sequence[Mapping[str, str]]

_ALWAYS: Final = ("sourcedId", "status", "dateLastModified")
HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "academicSessions": (*_ALWAYS, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    "classes": (
        *(*_ALWAYS, "title", "grades", "courseSourcedId", "classCode", "classType", "location"),
        *("schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods"),
    ),
    "courses": (
        *(*_ALWAYS, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId"),
        *("subjects", "subjectCodes"),
    ),
    "enrollments": (
        *(*_ALWAYS, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary"),
        *("beginDate", "endDate"),
    ),
    "orgs": (*_ALWAYS, "name", "type", "identifier", "parentSourcedId"),
    "roles": (
        *(*_ALWAYS, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"),
        "userProfileSourcedId",
    ),
    "users": (
        *(*_ALWAYS, "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier"),
        *("email", "sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier"),
        *("preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns"),
    ),
}
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "academicSessions": ("title", "type", "startDate", "endDate", "schoolYear"),
    "classes": ("title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
    "courses": ("title", "orgSourcedId"),
    "enrollments": ("classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    "orgs": ("name", "type"),
    "roles": ("userSourcedId", "roleType", "role", "orgSourcedId"),
    "users": ("enabledUser", "username", "givenName", "familyName"),
}
_POINTS_TO: Final[Mapping[str, str]] = {
    "courseSourcedId": "courses",
    "schoolSourcedId": "orgs",
    "orgSourcedId": "orgs",
    "primaryOrgSourcedId": "orgs",
    "termSourcedIds": "academicSessions",
    "schoolYearSourcedId": "academicSessions",
    "classSourcedId": "classes",
    "userSourcedId": "users",
}
# What a set may hold; of the rest the manifest says that it is not there.
_MANIFEST: Final = (
    *("academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics"),
    *("enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources"),
    *("resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles"),
    *("userResources", "users"),
)


def write(files: Mapping[str, Rows], *, system: str) -> dict[str, str]:
    """A whole set ("bulk"), as texts by file name.

    Parameters
    ----------
    files : rows by file, such as "users", with the columns of `HEADERS`; `status` and `dateLastModified` stay empty
    system : name of the sending system, for the manifest

    Returns
    -------
    dict of file name to CSV text (UTF-8, CRLF), the manifest first

    Raises
    ------
    ValueError
        For a file or column the standard has not, a required field left empty, an id written twice, or one that points
        at nothing in the set.

    Source
    ------
    1EdTech OneRoster 1.2 CSV Binding, sections 4 (bulk files leave status and dateLastModified blank) and 5.

    Examples
    --------
    >>> set_ = write({"orgs": [{"sourcedId": "o1", "name": "Yala", "type": "district"}]}, system="Mueang")
    >>> set_["orgs.csv"].splitlines()
    ['sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId', 'o1,,,Yala,district,,']
    """
    known = {name: _ids(name, rows) for name, rows in files.items()}
    for name, rows in files.items():
        for row in rows:
            _check(name, row, known=known)
    manifest = [
        ("propertyName", "value"),
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.2"),
        *((f"file.{name}", "bulk" if name in files else "absent") for name in _MANIFEST),
        ("source.systemName", system),
        ("source.systemCode", system),
    ]
    texts = {"manifest.csv": _csv(manifest)}
    for name, rows in sorted(files.items()):
        table = [[row.get(column, "") for column in HEADERS[name]] for row in rows]
        texts[f"{name}.csv"] = _csv([HEADERS[name], *table])
    return texts


def _ids(name: str, rows: Rows) -> set[str]:
    if name not in HEADERS:
        raise ValueError(f"{name} is no file of a roster")
    found = [row.get("sourcedId", "") for row in rows]
    if len(set(found)) < len(found) or "" in found:
        raise ValueError(f"an id of {name} is empty or stands twice")
    return set(found)


def _check(name: str, row: Mapping[str, str], *, known: Mapping[str, set[str]]) -> None:
    for column in row.keys() - set(HEADERS[name]):
        raise ValueError(f"{name} has no column {column}")
    for column in _REQUIRED[name]:
        if not row.get(column):
            raise ValueError(f"{column} of {name} is empty")
    for column, target in _POINTS_TO.items():
        if (said := row.get(column)) and said not in known.get(target, ()):
            raise ValueError(f"{column} of {name} points at nothing")


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
