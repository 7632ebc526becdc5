"""Pictures of an offering at the desk, and the files themselves for everybody."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import add_photo, describe_photo, remove_photo
from mueang.apps.catalog.forms import DescribeForm, PhotoForm
from mueang.apps.catalog.queries.pages import photo_line
from mueang.apps.catalog.rules import may_change_offering
from mueang.apps.catalog.views.desk import act_and_return, allow, ask, offering_or_404
from mueang.lib.photographs import read_kept


@login_required
@require_http_methods(["GET", "POST"])
def photos(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    form = PhotoForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        add_photo(offering=row, data=form.data_of_picture(), actor=request.user, **form.words())
        messages.success(request, _("The picture is added."))
        return redirect("catalog:photos", city, slug)

    context = {"city": row.city, "offering": row, "photos": [photo_line(photo) for photo in row.photos.all()]}
    return ask(request, form, act, template="catalog/photos.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def photo_describe(request: SignedInRequest, city: str, slug: str, photo: UUID) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    found = get_object_or_404(row.photos.select_related("offering"), uuid=photo)
    initial = {"alt_th": found.alt_th, "alt_en": found.alt_en, "credit": found.credit}
    form = DescribeForm(request.POST or None, initial=initial)

    def act() -> HttpResponse:
        describe_photo(photo=found, actor=request.user, **form.words())
        messages.success(request, _("Saved."))
        return redirect("catalog:photos", city, slug)

    context = {"city": row.city, "offering": row, "title": _("Words of the picture"), "submit": _("Save")}
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_POST
def photo_remove(request: SignedInRequest, city: str, slug: str, photo: UUID) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    found = get_object_or_404(row.photos.select_related("offering"), uuid=photo)
    return act_and_return(
        request,
        lambda: remove_photo(photo=found, actor=request.user),
        done=_("The picture is taken off."),
        to=("catalog:photos", city, slug),
    )


@require_safe
def photo_file(request: HttpRequest, digest: str, width: int) -> HttpResponse:
    """A picture under its own name, which never means another: kept by browsers for a year without asking."""
    data = read_kept(digest, width, folder=settings.PHOTO_DIR)
    if data is None:
        raise Http404
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline",
    }
    return HttpResponse(data, content_type="image/webp", headers=headers)
