"""Who else the child of a case is: beside each other, decided by a person, taken back with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.links import decide_link, undo_link
from mueang.apps.support.forms.links import LinkForm, LookForm
from mueang.apps.support.queries.links import links_of
from mueang.apps.support.rules.links import may_link
from mueang.apps.support.views.doors import attempt, door, find_case


@door("GET", "HEAD", "POST")
def links(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Candidates among pupils and persons, what stands and what was said before; a POST looks for another name."""
    page = _page(request, city, case)
    form = LookForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    kinds = links_of(page.case, viewer=request.user, today=timezone.localdate(), words=words)
    context = {"city": page.case.city, "page": page, "case": page.case, "kinds": kinds, "form": form, "words": words}
    return render(request, "support/links.html", context)


@door("POST")
def decide(request: SignedInRequest, city: str, case: UUID, step: str) -> HttpResponse:
    """The same child, another child, or a word taken back."""
    page, form = _page(request, city, case), LinkForm(request.POST)
    if not form.is_valid():
        raise Http404
    typed = form.cleaned_data
    say = partial(decide_link, case=page.case, kind=typed["kind"], row=typed["row"], actor=request.user)
    deeds = {
        "same": (partial(say, is_same=True), _("Linked. It can be taken back.")),
        "apart": (partial(say, is_same=False), _("Written down: another child.")),
        "undo": (partial(undo_link, case=page.case, actor=request.user, **typed), _("Taken back.")),
    }
    if step not in deeds:
        raise Http404
    deed, done = deeds[step]
    attempt(request, page, deed, done=done)
    return redirect(reverse("support:links", args=[city, case]))


def _page(request: SignedInRequest, city: str, case: UUID) -> Any:
    page = find_case(request, city, case, page="links")
    if not may_link(page.sight):
        raise Http404
    return page
