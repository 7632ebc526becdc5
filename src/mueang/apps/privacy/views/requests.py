"""What people asked about their data: the list, one request, the copy that is handed over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.actions import note_access_copy
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.queries import data_requests, requests_table
from mueang.apps.privacy.actions.requests import answer_request
from mueang.apps.privacy.errors import PrivacyRefused
from mueang.apps.privacy.forms import AnswerForm
from mueang.apps.privacy.queries.copies import access_copy, copy_json, copy_tables
from mueang.apps.privacy.queries.paper import copy_pdf
from mueang.apps.privacy.queries.requests import erasure_plan
from mueang.apps.privacy.rules import answerable_requests, request_cities
from mueang.apps.privacy.views.doors import as_file, as_workbook

if TYPE_CHECKING:
    from mueang.apps.network.models import City
    from mueang.apps.people.models import DataRequest

ROWS_ON_A_PAGE = 50


@login_required
@never_cache
@require_safe
def requests(request: SignedInRequest, city: str) -> HttpResponse:
    """Open requests by due date, or those answered; as a file with ?format=xlsx."""
    found = get_object_or_404(request_cities(request.user), slug=city)
    is_open = request.GET.get("show") != "done"
    rows = data_requests(viewer=request.user, city=found, is_open=is_open)
    if request.GET.get("format") == "xlsx":
        return as_workbook([requests_table(rows)], file_name=f"data-requests-{found.slug}")
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"city": found, "page_obj": page, "is_open": is_open, "today": timezone.localdate()}
    return render(request, "privacy/requests.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Work on one request and answer it; granting an erasure erases in every app."""
    found, row = _find(request, city, uuid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(request=row, actor=request.user, **form.cleaned_data)
        except (PeopleRefused, PrivacyRefused) as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Answered."))
            return redirect("privacy:request", city, uuid)
    shows_plan = row.kind == "erasure" and not row.done_at
    context = {
        "city": found,
        "row": row,
        "form": form,
        "today": timezone.localdate(),
        "days_left": (row.due_on - timezone.localdate()).days,
        "plan": erasure_plan(row.person) if shows_plan else None,
    }
    return render(request, "privacy/request.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def copy(request: SignedInRequest, city: str, uuid: UUID, form: str) -> HttpResponse:
    """Everything held about the person, as a workbook, JSON or a PDF to hand over; the download is on record first."""
    _found, row = _find(request, city, uuid)
    if form not in ("xlsx", "json", "pdf") or row.person.erased_at:
        raise Http404
    held = access_copy(row.person)
    note_access_copy(person=row.person, file_format=form, actor=request.user)
    name = f"data-{row.uuid}"
    if form == "xlsx":
        return as_workbook(copy_tables(held), file_name=name)
    if form == "pdf":
        language = get_language() or "th"
        body = copy_pdf(held, language=language, made_at=timezone.now())
        return as_file(body, file_name=f"{name}.pdf", content_type="application/pdf")
    body = json.dumps(copy_json(held), ensure_ascii=False, indent=2).encode()
    return as_file(body, file_name=f"{name}.json", content_type="application/json")


def _find(request: SignedInRequest, slug: str, uuid: UUID) -> tuple[City, DataRequest]:
    found = get_object_or_404(request_cities(request.user), slug=slug)
    rows = answerable_requests(request.user).select_related("person__city", "asked_by")
    return found, get_object_or_404(rows, uuid=uuid, person__city=found)
