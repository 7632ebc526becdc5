"""The desk of data protection, the record of processing, and the texts people agree to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.enums import Purpose
from mueang.apps.privacy.actions.notices import publish_text
from mueang.apps.privacy.errors import PrivacyRefused
from mueang.apps.privacy.forms import TextForm
from mueang.apps.privacy.queries.desk import desk_of
from mueang.apps.privacy.queries.notices import notices_in_force, texts_table
from mueang.apps.privacy.queries.record import record_lines, record_tables, refused_requests
from mueang.apps.privacy.rules import texts_of
from mueang.apps.privacy.views.doors import as_workbook, city_to_keep


@login_required
@never_cache
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """What is due and what runs."""
    found = city_to_keep(request, city)
    desk = desk_of(found, viewer=request.user, now=timezone.now())
    return render(request, "privacy/home.html", {"city": found, "desk": desk})


@login_required
@never_cache
@require_safe
def record(request: SignedInRequest, city: str) -> HttpResponse:
    """The record of processing; as a workbook with ?format=xlsx."""
    found = city_to_keep(request, city)
    if request.GET.get("format") == "xlsx":
        return as_workbook(record_tables(found), file_name=f"record-of-processing-{found.slug}")
    context = {"city": found, "lines": record_lines(found), "refused": refused_requests(found)}
    return render(request, "privacy/record.html", context)


@login_required
@never_cache
@require_safe
def texts(request: SignedInRequest, city: str) -> HttpResponse:
    """Each purpose with its text in force, and every text there was."""
    found = city_to_keep(request, city)
    every = texts_of(found)
    if request.GET.get("format") == "xlsx":
        return as_workbook([texts_table(every)], file_name=f"notices-{found.slug}")
    context = {"city": found, "in_force": notices_in_force(found), "every": every}
    return render(request, "privacy/texts.html", {**context, "labels": dict(Purpose.choices)})


@login_required
@require_http_methods(["GET", "POST"])
def add_text(request: SignedInRequest, city: str) -> HttpResponse:
    """Publish the next text of a purpose, beginning from the one in force."""
    found = city_to_keep(request, city)
    form = TextForm(request.POST or None, initial=_begun(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            publish_text(city=found, actor=request.user, **form.cleaned_data)
        except PrivacyRefused as refusal:
            form.add_error("version", refusal.sentence)
        else:
            messages.success(request, _("Published. Earlier texts stay readable."))
            return redirect("privacy:texts", city)
    status = 422 if form.errors else 200
    return render(request, "privacy/text_form.html", {"city": found, "form": form}, status=status)


@login_required
@never_cache
@require_safe
def text(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One text as it was shown."""
    found = city_to_keep(request, city)
    shown = get_object_or_404(texts_of(found), uuid=uuid)
    return render(request, "privacy/text.html", {"city": found, "text": shown})


def _begun(request: SignedInRequest, city: object) -> dict[str, str]:
    purpose = request.GET.get("purpose", "")
    last = texts_of(city).filter(purpose=purpose).order_by("-published_at").first()  # type: ignore[arg-type]
    said = {"text_th": last.text_th, "text_en": last.text_en} if last else {}
    return {"purpose": purpose, **said}
