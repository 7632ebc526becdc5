"""Letters of a city: print the next batch for window envelopes, tick off what was posted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record_read
from mueang.apps.network.rules import cities_where
from mueang.apps.notices.actions import mark_posted
from mueang.apps.notices.queries import A_BATCH, letters_pdf, letters_waiting
from mueang.apps.notices.rules import may_read_words


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """What waits for the printer, a batch at a time."""
    found = _city(request, city)
    waiting = letters_waiting(viewer=request.user, city=found)
    context = {"city": found, "letters": waiting[:A_BATCH], "n_waiting": waiting.count()}
    return render(request, "notices/letters.html", context)


@login_required
@require_safe
def paper(request: SignedInRequest, city: str) -> HttpResponse:
    """The batch as PDF; that names left the house on paper is put on record."""
    found = _city(request, city)
    waiting = letters_waiting(viewer=request.user, city=found)
    if not waiting.exists():
        raise Http404
    content = letters_pdf(found, waiting)
    record_read(actor=request.user, target=found, book=found.slug, facts={"page": "notices.letters"})
    headers = {"Content-Disposition": f'attachment; filename="letters-{found.slug}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_required
@require_POST
def posted(request: SignedInRequest, city: str) -> HttpResponse:
    """Tick off exactly the letters that stood on the page."""
    found = _city(request, city)
    asked = [one for one in request.POST.getlist("letter")[:A_BATCH] if _is_uuid(one)]
    rows = letters_waiting(viewer=request.user, city=found).filter(uuid__in=asked)
    n = mark_posted(notices=rows, city=found, actor=request.user)
    words = ngettext("%(n)d letter ticked off.", "%(n)d letters ticked off.", n)
    messages.success(request, words % {"n": n})
    return redirect("notices:letters", city=city)


def _city(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may read to whom letters go; else a 404."""
    found = get_object_or_404(cities_where(request.user, Permission.NOTICES_READ), slug=slug)
    if not may_read_words(request.user, found):
        raise Http404
    return found


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
