"""The register of breaches with its clocks."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.privacy.models import Breach, BreachQuerySet, BreachStep
from mueang.apps.privacy.queries.desk import BreachClock
from mueang.lib.workbook import Column, Table


def clock_of(breach: Breach, now: datetime) -> BreachClock:
    """The breach and the hours until the PDPC must know."""
    return BreachClock(breach, breach.hours_left(now))


def breaches_table(rows: BreachQuerySet) -> list[Table]:
    """The register as a workbook: a line a breach, and a line a step. Two SQL statements."""
    headings = (
        _("Number"),
        _("What kind of breach"),
        _("What it may do to people"),
        _("The city knew"),
        _("It happened"),
        _("Which kinds of data"),
        _("People"),
        _("What happened"),
        _("Told the PDPC"),
        _("Number the PDPC gave it"),
        _("Told the people concerned"),
        _("If late or not told: why"),
        _("What was learned"),
        _("Closed on"),
    )
    lines = [
        (
            row.number,
            row.get_kind_display(),
            row.get_risk_display(),
            localtime(row.known_at),
            row.happened_at and localtime(row.happened_at),
            row.data_kinds,
            row.n_people,
            row.what,
            row.pdpc_told_at and localtime(row.pdpc_told_at),
            row.pdpc_number,
            row.people_told_at and localtime(row.people_told_at),
            row.late_reason,
            row.lesson,
            row.closed_at and localtime(row.closed_at),
        )
        for row in rows
    ]
    steps = BreachStep.objects.filter(breach__in=rows.values("pk")).select_related("breach")
    done = [(one.breach.number, one.get_kind_display(), localtime(one.at), one.words) for one in steps]
    of_steps = (_("Number"), _("What was done"), _("When"), _("How"))
    return [
        Table(_("Breaches"), [Column(heading) for heading in headings], lines),
        Table(_("What was done"), [Column(heading) for heading in of_steps], done),
    ]
