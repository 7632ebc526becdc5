"""Photographs of the signed sheet on a roll: sent, looked at, replaced with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import add_signed_pages, read_signed_page, replace_signed_page
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import signed_page
from mueang.apps.enrollment.rules import visible_rolls

if TYPE_CHECKING:
    from mueang.apps.enrollment.models import SignedPage

_PICTURES = "image/jpeg,image/png,image/webp"


class ReplaceForm(forms.Form):
    """Another picture, and why."""

    picture = forms.FileField(
        label=gettext_lazy("Another picture"), widget=forms.FileInput(attrs={"accept": _PICTURES})
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@login_required
@require_POST
def add(request: SignedInRequest, session: UUID) -> HttpResponse:
    """One page or several, in the order in which they were chosen."""
    rows = visible_rolls(request.user).select_related(
        "offering__city", "offering__place__organization", "offering__place__city"
    )
    row = get_object_or_404(rows, uuid=session)
    files: list[Any] = request.FILES.getlist("pages")
    try:
        made = add_signed_pages(session=row, pictures=[file.read() for file in files], actor=request.user)
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = ngettext("%(n)s page is on the roll.", "%(n)s pages are on the roll.", len(made)) % {"n": len(made)}
        messages.success(request, said) if made else messages.error(request, _("Please choose a picture."))
    return redirect("keeper:roll", row.uuid)


@login_required
@never_cache
@require_safe
def picture(request: SignedInRequest, session: UUID, page: UUID) -> HttpResponse:
    """The picture itself; every look is on record."""
    row = _page(request, session, page)
    try:
        data = read_signed_page(page=row, actor=request.user)
    except EnrollmentRefused:
        raise Http404 from None
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}
    return HttpResponse(data, content_type="image/webp", headers=headers)


@login_required
@require_http_methods(["GET", "POST"])
def replace(request: SignedInRequest, session: UUID, page: UUID) -> HttpResponse:
    row = _page(request, session, page)
    form = ReplaceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent, reason = form.cleaned_data["picture"].read(), form.cleaned_data["reason"]
        try:
            replace_signed_page(page=row, picture=sent, reason=reason, actor=request.user)
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The page is replaced. The old picture is gone; the reason stays on record."))
            return redirect("keeper:roll", session)
    context = {"page": row, "session": row.session, "city": row.session.offering.city, "form": form}
    return render(request, "keeper/signed_replace.html", context, status=422 if form.errors else 200)


def _page(request: SignedInRequest, session: UUID, page: UUID) -> SignedPage:
    row = signed_page(viewer=request.user, session=session, page=page)
    if row is None:
        raise Http404
    return row
