"""The record of processing (PDPA section 39), drawn from what the models say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.network.models import City
from mueang.apps.people.enums import RequestOutcome
from mueang.apps.people.models import DataRequest
from mueang.apps.privacy.enums.activities import ACTIVITIES, Activity
from mueang.apps.privacy.enums.keeping import KEEPINGS
from mueang.apps.privacy.models import RetentionRule
from mueang.apps.privacy.queries.tables import DataTable, data_tables
from mueang.lib.workbook import Column, Table
from mueang.ui.templatetags.ui import name


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One activity, the tables in which it keeps data, and the rules of keeping that are switched on."""

    activity: Activity
    tables: tuple[DataTable, ...]
    rules: tuple[str, ...]

    @property
    def kinds(self) -> list[str]:
        """What is held, each said once."""
        return list(dict.fromkeys(table.said for table in self.tables))


@dataclass(frozen=True, slots=True)
class Refused:
    """Requests that were refused, as the record must show them (section 39(7)): how many on which ground."""

    kind: str
    ground: str
    n: int


def record_lines(city: City) -> list[RecordLine]:
    """Activity by activity; one SQL statement."""
    on = {rule.table: rule for rule in RetentionRule.objects.filter(city=city, is_on=True)}
    said = {one.table: str(one.title) for one in KEEPINGS}
    lines = []
    for activity in ACTIVITIES:
        tables = tuple(table for table in data_tables() if table.activity is activity)
        rules = tuple(
            ngettext("%(what)s: %(n)d day", "%(what)s: %(n)d days", on[table.label].days)
            % {"what": said[table.label], "n": on[table.label].days}
            for table in tables
            if table.label in on
        )
        lines.append(RecordLine(activity, tables, rules))
    return lines


def record_gaps() -> tuple[str, ...]:
    """Tables with personal data that no line of the record or no handling covers: must be empty."""
    return tuple(table.label for table in data_tables() if table.activity is None or table.handling is None)


def refused_requests(city: City) -> list[Refused]:
    """By kind and ground, never by person. One SQL statement."""
    rows = DataRequest.objects.filter(person__city=city, outcome__in=(RequestOutcome.REFUSED, RequestOutcome.PARTLY))
    counted: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.get_kind_display(), row.get_refusal_display())
        counted[key] = counted.get(key, 0) + 1
    return [Refused(kind, ground, n) for (kind, ground), n in sorted(counted.items())]


def record_tables(city: City) -> list[Table]:
    """The record as a workbook: the law's columns, the tables behind each activity, refused requests."""
    lines = record_lines(city)
    headings = (
        _("Activity"),
        _("Controller"),
        _("Purpose"),
        _("Lawful basis"),
        _("Whose data"),
        _("Data held"),
        _("Who receives it"),
        _("How long it is kept"),
        _("Rules of keeping switched on"),
        _("Safeguards"),
        _("How people use their rights"),
    )
    rows = [
        (
            str(line.activity.title),
            name(city),
            str(line.activity.purpose),
            str(line.activity.basis),
            str(line.activity.people),
            "; ".join(line.kinds),
            str(line.activity.recipients),
            str(line.activity.retention),
            "; ".join(line.rules),
            str(line.activity.safeguards),
            _("At the city's office or on the page “My data”; answered within 30 days"),
        )
        for line in lines
    ]
    tables = [
        (
            str(line.activity.title),
            table.label,
            table.said,
            str(table.handling.erasing.label) if table.handling else "",
            str(table.handling.why) if table.handling else "",
        )
        for line in lines
        for table in line.tables
    ]
    of_tables = (_("Activity"), _("Table"), _("Data held"), _("When erased"), _("Why"))
    refused = [(one.kind, one.ground, one.n) for one in refused_requests(city)]
    return [
        Table(_("Record of processing"), [Column(heading) for heading in headings], rows),
        Table(_("Tables"), [Column(heading) for heading in of_tables], tables),
        Table(_("Refused requests"), [Column(_("Asked for")), Column(_("Ground")), Column(_("Number"))], refused),
    ]
