"""The cohort of a course for those who teach it: who is behind and why, hours made up, announcements, who teaches."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.courses import actions
from mueang.apps.courses.forms import AccountForm, AnnounceForm, AppointForm, StrandForm
from mueang.apps.courses.queries import (
    Cohort,
    cohort_of,
    course_home,
    in_words,
    learner_of,
    staff_of,
    standings,
    strands_of,
)
from mueang.apps.courses.rules import may_appoint, may_run, may_teach
from mueang.apps.courses.views.teaching import find_run
from mueang.apps.credentials.rules import may_award
from mueang.apps.enrollment.forms import ElsewhereForm
from mueang.apps.enrollment.rules import may_keep_ledger
from mueang.apps.people.rules import may_change_people
from mueang.lib.downloads import excel_response
from mueang.lib.refusals import Refused
from mueang.ui.templatetags.ui import name
from mueang.ui.words import current_language

A_PAGE = 50


@login_required
@require_safe
def cohort(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Everybody with a seat, those furthest behind first, of all cities or one; also as Excel."""
    row = find_run(request, city, run)
    found = cohort_of(row)
    if request.GET.get("format") == "xlsx":
        return excel_response(file_name=f"{city}-course", title=_("Cohort"), headings=_headings(), rows=_lines(found))
    chosen = request.GET.get("of", "")
    members = [one for one in found.members if not chosen or chosen == (one.city.slug if one.city else "-")]
    context = {
        "city": row.offering.city,
        "run": row,
        "cohort": found,
        "page_obj": Paginator(members, A_PAGE).get_page(request.GET.get("page")),
        "strands": [(n, one.name.in_language(current_language())) for n, one in enumerate(strands_of(), 1)],
        "may_run": may_run(request.user, row.offering),
        "may_award": may_award(request.user, row.offering.city),
        "n_modules": sum(len(one.modules) for one in strands_of()),
    }
    return render(request, "courses/cohort.html", context)


@login_required
@require_safe
def learner(request: SignedInRequest, city: str, run: UUID, seat: UUID) -> HttpResponse:
    """One learner: hours by strand and mode, results of each module, and what is missing for the certificate."""
    row = find_run(request, city, run)
    enrollment = _learner(row, seat)
    standing = standings([enrollment.pk])[enrollment.pk]
    context = {
        "city": row.offering.city,
        "run": row,
        "enrollment": enrollment,
        "person": enrollment.person.merged_into or enrollment.person,
        "standing": standing,
        "home": course_home(enrollment, language=current_language(), minutes=standing.minutes),
        "missing": in_words(standing.missing, language=current_language()),
        "may_make_up": may_keep_ledger(request.user, row.offering.city),
        "account_form": AccountForm() if may_change_people(request.user, row.offering.city) else None,
    }
    return render(request, "courses/learner.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def make_up(request: SignedInRequest, city: str, run: UUID, seat: UUID) -> HttpResponse:
    """Approve an equivalent for a missed meeting: hours of the ledger, counted for one strand."""
    row = find_run(request, city, run)
    enrollment = _learner(row, seat)
    if not may_keep_ledger(request.user, row.offering.city):
        raise PermissionDenied
    form, strand = ElsewhereForm(request.POST or None), StrandForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and strand.is_valid():
        try:
            actions.make_up(
                enrollment=enrollment,
                strand=strand.cleaned_data["strand"],
                elsewhere=form.elsewhere(),
                minutes_by_mode=form.minutes_by_mode(),
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The hours are approved and stand in the ledger."))
            return redirect("courses:learner", city, run, seat)
    context = {"city": row.offering.city, "run": row, "form": form, "strand_form": strand, "enrollment": enrollment}
    return render(request, "courses/make_up.html", context)


@require_POST
@login_required
def account(request: SignedInRequest, city: str, run: UUID, seat: UUID) -> HttpResponse:
    """Say which account the learner reads the course with."""
    row = find_run(request, city, run)
    enrollment, form = _learner(row, seat), AccountForm(request.POST)
    if form.is_valid():
        try:
            actions.give_account(enrollment=enrollment, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The course stands under My course in this account now."))
    return redirect("courses:learner", city, run, seat)


@login_required
@require_http_methods(["GET", "POST"])
def announce(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Tell everybody who has a seat."""
    row = find_run(request, city, run)
    if not may_teach(request.user, row):
        raise PermissionDenied
    form = AnnounceForm(request.POST or None, initial={"request_key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        n = actions.announce(run=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("%(n)s learners are being told.") % {"n": n})
        return redirect("courses:cohort", city, run)
    return render(request, "courses/announce.html", {"city": row.offering.city, "run": row, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def staff(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Who teaches and who judges this course."""
    row = find_run(request, city, run)
    if not may_appoint(request.user, row):
        raise PermissionDenied
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint(run=row, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("courses:staff", city, run)
    context = {"city": row.offering.city, "run": row, "form": form, "staff": staff_of(row)}
    return render(request, "courses/staff.html", context)


@require_POST
@login_required
def dismiss(request: SignedInRequest, city: str, run: UUID, grant: int) -> HttpResponse:
    row = find_run(request, city, run)
    found = next((one for one in staff_of(row) if one.pk == grant), None)
    if found is None:
        raise Http404
    try:
        actions.dismiss(run=row, grant=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("courses:staff", city, run)


@require_POST
@login_required
def strand_awards(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Let each strand earn an award of its own."""
    row = find_run(request, city, run)
    try:
        n = actions.award_strands_too(run=row, actor=request.user)
        messages.success(request, _("%(n)s strands earn an award of their own from now on.") % {"n": n})
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("courses:run", city, run)


@require_POST
@login_required
def settle(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Settle who has completed the course; with `award` also ask for their certificates."""
    row = find_run(request, city, run)
    try:
        if request.POST.get("award"):
            asked = sum(one.n_total for one in actions.award_cohort(run=row, actor=request.user))
            messages.success(request, _("%(n)s certificates are being signed.") % {"n": asked})
            return redirect("credentials:home", city)
        settled = actions.settle_course(run=row, actor=request.user)
        messages.success(request, _("%(n)s learners have completed the course.") % {"n": settled.completed})
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("courses:cohort", city, run)


def _learner(run: Any, seat: UUID) -> Any:
    found = learner_of(run, seat)
    if found is None:
        raise Http404
    return found


def _headings() -> list[str]:
    strands = [one.name.in_language(current_language()) for one in strands_of()]
    modes = [_("Lecture (minutes)"), _("Lab (minutes)"), _("Practice (minutes)")]
    rest = [_("Modules read"), _("Quizzes passed"), _("Works passed"), _("Behind because"), _("Still missing")]
    return [_("Name"), _("City"), *(_("%(strand)s (minutes)") % {"strand": one} for one in strands), *modes, *rest]


def _lines(found: Cohort) -> Iterator[list[Any]]:
    for one in found.members:
        modes = one.standing.mode_minutes
        yield [
            one.person.full_name,
            name(one.city) if one.city else "",
            *one.strands,
            *(modes.get(mode, 0) for mode in ("lecture", "lab", "practice")),
            len(one.standing.read),
            one.standing.n_quizzes,
            one.standing.n_works,
            "; ".join(one.behind),
            " ".join(in_words(one.standing.missing, language=current_language())),
        ]
