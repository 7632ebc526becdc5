"""One comment: let through, hidden, answered; and one written down for somebody who told it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.actions import answer_comment, hide_comment, send_comment, show_comment
from mueang.apps.planning.forms import AnswerForm, HideForm, ToldForm
from mueang.apps.planning.rules import visible_comments
from mueang.apps.planning.views.doors import tried
from mueang.apps.planning.views.publishing import find_publication, say_what_is_wrong

STEPS: dict[str, tuple[Any, Any]] = {
    "show": (None, show_comment),
    "hide": (HideForm, hide_comment),
    "answer": (AnswerForm, answer_comment),
}


@login_required
@require_http_methods(["POST"])
def step(request: SignedInRequest, city: str, uuid: UUID, comment: UUID, step: str) -> HttpResponse:
    """One of the steps."""
    _found, publication = find_publication(request, city, uuid)
    if step not in STEPS:
        raise Http404
    rows = visible_comments(request.user).select_related("publication__city")
    one = get_object_or_404(rows, publication=publication, uuid=comment)
    form_class, action = STEPS[step]
    form = form_class(request.POST) if form_class else None
    if form is not None and not form.is_valid():
        say_what_is_wrong(request, form)
    else:
        typed = form.cleaned_data if form else {}
        tried(request, lambda: action(comment=one, actor=request.user, now=timezone.now(), **typed))
    return redirect("planning:publication", city, uuid)


@login_required
@require_http_methods(["POST"])
def told(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What somebody said at a meeting or at the counter counts like what is sent."""
    _found, publication = find_publication(request, city, uuid)
    form = ToldForm(request.POST)
    if form.is_valid():
        now, typed = timezone.now(), form.cleaned_data
        tried(request, lambda: send_comment(publication=publication, now=now, told_to=request.user, **typed))
    else:
        say_what_is_wrong(request, form)
    return redirect("planning:publication", city, uuid)
