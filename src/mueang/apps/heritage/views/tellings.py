"""Recordings of an item at the desk, and the sound itself for whoever may see the item."""

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
from mueang.apps.heritage.actions.tellings import MOST_RECORDINGS, add_telling, change_telling, remove_telling
from mueang.apps.heritage.forms.tellings import TellingForm, TellingWordsForm, telling_initial
from mueang.apps.heritage.queries import holders_of
from mueang.apps.heritage.queries.tellings import telling_to_hear, tellings_of
from mueang.apps.heritage.views.desk import ask, changeable
from mueang.lib.recordings import MEDIA_TYPES, read_kept, span_asked


@login_required
@require_http_methods(["GET", "POST"])
def tellings(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = changeable(request, city, slug)
    holders = [holder for holder, _named in holders_of(viewer=request.user, item=row)]
    form = TellingForm(request.POST or None, request.FILES or None, holders=holders)

    def act() -> HttpResponse:
        add_telling(item=row, data=form.data_of_recording(), actor=request.user, **form.words())
        messages.success(request, _("The recording is added."))
        return redirect("heritage:tellings", city, slug)

    context = {"city": row.city, "item": row, "tellings": tellings_of(row), "most": MOST_RECORDINGS}
    return ask(request, form, act, template="heritage/tellings.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def telling_change(request: SignedInRequest, city: str, slug: str, telling: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    found = get_object_or_404(row.tellings.select_related("item"), uuid=telling)
    holders = [holder for holder, _named in holders_of(viewer=request.user, item=row)]
    form = TellingWordsForm(request.POST or None, holders=holders, initial=telling_initial(found))

    def act() -> HttpResponse:
        change_telling(telling=found, actor=request.user, **form.words())
        messages.success(request, _("Saved."))
        return redirect("heritage:tellings", city, slug)

    return ask(request, form, act, context={"city": row.city, "item": row, "title": found.title_th})


@login_required
@require_POST
def telling_remove(request: SignedInRequest, city: str, slug: str, telling: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    remove_telling(telling=get_object_or_404(row.tellings.select_related("item"), uuid=telling), actor=request.user)
    messages.success(request, _("The recording is taken off."))
    return redirect("heritage:tellings", city, slug)


@require_safe
def telling_file(request: HttpRequest, telling: UUID) -> HttpResponse:
    """A recording, whole or the span a player asks for, while the item it tells of may be seen."""
    row, everybody = telling_to_hear(viewer=request.user, uuid=telling)
    data = read_kept(row.file, folder=settings.HERITAGE_SOUND_DIR) if row else None
    if row is None or data is None:
        raise Http404
    headers = {
        "Cache-Control": "public, max-age=300" if everybody else "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline",
        "Accept-Ranges": "bytes",
    }
    span = span_asked(request.headers.get("Range", ""), n_bytes=len(data))
    if span is not None:
        headers["Content-Range"] = f"bytes {span[0]}-{span[1]}/{len(data)}"
        data = data[span[0] : span[1] + 1]
    media_type = MEDIA_TYPES[row.file.rpartition(".")[2]]
    return HttpResponse(data, content_type=media_type, headers=headers, status=200 if span is None else 206)
