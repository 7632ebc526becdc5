"""My own data: what I agreed to and under which text, one press to take it back, and what I asked the city."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.actions import open_data_request, withdraw_consent
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.queries import face_of, person_of
from mueang.apps.people.rules import visible_consents, visible_data_requests
from mueang.apps.privacy.actions.notices import agree as agree_to
from mueang.apps.privacy.errors import PrivacyRefused
from mueang.apps.privacy.forms import OwnRequestForm
from mueang.apps.privacy.queries.notices import own_circle, own_consents
from mueang.apps.privacy.rules import texts_of

if TYPE_CHECKING:
    from mueang.apps.people.models import Person


@login_required
@never_cache
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The page of whoever is signed in, with the children they answer for."""
    me = person_of(request.user)
    if me is None:
        return render(request, "privacy/mine.html", {"me": None})
    circle = own_circle(me)
    rows = visible_data_requests(request.user).filter(person__in=circle).select_related("person")
    context = {
        "me": me,
        "city": me.city,
        "circle": [(one, own_consents(one)) for one in circle],
        "requests": rows.order_by("-received_on", "-pk"),
        "today": timezone.localdate(),
    }
    return render(request, "privacy/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for a copy, a correction, erasure and so on."""
    me = _me(request)
    form = OwnRequestForm(request.POST or None, circle=own_circle(me))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("kind", "note")}
        try:
            known_by = _("Signed in with their own account")
            open_data_request(person=form.chosen, asked_by=me, known_by=known_by, actor=request.user, **said)
        except PeopleRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Received. The city answers within 30 days."))
            return redirect("my_data:home")
    context = {"form": form, "city": me.city}
    return render(request, "privacy/ask.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def agree(request: SignedInRequest, person: UUID, text: UUID) -> HttpResponse:
    """Agree to the text in force."""
    me = _me(request)
    whom = _of_circle(me, person)
    shown = get_object_or_404(texts_of(me.city), uuid=text)
    try:
        agree_to(person=whom, text=shown, giver=me, actor=request.user)
    except (PeopleRefused, PrivacyRefused) as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Thank you. You may take it back here at any time."))
    return redirect("my_data:home")


@login_required
@require_POST
def withdraw(request: SignedInRequest, person: UUID, consent: UUID) -> HttpResponse:
    """Take an agreement back: one press, as giving it was."""
    whom = _of_circle(_me(request), person)
    row = get_object_or_404(visible_consents(request.user), uuid=consent, person=whom)
    try:
        withdraw_consent(consent=row, actor=request.user)
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Taken back. What was done before stays as it was."))
    return redirect("my_data:home")


@login_required
@never_cache
@require_safe
def face(request: SignedInRequest, person: UUID) -> HttpResponse:
    """The picture that stands on rolls, for the person themself and whoever answers for them."""
    row = face_of(_of_circle(_me(request), person))
    if row is None:
        raise Http404
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}
    return HttpResponse(row.picture, content_type="image/webp", headers=headers)


@login_required
@never_cache
@require_safe
def text(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One text of one's own city, in force or earlier."""
    me = _me(request)
    return render(
        request, "privacy/own_text.html", {"text": get_object_or_404(texts_of(me.city), uuid=uuid), "city": me.city}
    )


def _me(request: SignedInRequest) -> Person:
    me = person_of(request.user)
    if me is None:
        raise Http404
    return me


def _of_circle(me: Person, uuid: UUID) -> Person:
    found = next((one for one in own_circle(me) if one.uuid == uuid), None)
    if found is None:
        raise Http404
    return found
