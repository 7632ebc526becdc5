"""Somebody leaves: who, what they hold, to whom it goes, and the book."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.handover.actions.leaving import hand_over
from mueang.apps.handover.errors import HandoverRefused
from mueang.apps.handover.forms import CasesForm, HandoverForm
from mueang.apps.handover.queries import pages
from mueang.apps.handover.queries.book import book_pdf
from mueang.apps.handover.rules import handover_cities, may_hand_over
from mueang.apps.support.actions.passing import pass_on_cases
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.rules.cases import case_cities
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@never_cache
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Everybody who could leave, and who did."""
    found = get_object_or_404(handover_cities(request.user), slug=city)
    shown = pages.home(request.user, found)
    if request.GET.get("format") == "xlsx":
        headings = [_("Leaves"), _("Takes over"), _("Begun"), _("Finished")]
        rows = [[str(one.leaver), str(one.successor), one.begun_at, one.finished_at] for one in shown.handovers]
        return excel_response(file_name=f"handovers-{found.slug}", title=_("Handover"), headings=headings, rows=rows)
    context = {"city": found, "page": shown, "may_begin": may_hand_over(request.user, found)}
    return render(request, "handover/home.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leaver(request: SignedInRequest, city: str, account: UUID) -> HttpResponse:
    """What one colleague holds; a POST hands all of it over."""
    found, page = _find(request, city, account)
    if request.GET.get("format") == "xlsx":
        return _held_file(found, page)
    form = HandoverForm(request.POST or None, successors=page.successors)
    if request.method == "POST" and page.may_begin and form.is_valid():
        typed = {key: form.cleaned_data[key] for key in ("note", "takes_roles", "rotates_keys")}
        try:
            done = hand_over(city=found, leaver=page.leaver, successor=form.chosen, actor=request.user, **typed)
        except HandoverRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if request.user == page.leaver and done.is_closed:
                return render(request, "handover/goodbye.html", {"city": found, "handover": done})
            return redirect("handover:page", found.slug, done.uuid)
    context = {"city": found, "page": page, "form": form, "cases_form": CasesForm(workers=page.workers)}
    return render(request, "handover/leaver.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def cases(request: SignedInRequest, city: str, account: UUID) -> HttpResponse:
    """All that a worker answers for in the protected zone goes to a colleague."""
    found, page = _find(request, city, account)
    if not page.may_pass_cases:
        raise Http404
    form = CasesForm(request.POST, workers=page.workers)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            n = pass_on_cases(city=found, holder=page.leaver, to=form.worker, note=note, actor=request.user)
        except CaseRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            said = ngettext("%(n)s piece of work passed on.", "%(n)s pieces of work passed on.", n) % {"n": n}
            messages.success(request, said)
            return redirect("handover:leaver" if page.may_begin else "support:caseload", *_back(page, found))
    context = {"city": found, "page": page, "form": HandoverForm(successors=page.successors), "cases_form": form}
    return render(request, "handover/leaver.html", context, status=422)


@login_required
@never_cache
@require_safe
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One handover: what went over, what waits, the book."""
    handover = get_object_or_404(pages.handovers_seen(request.user), uuid=uuid, city__slug=city)
    waiting = pages.waiting_cases(handover, viewer=request.user)
    context = {"city": handover.city, "handover": handover, "passed": pages.things_of(handover), "waiting": waiting}
    return render(request, "handover/page.html", context | {"may_begin": may_hand_over(request.user, handover.city)})


@login_required
@never_cache
@require_safe
def book(request: SignedInRequest, city: str, uuid: UUID, language: str) -> HttpResponse:
    """The handover book as a PDF, Thai or English."""
    if language not in ("th", "en"):
        raise Http404
    handover = get_object_or_404(pages.handovers_seen(request.user), uuid=uuid, city__slug=city)
    content = book_pdf(handover, viewer=request.user, language=language)
    disposition = f'inline; filename="handover-{handover.city.slug}-{language}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _find(request: SignedInRequest, slug: str, account: UUID) -> tuple[Any, Any]:
    """The city and the page of somebody in it; for who has no say in it neither is there."""
    found = get_object_or_404(handover_cities(request.user) | case_cities(request.user), slug=slug)
    page = pages.leaver_page(request.user, found, account)
    if page is None:
        raise Http404
    return found, page


def _back(page: Any, city: Any) -> list[Any]:
    return [city.slug, page.leaver.uuid] if page.may_begin else [city.slug]


def _held_file(city: Any, page: Any) -> HttpResponse:
    rows = [
        *([_("Role"), f"{grant.get_role_display()}, {name(at)}"] for grant, at in page.roles),
        *([str(holding.kind.words), name(thing)] for holding in page.holdings for thing in holding.things),
    ]
    title = _("What %(who)s holds") % {"who": page.leaver}
    return excel_response(file_name=f"held-{city.slug}", title=title, headings=[_("Kind"), _("What")], rows=rows)
