"""Assess, write down what may be told, plan with the family, and the sheets to sign."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.planning import (
    add_step,
    agree_plan,
    assess_case,
    make_plan,
    note_return,
    record_consent,
    set_step,
    withdraw_consent,
)
from mueang.apps.support.forms.working import (
    N_STEPS,
    AgreedForm,
    AssessForm,
    ConsentForm,
    PlanForm,
    StepForm,
    StepStateForm,
    WordsForm,
)
from mueang.apps.support.queries.pages import CasePage
from mueang.apps.support.queries.referrals import agencies_for
from mueang.apps.support.views.doors import attempt, door, find_case, form_page, one_of, writable


@door("GET", "HEAD", "POST")
def assess(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """What the child needs, area by area."""
    page = writable(find_case(request, city, case, page="assess"))
    start = {"version": page.case.version, "severity": page.case.severity}
    form = AssessForm(request.POST or None, initial=start)

    def deed() -> object:
        version = form.cleaned_data["version"]
        return assess_case(case=page.case, found=form.found(), version=version, actor=request.user)

    return form_page(request, page, form, deed, template="support/assess.html", words={"done": _("Saved.")})


@door("GET", "HEAD", "POST")
def consent(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """What may be told to whom, and by what right."""
    page = writable(find_case(request, city, case, page="consent"))
    child = page.case.child
    start = {"given_by_name": child.carer_name, "relation": child.carer_relation}
    form = ConsentForm(request.POST or None, agencies=agencies_for(page.case), initial=start)
    return form_page(
        request,
        page,
        form,
        lambda: record_consent(case=page.case, given=form.given(), actor=request.user),
        part="consents",
        template="support/consent.html",
        words={"done": _("Saved.")},
    )


@door("POST")
def withdraw(request: SignedInRequest, city: str, case: UUID, consent: UUID) -> HttpResponse:
    """The family takes its consent back."""
    page = find_case(request, city, case, page="withdraw")
    row = one_of(page.consents, consent)
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    return attempt(
        request,
        page,
        lambda: withdraw_consent(consent=row, words=words, actor=request.user),
        done=_("Withdrawn. Running referrals under it were taken back."),
        part="consents",
    )


@door("GET", "HEAD", "POST")
def plan(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """A new plan, with its first steps."""
    page = writable(find_case(request, city, case, page="plan"))
    start = {"version": page.case.version, "goal": page.plan.goal if page.plan else "", **_still_to_do(page)}
    form = PlanForm(request.POST or None, agencies=agencies_for(page.case), initial=start)

    def deed() -> object:
        typed = form.cleaned_data
        agreed, steps = form.agreed(), form.steps()
        return make_plan(
            case=page.case,
            goal=typed["goal"],
            steps=steps,
            agreed=agreed,
            version=typed["version"],
            actor=request.user,
        )

    return form_page(
        request, page, form, deed, part="plan", template="support/plan.html", words={"done": _("The plan is saved.")}
    )


@door("GET", "HEAD", "POST")
def agree(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """The family agreed."""
    page, row = _plan_page(request, city, case, "agree")
    child = page.case.child
    start = {"on": timezone.localdate(), "by_name": child.carer_name, "relation": child.carer_relation}
    form = AgreedForm(request.POST or None, initial=start)
    words = {"title": _("The family agreed"), "press": _("Save"), "done": _("Saved.")}
    return form_page(
        request,
        page,
        form,
        lambda: agree_plan(plan=row, agreed=form.agreed(), actor=request.user),
        part="plan",
        words=words,
    )


@door("GET", "HEAD", "POST")
def more_steps(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """One more step of the plan."""
    page, row = _plan_page(request, city, case, "step")
    form = StepForm(request.POST or None, agencies=agencies_for(page.case))
    words = {"title": _("Add a step"), "press": _("Add"), "done": _("Saved.")}
    return form_page(
        request,
        page,
        form,
        lambda: add_step(plan=row, step=form.step(), actor=request.user),
        part="plan",
        words=words,
    )


@door("POST")
def step(request: SignedInRequest, city: str, case: UUID, step: UUID) -> HttpResponse:
    """A step is done, held up, or no longer wanted."""
    page = find_case(request, city, case, page="step")
    row = one_of(page.steps, step)
    form = StepStateForm(request.POST)
    if not form.is_valid():
        raise Http404
    typed = form.cleaned_data
    return attempt(
        request, page, lambda: set_step(step=row, actor=request.user, **typed), done=_("Saved."), part="plan"
    )


@door("POST")
def returned(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """The child has begun to learn again."""
    page = find_case(request, city, case, page="return")
    return attempt(
        request,
        page,
        lambda: note_return(case=page.case, actor=request.user),
        done=_("Noted. It is no outcome yet: close the case when it lasts."),
    )


@door("GET", "HEAD")
def consent_sheet(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """The text that a parent reads and signs."""
    page = writable(find_case(request, city, case, page="consent sheet"))
    context = {"city": page.case.city, "page": page, "case": page.case, "agencies": agencies_for(page.case)}
    return render(request, "support/consent_sheet.html", context)


@door("GET", "HEAD")
def plan_sheet(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """The plan on paper, with lines to sign on."""
    page, row = _plan_page(request, city, case, "plan sheet")
    context = {"city": page.case.city, "page": page, "case": page.case, "plan": row}
    return render(request, "support/plan_sheet.html", context)


def _still_to_do(page: CasePage) -> dict[str, Any]:
    """Steps not done yet go over into the new plan, unless somebody takes them out."""
    steps = [step for step in page.steps if step.ended_at is None][:N_STEPS]
    same = ("words", "due_on", "agency", "owner_name")
    return {f"{name}_{n}": getattr(step, name) for n, step in enumerate(steps) for name in same}


def _plan_page(request: SignedInRequest, city: str, case: UUID, name: str) -> tuple[CasePage, Any]:
    page = writable(find_case(request, city, case, page=name))
    if page.plan is None:
        raise Http404
    return page, page.plan
