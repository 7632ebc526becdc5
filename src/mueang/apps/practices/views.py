"""Practices at a city's desk: written, checked, asked about, taken up; and the city's twins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans.queries import budget_year_of
from mueang.apps.plans.rules import may_write as may_plan
from mueang.apps.practices import actions
from mueang.apps.practices.enums import PracticeState
from mueang.apps.practices.forms import (
    AdoptForm,
    AnswerForm,
    CameForm,
    PracticeForm,
    QuestionForm,
    ReturnForm,
    TwinForm,
    practice_initial,
)
from mueang.apps.practices.queries import (
    adoption_by,
    adoptions_of,
    practice_page,
    practices_to_check,
    practices_to_keep,
    published,
    twins_of,
    visit_offerings,
)
from mueang.apps.practices.rules import may_check, may_write, practice_cities, visible_practices, visible_twins
from mueang.lib.downloads import excel_response
from mueang.lib.refusals import Refused

MOST_VISITS = 60


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """The city's own practices (also as Excel), what it took up, and what waits to be checked."""
    found = _city(request, city)
    own = practices_to_keep(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        headings = (_("Title"), _("State"), _("Began on"), _("How many people took part"), _("Taken up by"))
        lines = [
            (row.title_th, row.get_state_display(), row.started_on, row.n_people, getattr(row, "n_adoptions", 0))
            for row in own
        ]
        title = _("Practices")
        return excel_response(file_name=f"{found.slug}-practices", title=title, headings=headings, rows=lines)
    context = {
        "city": found,
        "own": own,
        "taken": adoptions_of(found),
        "to_check": [row for row in practices_to_check(viewer=request.user) if may_check(request.user, row)],
        "may_write": may_write(request.user, found),
    }
    return render(request, "practices/home.html", context)


@login_required
@require_safe
def others(request: SignedInRequest, city: str) -> HttpResponse:
    """What other cities did, by words."""
    found = _city(request, city)
    words = request.GET.get("words", "")
    rows = published(words=words).exclude(city=found)
    return render(request, "practices/others.html", {"city": found, "rows": rows, "words": words})


@login_required
@require_safe
def practice(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    found, row = _city(request, city), _practice(request, uuid)
    is_own = row.city_id == found.pk
    context = {
        "city": found,
        "page": practice_page(row, is_public=row.city not in practice_cities(request.user)),
        "is_own": is_own,
        "may_write": may_write(request.user, found),
        "may_check": row.state == PracticeState.SENT and may_check(request.user, row),
        "may_adopt": not is_own and may_plan(request.user, found) and may_write(request.user, found),
        "states": PracticeState,
        "return_form": ReturnForm(),
        "question_form": QuestionForm(),
        "answer_form": AnswerForm(),
    }
    return render(request, "practices/practice.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, city: str) -> HttpResponse:
    found = _written(request, city)
    form = PracticeForm(request.POST or None, city=found)

    def act() -> HttpResponse:
        row = actions.write_practice(city=found, actor=request.user, **form.words())
        messages.success(request, _("Saved as a draft. Send it to the City Unit when it is whole."))
        return redirect("practices:practice", city, row.uuid)

    return _ask(request, form, act, city=found, title=_("Write down a practice"))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    found = _written(request, city)
    row = _practice(request, uuid, city=found)
    form = PracticeForm(request.POST or None, city=found, initial=practice_initial(row))

    def act() -> HttpResponse:
        actions.change_practice(practice=row, actor=request.user, **form.words())
        messages.success(request, _("Saved."))
        return redirect("practices:practice", city, uuid)

    return _ask(request, form, act, city=found, title=_("Change the practice"))


@login_required
@require_POST
def step(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """One press: send, publish, withdraw."""
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "send": (actions.send_practice, _("Sent to the City Unit.")),
        "publish": (actions.publish_practice, _("Published.")),
        "withdraw": (actions.withdraw_practice, _("Taken off the public pages.")),
    }
    if step not in steps:
        raise Http404
    row = _practice(request, uuid)
    act, words = steps[step]
    return _do(request, lambda: act(practice=row, actor=request.user), words, city=city, uuid=uuid)


@login_required
@require_POST
def give_back(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row, form = _practice(request, uuid), ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what is missing."))
        return redirect("practices:practice", city, uuid)
    return _do(
        request,
        lambda: actions.return_practice(practice=row, actor=request.user, **form.cleaned_data),
        _("Given back with your note."),
        city=city,
        uuid=uuid,
    )


@login_required
@require_POST
def question(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    found, row, form = _written(request, city), _practice(request, uuid), QuestionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write your question first."))
        return redirect("practices:practice", city, uuid)
    return _do(
        request,
        lambda: actions.ask_question(practice=row, city=found, actor=request.user, **form.cleaned_data),
        _("Asked. The city's officers see it on their page."),
        city=city,
        uuid=uuid,
    )


@login_required
@require_POST
def answer(request: SignedInRequest, city: str, uuid: UUID, question: UUID) -> HttpResponse:
    found, form = _written(request, city), AnswerForm(request.POST)
    row = get_object_or_404(_practice(request, uuid, city=found).questions, uuid=question)
    if not form.is_valid():
        messages.error(request, _("Write the answer first."))
        return redirect("practices:practice", city, uuid)
    return _do(
        request,
        lambda: actions.answer_question(question=row, actor=request.user, **form.cleaned_data),
        _("Answered. Everybody can read it."),
        city=city,
        uuid=uuid,
    )


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Take it up: an activity of the work plan of the year in which it begins."""
    found, row = _written(request, city), _practice(request, uuid)
    form = AdoptForm(request.POST or None)

    def act() -> HttpResponse:
        typed = form.cleaned_data
        year = budget_year_of(typed["starts_on"])
        actions.adopt_practice(practice=row, city=found, year=year, actor=request.user, **typed)
        messages.success(request, _("It stands in your work plan, with where it came from."))
        return redirect("practices:home", city)

    return _ask(request, form, act, city=found, title=_("Take this practice up"))


@login_required
@require_http_methods(["GET", "POST"])
def came(request: SignedInRequest, city: str, adoption: UUID) -> HttpResponse:
    found = _written(request, city)
    row = adoption_by(city=found, uuid=adoption)
    if row is None:
        raise Http404
    form = CameForm(request.POST or None, initial={"came": row.came, "report": row.report})

    def act() -> HttpResponse:
        actions.report_adoption(adoption=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. It is shown with the practice."))
        return redirect("practices:home", city)

    return _ask(request, form, act, city=found, title=_("What came of it here"))


@login_required
@require_http_methods(["GET", "POST"])
def twins(request: SignedInRequest, city: str) -> HttpResponse:
    """Twin cities, asked and agreed, and their exchange visits."""
    found = _city(request, city)
    form = TwinForm(request.POST or None, city=found)

    def act() -> HttpResponse:
        actions.ask_to_be_twins(city=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Asked. You are twins once they agree."))
        return redirect("practices:twins", city)

    more = {
        "rows": twins_of(viewer=request.user, city=found),
        "offerings": visit_offerings(found)[:MOST_VISITS],
        "may_write": may_write(request.user, found),
    }
    return _ask(request, form, act, city=found, title=_("Twin cities"), template="practices/twins.html", **more)


@login_required
@require_POST
def twin_step(request: SignedInRequest, city: str, twin: UUID) -> HttpResponse:
    """Agree; or, with an activity named, make it an exchange visit."""
    row = get_object_or_404(visible_twins(request.user).select_related("city", "other"), uuid=twin)
    offering = request.POST.get("offering", "")
    try:
        if offering:
            chosen = get_object_or_404(visit_offerings(_city(request, city)), uuid=_uuid(offering))
            actions.link_visit(twin=row, offering=chosen, actor=request.user)
        else:
            actions.agree_to_twin(twin=row, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Saved."))
    return redirect("practices:twins", city)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(practice_cities(request.user), slug=slug)


def _written(request: SignedInRequest, slug: str) -> Any:
    found = _city(request, slug)
    if not may_write(request.user, found):
        raise PermissionDenied
    return found


def _practice(request: SignedInRequest, uuid: UUID, *, city: Any = None) -> Any:
    rows = visible_practices(request.user).select_related("city", "written_by", "checked_by")
    return get_object_or_404(rows.filter(city=city) if city else rows, uuid=uuid)


def _ask(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], HttpResponse],
    *,
    city: Any,
    title: str,
    template: str = "practices/form.html",
    **more: Any,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, template, {"city": city, "title": title, "form": form, **more})


def _do(request: SignedInRequest, act: Callable[[], Any], words: str, *, city: str, uuid: UUID) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect("practices:practice", city, uuid)
