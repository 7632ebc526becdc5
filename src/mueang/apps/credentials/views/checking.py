"""Anyone checks a certificate: by its link or QR code, by its number, or by uploading the file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.catalog.queries.next_steps import next_steps
from mueang.apps.credentials.forms import NumberForm, UploadForm
from mueang.apps.credentials.queries import (
    award_number_to_link,
    check_award,
    check_upload,
    endorsements_by_link,
    finished_by_link,
)


@csrf_protect
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a file or a number; say what became of the file."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["own"] is not None:
            return redirect("verify:checked", uuid=given["own"])
        found = check_upload(given["file"] or given["text"].encode())
        return render(request, "credentials/checked.html", {"found": found})
    context = {"form": form, "number_form": NumberForm()}
    return render(request, "credentials/check.html", context, status=400 if form.errors else 200)


@csrf_protect
@require_http_methods(["POST"])
def find(request: HttpRequest) -> HttpResponse:
    """From the number printed on a certificate to its page. One of 32**8: nobody finds one by trying."""
    form = NumberForm(request.POST)
    uuid = award_number_to_link(form.cleaned_data["number"]) if form.is_valid() else None
    if uuid is not None:
        return redirect("verify:checked", uuid=uuid)
    context = {"form": UploadForm(), "number_form": form, "is_unknown": True}
    return render(request, "credentials/check.html", context, status=404)


@never_cache
@require_safe
def checked(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Check the award at this address, here and now."""
    found = check_award(uuid)
    status = 200 if found is not None else 404
    city = found.city if found else None
    finished = finished_by_link(uuid) if found and found.ok else None
    steps = next_steps(city=finished.city, finished=[finished]) if finished else ()
    endorsements = endorsements_by_link(uuid) if found and found.holder else []
    about = {"steps": steps, "finished": finished, "endorsements": endorsements}
    context = {"found": found, "by_link": True, "city": city, **about}
    return render(request, "credentials/checked.html", context, status=status)
