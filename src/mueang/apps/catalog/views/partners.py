"""A partner's calendar or list of sessions: uploaded, held against what is here, chosen upon, taken over or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import choose, confirm_calendar, discard_calendar, stage_calendar
from mueang.apps.catalog.enums import NOTE_WORDS, UNUSABLE_WORDS
from mueang.apps.catalog.errors import CalendarRefused, CatalogRefused
from mueang.apps.catalog.forms import ActivityForm, CalendarForm, ChoicesForm
from mueang.apps.catalog.queries.partner_files import PartnerFile, blank_list, read_partner_file
from mueang.apps.catalog.queries.partner_words import words_of_all
from mueang.apps.catalog.queries.partners import Activity, calendars_of, import_of, import_plan, imports_of
from mueang.apps.catalog.views.desk import act_and_return, ask
from mueang.apps.catalog.views.sheets import offering_city
from mueang.apps.people.errors import FileRefused
from mueang.lib.downloads import EXCEL
from mueang.lib.timetable import CalendarError
from mueang.lib.workbook import WorkbookError, write_workbook

_MOST_SHOWN = 200


@login_required
@require_http_methods(["GET", "POST"])
def calendar_add(request: SignedInRequest, city: str) -> HttpResponse:
    found = offering_city(request, city)
    known = calendars_of(found).filter(name=request.GET.get("calendar", "")).first()
    form = CalendarForm(request.POST or None, request.FILES or None, city=found, actor=request.user, known=known)

    def act() -> HttpResponse:
        typed = form.cleaned_data
        read = _read(typed["file"], until=typed["until"])
        imported = stage_calendar(
            city=found,
            name=typed["name"] or read.name or typed["file"].name,
            file_name=typed["file"].name,
            until=typed["until"],
            read=read,
            choices=form.choices(),
            actor=request.user,
        )
        return redirect("catalog:calendar", found.slug, imported.uuid)

    context = {
        "city": found,
        "calendars": calendars_of(found),
        "imports": imports_of(viewer=request.user, city=found).filter(state="preview"),
    }
    return ask(request, form, act, template="catalog/calendar_add.html", context=context)


@login_required
@require_safe
def calendar_blank(request: SignedInRequest, city: str) -> HttpResponse:
    """The list of sessions to fill in, for a partner without a calendar."""
    found = offering_city(request, city)
    book = write_workbook(blank_list(timezone.localdate()), language=get_language() or "th")
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}-sessions-blank.xlsx"'}
    return HttpResponse(book, content_type=EXCEL, headers=headers)


@login_required
@require_safe
def calendar(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    """Every meeting of the file, what would become of it, and what cannot be used and why."""
    row = _import(request, city, key)
    plan = import_plan(imported=row, viewer=request.user)
    context = {
        "city": row.city,
        "imported": row,
        "plan": plan,
        "activities": [(one, _lines(one), words_of_all(one)) for one in plan.activities],
        "unusable": [(one, UNUSABLE_WORDS.get(one.reason, one.reason)) for one in plan.unusable[:_MOST_SHOWN]],
        "n_more_unusable": max(0, len(plan.unusable) - _MOST_SHOWN),
    }
    return render(request, "catalog/calendar.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def calendar_choices(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    """Place, seats and keeper of everything new that says nothing else."""
    row = _import(request, city, key)
    form = ChoicesForm(request.POST or None, city=row.city, actor=request.user, initial=row.choices)
    return _choose(request, row, None, form, title=_("For everything new"))


@login_required
@require_http_methods(["GET", "POST"])
def calendar_activity(request: SignedInRequest, city: str, key: UUID, number: int) -> HttpResponse:
    """What one activity becomes."""
    row, activity, owners = _activity(request, city, key, number)
    choice = activity.choice
    initial = {
        "program": str(choice.program.uuid) if choice.program else "new",
        "place": choice.place and choice.place.uuid,
        "seats": choice.seats,
        "mode": choice.mode,
        "owner": str(choice.owner.uuid),
    }
    known = {"city": row.city, "actor": request.user, "owners": owners}
    form = ActivityForm(request.POST or None, title=activity.title, initial=initial, **known)
    return _choose(request, row, number, form, title=activity.title)


@login_required
@require_POST
def calendar_skip(request: SignedInRequest, city: str, key: UUID, number: int) -> HttpResponse:
    row, _found, _owners = _activity(request, city, key, number)
    leaves_out = "skip" in request.POST
    return act_and_return(
        request,
        lambda: choose(imported=row, number=number, choices={"is_skipped": leaves_out}, actor=request.user),
        done=_("The activity is left out.") if leaves_out else _("The activity is taken in."),
        to=("catalog:calendar", city, str(key)),
    )


@login_required
@require_POST
def calendar_confirm(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    """All of it, in one transaction, or nothing."""
    row = _import(request, city, key)
    try:
        taken = confirm_calendar(
            imported=row,
            seen=request.POST.get("seen", ""),
            publishes="draft" not in request.POST,
            actor=request.user,
        )
    except CatalogRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("catalog:calendar", city, key)
    if not (taken.n_sessions or taken.n_changed):
        messages.success(request, _("Everything was here already. Nothing has changed."))
    else:
        said = _("Taken over: %(offerings)s new activities, %(sessions)s new sessions, %(changed)s changes.")
        facts = {"offerings": taken.n_offerings, "sessions": taken.n_sessions, "changed": taken.n_changed}
        messages.success(request, said % facts)
    return redirect("catalog:offerings", city)


@login_required
@require_POST
def calendar_discard(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    row = _import(request, city, key)
    return act_and_return(
        request,
        lambda: discard_calendar(imported=row, actor=request.user),
        done=_("The file is thrown away. Nothing was made."),
        to=("catalog:calendar_add", city),
    )


def _choose(request: SignedInRequest, row: Any, number: int | None, form: ChoicesForm, *, title: str) -> HttpResponse:
    def act() -> HttpResponse:
        choose(imported=row, number=number, choices=form.choices(), actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("catalog:calendar", row.city.slug, row.uuid)

    context = {"city": row.city, "imported": row, "title": title, "submit": _("Save")}
    return ask(request, form, act, template="catalog/form.html", context=context)


def _import(request: SignedInRequest, city: str, key: UUID) -> Any:
    row = import_of(viewer=request.user, city=offering_city(request, city), key=key)
    if row is None or row.state != "preview":
        raise Http404
    return row


def _activity(request: SignedInRequest, city: str, key: UUID, number: int) -> tuple[Any, Activity, Iterable[Any]]:
    row = _import(request, city, key)
    plan = import_plan(imported=row, viewer=request.user)
    found = next((one for one in plan.activities if one.number == number), None)
    if found is None:
        raise Http404
    return row, found, plan.owners


def _read(file: Any, *, until: Any) -> PartnerFile:
    zone = timezone.get_default_timezone()
    try:
        return read_partner_file(file.read(), name=file.name, now=timezone.now(), until=until, zone=zone)
    except CalendarError as error:
        raise CalendarRefused(error.code) from None
    except WorkbookError as error:
        raise _WorkbookRefused(error) from None


class _WorkbookRefused(CatalogRefused):
    """A list of sessions that will not be read, said as lists of names are."""

    def __init__(self, error: WorkbookError) -> None:
        super().__init__(error.code)
        self.error = error

    @property
    def sentence(self) -> str:
        if self.error.code == "header_not_found":
            return _("No row of headings was found with an activity and a day.")
        return FileRefused(self.error.code, self.error.params).sentence


def _lines(activity: Activity) -> list[tuple[Any, str, str]]:
    """Each meeting with the tone of its badge and what to know of it."""
    tones = {"new": "good", "here": "muted", "changed": "warn", "off": "bad", "back": "warn", "stuck": "bad"}
    return [(entry, tones[entry.state], str(NOTE_WORDS.get(entry.note, ""))) for entry in activity.entries]
