"""The catalog's lists as Excel sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


def offerings_excel(offerings: Iterable[Any], *, file_name: str) -> HttpResponse:
    headings = (
        _("Activity"),
        _("Place"),
        _("State"),
        _("First day"),
        _("Last day"),
        _("Next session"),
        _("Number of sessions"),
        _("Seats"),
        _("Seats taken"),
        _("Cost in baht"),
        _("Confirmed on"),
    )
    rows = [
        (
            name(row.program),
            name(row.place),
            row.get_state_display(),
            row.starts_on,
            row.ends_on,
            row.next_starts_at and timezone.localtime(row.next_starts_at),
            row.n_sessions,
            row.seats,
            row.seats_taken,
            row.cost_satang / 100,
            row.verified_on,
        )
        for row in offerings
    ]
    return excel_response(file_name=file_name, title=_("Activities"), headings=headings, rows=rows)


def programs_excel(programs: Iterable[Any], *, file_name: str) -> HttpResponse:
    headings = (
        _("Name in Thai"),
        _("Name in English"),
        _("Interests"),
        _("Hours of lecture"),
        _("Hours of lab or workshop"),
        _("Hours of practice"),
        _("Hours needed to complete"),
        _("Made from heritage"),
        _("Offerings"),
    )
    rows = [
        (
            row.name_th,
            row.name_en,
            ", ".join(name(interest) for interest in row.interests.all()),
            row.lecture_minutes / 60,
            row.lab_minutes / 60,
            row.practice_minutes / 60,
            row.required_minutes / 60,
            name(row.heritage_item),
            row.n_offerings,
        )
        for row in programs
    ]
    return excel_response(file_name=file_name, title=_("Programs"), headings=headings, rows=rows)


def freshness_excel(offerings: Iterable[Any], places: Iterable[Any], *, file_name: str) -> HttpResponse:
    headings = (_("Kind"), _("Name"), _("Place"), _("Confirmed on"), _("State"), _("Since"), _("Kept by"))
    rows = [
        (
            _("Activity"),
            name(row.program),
            name(row.place),
            row.verified_on,
            row.get_freshness_display(),
            row.freshness_on,
            str(row.owner),
        )
        for row in offerings
    ]
    rows += [
        (
            _("Learning place"),
            name(row),
            row.address,
            row.verified_on,
            row.get_freshness_display(),
            row.freshness_on,
            str(row.owner or ""),
        )
        for row in places
    ]
    return excel_response(file_name=file_name, title=_("Still true?"), headings=headings, rows=rows)
