"""The learners of an offering as Excel sheets."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.catalog.enums import Mode, SessionState
from mueang.apps.catalog.models import Offering, OfferingQuerySet, Session
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries.completion import CompletionRow, completion_rows, hours_table
from mueang.lib.workbook import Column, Table
from mueang.lib.workbook.writing import Written
from mueang.ui.words import phone


def learner_tables(*, offering: Offering) -> list[Table]:
    """Two sheets, everybody but the withdrawn: state and hours by mode, and hours by session. Hours, not minutes."""
    return [_learners(offering), _by_session(offering)]


def _learners(offering: Offering) -> Table:
    enrollments = (
        Enrollment.objects.filter(offering=offering)
        .standing()
        .select_related("person__merged_into", "offering__program")
        .order_by("person__sort_key", "pk")
    )
    headings = [
        _("No."),
        _("Prefix"),
        _("Given name"),
        _("Family name"),
        _("Phone"),
        _("Affiliation"),
        _("State"),
        _("How they came"),
        _("Enrolled on"),
        *(_("Hours: %(mode)s") % {"mode": mode.label} for mode in Mode),
        _("Hours in all"),
        _("Assessment"),
        _("Rule of completion"),
    ]
    rows = [_learner(number, row) for number, row in enumerate(completion_rows(enrollments), start=1)]
    return Table(_("Learners"), [Column(heading) for heading in headings], rows)


def _learner(number: int, row: CompletionRow) -> list[Written]:
    enrollment, person = row.enrollment, row.person
    return [
        number,
        person.prefix,
        person.given_name,
        person.family_name,
        phone(person.phone),
        person.organization_name,
        enrollment.get_state_display(),
        enrollment.get_via_display(),
        timezone.localdate(enrollment.enrolled_at) if enrollment.enrolled_at else None,
        *(_hours(row.minutes_by_mode.get(mode, 0)) for mode in Mode.values),
        _hours(row.total_minutes),
        _("Passed") if row.is_assessed_passed else "",
        _("Met") if row.decision.completed else _("Not met"),
    ]


def _by_session(offering: Offering) -> Table:
    sessions = list(Session.objects.filter(offering=offering).exclude(state=SessionState.CANCELLED))
    columns = [Column(_("No.")), Column(_("Name")), *(Column(_day_of(session)) for session in sessions)]
    rows: list[list[Written]] = [
        [
            number,
            row.person.full_name,
            *(_hours(row.minutes_by_session.get(session.pk, 0)) for session in sessions),
            _hours(row.total_minutes),
        ]
        for number, row in enumerate(hours_table(offering=offering), start=1)
    ]
    return Table(_("Hours by session"), [*columns, Column(_("Hours in all"))], rows)


def _day_of(session: Session) -> str:
    return f"{session.number} · {timezone.localtime(session.starts_at):%d/%m %H:%M}"


def _hours(minutes: int) -> float:
    return round(minutes / 60, 2)


def offerings_table(offerings: OfferingQuerySet) -> Table:
    """The offerings of `learner_lists` with their seats."""
    headings = [_("Activity"), _("Place"), _("Starts on"), _("State"), _("Seats"), _("Taken"), _("Waiting list")]
    return Table(_("Offerings"), [Column(heading) for heading in headings], [_offering(row) for row in offerings])


def _offering(row: Any) -> list[Written]:  # an Offering with its annotations
    return [
        row.program.name_th,
        row.place.name_th,
        row.starts_on,
        row.get_state_display(),
        row.seats,
        row.seats_taken,
        row.n_waiting,
    ]
