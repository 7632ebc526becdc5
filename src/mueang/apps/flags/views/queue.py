"""The queue of flags, one flag with its reasons, and what somebody decides about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.flags.actions import (
    ask_for_run,
    decide,
    note_flag_read,
    note_queue_read,
    record_finding,
    undo_decision,
)
from mueang.apps.flags.enums import FlagState, Level, RunState
from mueang.apps.flags.errors import FlagRefused
from mueang.apps.flags.forms import DecisionForm, FactForm, FoundForm, QueueForm
from mueang.apps.flags.queries import (
    FlagRow,
    flag_page,
    last_runs,
    level_counts,
    queue,
    schools_to_choose,
    with_reasons,
)
from mueang.apps.flags.rules import may_answer_flags, visible_decisions
from mueang.apps.flags.views.doors import city_of_answers, find_city, tabs_of
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name

PAGE_SIZE, ROWS_A_FILE = 50, 5000


@login_required
@never_cache
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Who should be looked at, the most pressing first, each with reasons in sentences."""
    found = find_city(request, city)
    form = QueueForm(request.GET or None, schools=schools_to_choose(city=found))
    rows = queue(viewer=request.user, city=found, wanted=form.wanted())
    if request.GET.get("format") == "xlsx":
        return _file(request, found, with_reasons(list(rows[:ROWS_A_FILE])))
    page: Any = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    flags = list(page.object_list)
    note_queue_read(city=found, flags=flags, actor=request.user)
    page.object_list = with_reasons(flags)
    counts = level_counts(viewer=request.user, city=found)
    runs = last_runs(found)
    context = {
        "city": found,
        "tabs": tabs_of(found, "queue", viewer=request.user),
        "form": form,
        "page": page,
        "counts": [(Level(level).label, n) for level, n in counts],
        "run": next((run for run in runs if run.state == RunState.DONE), None),
        "is_asked": any(run.state == RunState.ASKED for run in runs),
        "may_answer": may_answer_flags(request.user, found),
    }
    return render(request, "flags/queue.html", context)


def _file(request: SignedInRequest, city: Any, rows: list[FlagRow]) -> HttpResponse:
    """Every line says who took it away and when; that it was taken is written down first."""
    note_queue_read(city=city, flags=[row.flag for row in rows], actor=request.user, as_file=True)
    mark = _("Taken by %(who)s on %(when)s: for the work with these children only, not to be passed on.") % {
        "who": request.user,
        "when": timezone.localtime().strftime("%d/%m/%Y %H:%M"),
    }
    headings = [
        _("How pressing"),
        pgettext("pupil", "Name"),
        _("School"),
        _("Class"),
        _("Reasons"),
        _("Second opinion (of 100)"),
        _("Since"),
        _("Expires on"),
        _("Watermark"),
    ]
    lines = [
        [
            row.flag.get_level_display(),
            row.flag.pupil.full_name,
            name(row.flag.school),
            str(row.flag.section or ""),
            "; ".join(reason.sentence for reason in row.reasons),
            row.opinion.of_hundred if row.opinion else None,
            row.flag.raised_on,
            row.flag.expires_on,
            mark,
        ]
        for row in rows
    ]
    file_name = f"list-{city.slug}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=file_name, title=_("To be looked at"), headings=headings, rows=lines)


@login_required
@require_POST
def look_now(request: SignedInRequest, city: str) -> HttpResponse:
    """Ask for a run before the night."""
    found = city_of_answers(request, city)
    try:
        ask_for_run(city=found, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Every pupil is being looked at. Reload this page in a minute."))
    return redirect("flags:queue", city)


@login_required
@never_cache
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One child's flag: why, since when, what is known, and what may be decided."""
    return _page(request, find_city(request, city), uuid)


@login_required
@never_cache
@require_POST
def answer(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A decision, with its reason where one is needed."""
    found = city_of_answers(request, city)
    shown = flag_page(viewer=request.user, city=found, uuid=uuid, today=timezone.localdate())
    if shown is None:
        raise Http404
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            decide(flag=shown.row.flag, actor=request.user, **form.cleaned_data)
        except FlagRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Decided. You can take it back within a day."))
            return redirect("flags:queue", city)
    return _page(request, found, uuid, form=form)


@login_required
@require_POST
def undo(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Take a decision back."""
    decision = _decision(request, city, uuid)
    try:
        undo_decision(decision=decision, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Taken back: the flag waits again."))
    return redirect("flags:flag", city, decision.flag.uuid)


@login_required
@require_POST
def found(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What came of looking into it."""
    decision = _decision(request, city, uuid)
    form = FoundForm(request.POST)
    if form.is_valid():
        try:
            record_finding(decision=decision, found=form.cleaned_data["found"], actor=request.user)
        except FlagRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Written down."))
    return redirect("flags:flag", city, decision.flag.uuid)


def _decision(request: SignedInRequest, city: str, uuid: UUID) -> Any:
    rows = visible_decisions(request.user).filter(flag__city=city_of_answers(request, city))
    return get_object_or_404(rows.select_related("flag"), uuid=uuid)


def _page(request: SignedInRequest, city: Any, uuid: UUID, *, form: DecisionForm | None = None) -> HttpResponse:
    now = timezone.now()
    shown = flag_page(viewer=request.user, city=city, uuid=uuid, today=timezone.localdate(now))
    if shown is None:
        raise Http404
    flag, may_answer = shown.row.flag, may_answer_flags(request.user, city)
    note_flag_read(flag=flag, actor=request.user)
    standing = shown.standing
    context = {
        "city": city,
        "page": shown,
        "flag": flag,
        "form": form or DecisionForm(),
        "may_decide": may_answer and flag.state == FlagState.OPEN,
        "may_undo": may_answer and standing is not None and standing.may_be_undone(now),
        "fact_form": FactForm(auto_id="fact_%s") if may_answer else None,
        "found_form": FoundForm() if may_answer and standing is not None and standing.waits_for_finding else None,
    }
    return render(request, "flags/flag.html", context, status=422 if form else 200)
