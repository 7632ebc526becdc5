"""Evidence of an activity: rows are chosen and pointed at, a picture is added, one is taken off and put back."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans import actions
from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.errors import PlanRefused
from mueang.apps.plans.forms import EvidenceForm, PictureForm
from mueang.apps.plans.queries import Choice, choices_of, kinds
from mueang.apps.plans.rules import visible_evidence
from mueang.apps.plans.views.doors import do, find_activity
from mueang.lib.photographs import read_kept
from mueang.methods.thai import Period
from mueang.ui.templatetags.ui import name

WHOLE_CITY = "all"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: SignedInRequest, city: str, uuid: UUID, kind: str) -> HttpResponse:
    """Choose rows of one kind."""
    row = find_activity(request, city, uuid, working=True).activity
    known = kinds().get(kind)
    if known is None or not known.may_see(request.user, row.plan.city):
        raise Http404
    choices = {str(one.rows_of or WHOLE_CITY): one for one in choices_of(row, known)}
    form = EvidenceForm(request.POST or None, initial={"starts_on": row.starts_on, "ends_on": row.ends_on})
    form.fields["rows"].choices = [(key, _told(one)) for key, one in choices.items()]  # type: ignore[attr-defined]  # a choice
    if request.method == "POST" and form.is_valid():
        period = Period(form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])
        chosen = [choices[key].rows_of for key in form.cleaned_data["rows"]]
        _attach_all(request, row, kind, chosen, period)
        return redirect("plans:activity", city, uuid)
    context = {
        "city": row.plan.city,
        "plan": row.plan,
        "activity": row,
        "kind": known,
        "form": form,
        "choices": choices,
    }
    return render(request, "plans/attach.html", context, status=422 if form.errors else 200)


def _told(choice: Choice) -> str:
    return f"{name(choice)} · {choice.hint}" if choice.hint else name(choice)


def _attach_all(request: SignedInRequest, row: object, kind: str, chosen: list[UUID | None], period: Period) -> None:
    """Each by itself: what is attached already is no reason to leave out the others."""
    n_attached, refusals = 0, set()
    for rows_of in chosen:
        try:
            actions.attach_evidence(activity=row, kind=kind, rows_of=rows_of, period=period, actor=request.user)  # type: ignore[arg-type]  # an activity
            n_attached += 1
        except PlanRefused as refusal:
            refusals.add(refusal.sentence)
    for sentence in sorted(refusals):
        messages.error(request, sentence)
    if n_attached:
        words = ngettext("%(n)d row attached and counted.", "%(n)d rows attached and counted.", n_attached)
        messages.success(request, words % {"n": n_attached})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def picture_add(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = find_activity(request, city, uuid, working=True).activity
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        data = said.pop("picture")
        try:
            actions.attach_picture(activity=row, data=data, actor=request.user, **said)
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:activity", city, uuid)
    words = {"title": _("Add a picture"), "submit": _("Add the picture"), "is_upload": True}
    context = {"city": row.plan.city, "plan": row.plan, "activity": row, "form": form}
    return render(request, "plans/form.html", context | words, status=422 if form.errors else 200)


@login_required
@require_safe
def picture(request: SignedInRequest, city: str, uuid: UUID, evidence: UUID) -> HttpResponse:
    """The picture itself, for whoever sees the activity."""
    row = find_activity(request, city, uuid).activity
    found = visible_evidence(request.user).filter(activity=row, uuid=evidence, kind=EvidenceKind.PICTURE).first()
    widths = found.picture.get("widths", []) if found else []
    data = read_kept(found.picture["digest"], widths[-1], folder=settings.PHOTO_DIR) if found and widths else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, evidence: UUID, step: str) -> HttpResponse:
    """Taken off, or put back."""
    row = find_activity(request, city, uuid, working=True).activity
    found = visible_evidence(request.user).filter(activity=row, uuid=evidence).first()
    if found is None or step not in {"withdraw", "restore"}:
        raise Http404
    if step == "withdraw":
        do(
            request,
            actions.withdraw_evidence,
            _("The evidence is taken off. It can be put back below."),
            evidence=found,
        )
    else:
        do(request, actions.restore_evidence, _("The evidence is back."), evidence=found)
    return redirect("plans:activity", city, uuid)
