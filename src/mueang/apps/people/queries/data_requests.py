"""The work list of data requests, and the copy of everything this app holds about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.people.enums import RequestKind
from mueang.apps.people.models import Consent, DataRequest, Guardianship, Person, RosterRow
from mueang.apps.people.queries.persons import history_of, same_person_ids
from mueang.apps.people.rules import visible_data_requests
from mueang.lib.workbook import Column, Table

DAYS_SOON = 7


def data_requests(*, viewer: Viewer, city: City, is_open: bool = True) -> QuerySet[DataRequest]:
    """The city's requests, those due first on top; or the answered ones, the latest first."""
    found = visible_data_requests(viewer).filter(person__city=city).select_related("person")
    return found.filter(done_at=None) if is_open else found.exclude(done_at=None).order_by("-done_at")


def requests_table(rows: QuerySet[DataRequest]) -> Table:
    """The work list as a sheet."""
    headings = (_("Person"), _("Asked for"), _("Received"), _("Due"), _("Answered"), _("Answer"))
    lines = [
        (
            row.person.full_name,
            row.get_kind_display(),
            row.received_on,
            row.due_on,
            row.done_at and localtime(row.done_at),
            row.answer,
        )
        for row in rows
    ]
    return Table(_("Data requests"), [Column(heading) for heading in headings], lines)


@dataclass(frozen=True, slots=True)
class Due:
    """How many requests are open, and how many of them late."""

    n_open: int
    n_late: int


def due_requests(*, viewer: Viewer, city: City, today: date) -> Due:
    """One SQL statement."""
    due = list(data_requests(viewer=viewer, city=city).values_list("due_on", flat=True))
    return Due(len(due), sum(day < today for day in due))


def access_copy(person: Person) -> dict[str, Any]:
    """Everything people holds about one human being, as plain JSON; the national ID by its last digits only.

    Other apps hold more (hours, awards); their desks add it.
    """
    ids = same_person_ids(person)
    links = Guardianship.objects.filter(Q(child__in=ids) | Q(guardian__in=ids)).select_related("guardian", "child")
    return {
        "persons": [_person(row) for row in Person.objects.filter(pk__in=ids)],
        "guardianships": [_guardianship(link) for link in links],
        "consents": [_consent(row) for row in Consent.objects.filter(person__in=ids).select_related("given_by")],
        "data_requests": [_request(row) for row in DataRequest.objects.filter(person__in=ids)],
        "rosters": [
            {"file": row.roster.file_name, "row": row.number, "confirmed_at": _iso(row.roster.confirmed_at)}
            for row in RosterRow.objects.filter(person__in=ids).select_related("roster")
        ],
        "history": [{"at": _iso(line.at), "what": line.verb} for line in history_of(person)],
    }


def access_tables(copy: dict[str, Any]) -> list[Table]:
    """The same copy as sheets, one kind of row a sheet."""
    titles = {
        "persons": _("Person"),
        "guardianships": _("Guardians and children"),
        "consents": _("Consents"),
        "data_requests": _("Data requests"),
        "rosters": _("Lists imported"),
        "history": _("History"),
    }
    return [
        Table(titles[kind], [Column(name) for name in rows[0]], [list(row.values()) for row in rows])
        for kind, rows in copy.items()
        if rows
    ]


def what_erasure_does() -> tuple[list[str], list[str]]:
    """What erasing clears, and what stays because the law or the proof of learning needs it."""
    cleared = [
        _("Names, birth date, phone, e-mail, organization and position"),
        _("The national ID number and its search key"),
        _("The link to an account"),
        _("Standing consents and guardianships end"),
    ]
    kept = [
        _("That a person took part, without saying who (hours, attendance, seats)"),
        _("Signed certificates that were given out: they are the holder's proof"),
        _("The record of who did what, which never held names"),
    ]
    return cleared, kept


def _person(row: Person) -> dict[str, Any]:
    plain = ("prefix", "given_name", "family_name", "name_en", "phone", "email", "organization_name", "position")
    return {
        "uuid": str(row.uuid),
        "city": row.city.name_th,
        **{name: getattr(row, name) for name in plain},
        "birth_on": _iso(row.birth_on),
        "national_id_ending": row.national_id_ending,
        "created_at": _iso(row.created_at),
    }


def _guardianship(link: Guardianship) -> dict[str, Any]:
    return {
        "guardian": link.guardian.full_name,
        "child": link.child.full_name,
        "relation": link.get_relation_display(),
        "has_legal_authority": link.has_legal_authority,
        "since_on": _iso(link.since_on),
        "until_on": _iso(link.until_on),
    }


def _consent(row: Consent) -> dict[str, Any]:
    return {
        "purpose": row.get_purpose_display(),
        "lawful_basis": row.get_lawful_basis_display(),
        "given_by": row.given_by.full_name,
        "relation": row.get_relation_display(),
        "has_legal_authority": row.has_legal_authority,
        "text_version": row.text_version,
        "given_at": _iso(row.given_at),
        "withdrawn_at": _iso(row.withdrawn_at),
    }


def _request(row: DataRequest) -> dict[str, Any]:
    return {
        "kind": str(RequestKind(row.kind).label),
        "note": row.note,
        "received_on": _iso(row.received_on),
        "due_on": _iso(row.due_on),
        "done_at": _iso(row.done_at),
        "answer": row.answer,
    }


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""
