"""The work list of data requests, and whose data may not be used further."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.people.enums import RequestKind, RequestOutcome
from mueang.apps.people.models import DataRequest
from mueang.apps.people.rules import visible_data_requests
from mueang.lib.workbook import Column, Table

HOLDS_BACK = (RequestKind.OBJECTION, RequestKind.RESTRICTION)


def data_requests(*, viewer: Viewer, city: City, is_open: bool = True) -> QuerySet[DataRequest]:
    """The city's requests, those due first on top; or the answered ones, the latest first."""
    found = visible_data_requests(viewer).filter(person__city=city).select_related("person")
    return found.filter(done_at=None) if is_open else found.exclude(done_at=None).order_by("-done_at")


def requests_table(rows: QuerySet[DataRequest]) -> Table:
    """The work list as a sheet."""
    headings = (
        _("Person"),
        _("Asked for"),
        _("Received"),
        _("Due"),
        _("Answered"),
        _("Outcome"),
        _("Ground"),
        _("Answer"),
    )
    lines = [
        (
            row.person.full_name,
            row.get_kind_display(),
            row.received_on,
            row.due_on,
            row.done_at and localtime(row.done_at),
            row.get_outcome_display(),
            row.get_refusal_display(),
            row.answer,
        )
        for row in rows
    ]
    return Table(_("Data requests"), [Column(heading) for heading in headings], lines)


def held_back_ids(city: City) -> QuerySet[DataRequest, int]:
    """Keys of the people whose objection or restriction was granted: kept, but not used for news or research."""
    granted = DataRequest.objects.filter(
        kind__in=HOLDS_BACK, outcome__in=(RequestOutcome.GRANTED, RequestOutcome.PARTLY)
    )
    return granted.filter(person__city=city).order_by().values_list("person", flat=True)
