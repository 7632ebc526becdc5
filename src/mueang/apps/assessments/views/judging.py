"""The assessor's desk: what waits, one hand-in with its rubric, settling a difference, deciding an appeal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest, scopes_where
from mueang.apps.assessments import actions
from mueang.apps.assessments.forms import judged_of
from mueang.apps.assessments.queries.judging import assessor_desk, judging_page, proposed_levels
from mueang.apps.assessments.queries.learner import rows_told
from mueang.apps.assessments.rules import decidable_appeals, judgeable_hand_ins, readable_hand_ins
from mueang.apps.assessments.views.doors import do


@login_required
@never_cache
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for this assessor; nobody else has such a desk."""
    scopes = scopes_where(request.user, Permission.ASSESS)
    if not scopes.everywhere and not scopes.ids:
        raise PermissionDenied
    return render(request, "assessments/desk.html", {"desk": assessor_desk(request.user)})


@login_required
@never_cache
@require_safe
def page(request: SignedInRequest, hand_in: UUID) -> HttpResponse:
    """One hand-in that the assessor took, or whose appeal they decide."""
    row = _find(request, hand_in)
    page = judging_page(row, assessor=request.user)
    context = {
        "page": page,
        "differing_lines": [one.line for one in page.differences],
        "proposed": proposed_levels(page),
        "hand_in": row,
        "assignment": row.assignment,
        "files": list(row.files.defer("content")),
        "rows": rows_told(row),
        "may_decide": decidable_appeals(request.user).filter(hand_in=row).exists(),
    }
    return render(request, "assessments/judging.html", context)


@login_required
@require_POST
def step(request: SignedInRequest, hand_in: UUID, step: str) -> HttpResponse:
    """Take work, give it back, save or give a judgement, settle, decide."""
    if step == "take":
        row = get_object_or_404(judgeable_hand_ins(request.user), uuid=hand_in)
        taken = do(request, actions.take_hand_in, "", hand_in=row, actor=request.user, now=timezone.now())
        return redirect("judging:page", row.uuid) if taken else redirect("judging:desk")
    row = _find(request, hand_in)
    steps = {
        "release": _release,
        "save": _save,
        "give": _give,
        "propose": _propose,
        "confirm": _confirm,
        "third": _third,
        "decide": _decide,
    }
    if step not in steps:
        raise Http404
    steps[step](request, row)
    return redirect("judging:desk") if step in {"release", "give", "decide"} else redirect("judging:page", row.uuid)


def _find(request: SignedInRequest, uuid: UUID) -> Any:
    rows = readable_hand_ins(request.user).select_related("assignment__offering__program", "city")
    return get_object_or_404(rows, uuid=uuid)


def _own(request: SignedInRequest, row: Any) -> Any:
    return get_object_or_404(row.judgements, assessor=request.user)


def _said(request: SignedInRequest, row: Any) -> dict[str, Any]:
    return judged_of(request.POST, [one.key for one in row.assignment.criteria.all()])


def _release(request: SignedInRequest, row: Any) -> None:
    done = _("The work is back among what waits.")
    do(request, actions.release_hand_in, done, judgement=_own(request, row), actor=request.user)


def _save(request: SignedInRequest, row: Any) -> None:
    _write(request, row)
    messages.success(request, _("Saved. Nobody else sees it before you give it."))


def _give(request: SignedInRequest, row: Any) -> None:
    """What was written is kept even where it is not complete yet."""
    words = {"feedback": request.POST.get("feedback", ""), **_said(request, row)}
    words |= {"judgement": _own(request, row), "actor": request.user, "now": timezone.now()}
    if not do(request, actions.give_judgement, _("The judgement is given."), **words):
        _write(request, row)


def _write(request: SignedInRequest, row: Any) -> None:
    words = {"feedback": request.POST.get("feedback", ""), **_said(request, row)}
    do(request, actions.write_judgement, "", judgement=_own(request, row), actor=request.user, **words)


def _propose(request: SignedInRequest, row: Any) -> None:
    do(
        request,
        actions.propose_settlement,
        _("Your proposal is with the other assessor."),
        hand_in=row,
        levels=_said(request, row)["levels"],
        words=request.POST.get("words", ""),
        actor=request.user,
        now=timezone.now(),
    )


def _confirm(request: SignedInRequest, row: Any) -> None:
    done = _("It is settled; the learner has been told.")
    do(request, actions.confirm_settlement, done, hand_in=row, actor=request.user, now=timezone.now())


def _third(request: SignedInRequest, row: Any) -> None:
    do(request, actions.ask_third, _("A third assessor is asked."), hand_in=row, actor=request.user)


def _decide(request: SignedInRequest, row: Any) -> None:
    appeal = get_object_or_404(decidable_appeals(request.user), hand_in=row)
    do(
        request,
        actions.decide_appeal,
        _("The appeal is decided."),
        appeal=appeal,
        levels=_said(request, row)["levels"],
        answer=request.POST.get("answer", ""),
        actor=request.user,
        now=timezone.now(),
    )
