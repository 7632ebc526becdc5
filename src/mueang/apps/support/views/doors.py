"""What every door to a case does: ask for a sign-in, keep nothing, find the city and the case or say 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.support.actions.reading import read_case
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.queries.pages import CasePage
from mueang.apps.support.rules.cases import case_cities, may_supervise, may_work

View = Callable[..., HttpResponse]
REFUSALS = (CaseRefused, EnrollmentRefused)


def door(*methods: str) -> Callable[[View], View]:
    """For signed-in workers; no browser and no proxy keeps the page."""

    def shut(view: View) -> View:
        return login_required(never_cache(require_http_methods(methods)(view)))

    return shut


def find_city(request: SignedInRequest, slug: str, *, supervised: bool = False, working: bool = False) -> Any:
    """The city, for whoever works on cases there; else a 404."""
    city = get_object_or_404(case_cities(request.user), slug=slug)
    if (supervised and not may_supervise(request.user, city)) or (working and not may_work(request.user, city)):
        raise Http404
    return city


def find_case(request: SignedInRequest, slug: str, uuid: UUID, *, page: str) -> CasePage:
    """The case as far as its reader may see it, and the reading written down; else a 404."""
    found = read_case(viewer=request.user, city=slug, uuid=uuid, page=page)
    if found is None:
        raise Http404
    return found


def attempt(
    request: SignedInRequest, page: CasePage, deed: Callable[[], object], *, done: str, part: str = ""
) -> HttpResponse:
    """Do it, say what came of it, and go back to the case. What may not be done looks as if it were not there."""
    try:
        deed()
    except REFUSALS as refusal:
        messages.error(request, refusal.sentence)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, done)
    return back_to(page, part)


def form_page(
    request: SignedInRequest,
    page: CasePage,
    form: Any,
    deed: Callable[[], object],
    *,
    words: dict[str, Any],
    part: str = "",
    template: str = "support/case_form.html",
) -> HttpResponse:
    """A form about a case: shown, and shown again with what is wrong; nothing typed is lost to a refusal.

    `words` are the page's title, lead, the button's `press` and what is said when it is `done`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except REFUSALS as refusal:
            form.add_error(None, refusal.sentence)
        except PermissionDenied:
            raise Http404 from None
        else:
            messages.success(request, words["done"])
            return back_to(page, part)
    context = {"city": page.case.city, "page": page, "case": page.case, "form": form, **words}
    return render(request, template, context, status=422 if form.is_bound else 200)


def back_to(page: CasePage, part: str = "") -> HttpResponse:
    response = redirect("support:case", page.case.city.slug, page.case.uuid)
    if part:
        response["Location"] += f"#{part}"
    return response


def writable(page: CasePage) -> CasePage:
    """A page that its reader may write on; else a 404."""
    if not page.may_write:
        raise Http404
    return page


def one_of(rows: Any, uuid: UUID | None) -> Any:
    """The row of this page, as far as its reader sees it; else a 404."""
    found = next((row for row in rows if row.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


def shown_alone(request: SignedInRequest, *lists: str) -> str:
    """Which list of a page is asked for by itself, page by page; none where they stand beside each other."""
    asked = request.GET.get("show", "")
    return asked if asked in lists else ""
