"""Pictures of an item at the desk, and the files themselves for whoever may see the item."""

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
from mueang.apps.heritage.actions import add_picture, describe_picture, remove_picture
from mueang.apps.heritage.forms import DescribeForm, PictureForm
from mueang.apps.heritage.queries import may_show_picture, picture_line
from mueang.apps.heritage.views.desk import ask, changeable
from mueang.lib.photographs import read_kept


@login_required
@require_http_methods(["GET", "POST"])
def pictures(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = changeable(request, city, slug)
    form = PictureForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        add_picture(item=row, data=form.data_of_picture(), actor=request.user, **form.words())
        messages.success(request, _("The picture is added."))
        return redirect("heritage:pictures", city, slug)

    context = {"city": row.city, "item": row, "pictures": [picture_line(one) for one in row.pictures.all()]}
    return ask(request, form, act, template="heritage/pictures.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def picture_describe(request: SignedInRequest, city: str, slug: str, picture: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    found = get_object_or_404(row.pictures.select_related("item"), uuid=picture)
    form = DescribeForm(
        request.POST or None, initial={"alt_th": found.alt_th, "alt_en": found.alt_en, "credit": found.credit}
    )

    def act() -> HttpResponse:
        describe_picture(picture=found, actor=request.user, **form.words())
        messages.success(request, _("Saved."))
        return redirect("heritage:pictures", city, slug)

    return ask(request, form, act, context={"city": row.city, "item": row, "title": _("Words of the picture")})


@login_required
@require_POST
def picture_remove(request: SignedInRequest, city: str, slug: str, picture: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    found = get_object_or_404(row.pictures.select_related("item"), uuid=picture)
    remove_picture(picture=found, actor=request.user)
    messages.success(request, _("The picture is taken off."))
    return redirect("heritage:pictures", city, slug)


@require_safe
def picture_file(request: HttpRequest, digest: str, width: int) -> HttpResponse:
    """A picture while the item it shows may be seen: by everybody, or by whoever keeps the inventory."""
    everybody, allowed = may_show_picture(viewer=request.user, digest=digest)
    data = read_kept(digest, width, folder=settings.HERITAGE_PHOTO_DIR) if allowed else None
    if data is None:
        raise Http404
    headers = {
        # An item may be withdrawn at any moment: then its pictures go within minutes everywhere.
        "Cache-Control": "public, max-age=300" if everybody else "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline",
    }
    return HttpResponse(data, content_type="image/webp", headers=headers)
