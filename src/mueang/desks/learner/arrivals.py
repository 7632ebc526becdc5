"""What opens when a learner scans the code on the keeper's screen: one press, or a name and four digits."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.enrollment.actions import note_scan
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import arrivals_by_name, arrivals_by_ticket, session_to_scan
from mueang.desks.learner.views import KEPT
from mueang.lib.rolling_codes import is_current, rolling_key

# From the scan to the press: long enough to type a name, too short to send the page home.
PASS_SECONDS = 300
# A hall shares one address: forty people mistype less than this, a guesser of four digits needs far more.
MOST_MISSES, MISSES_SECONDS = 30, 900
SALT = "mueang.here"


class ArrivalForm(forms.Form):
    """Somebody without a ticket on this phone."""

    name = forms.CharField(label=gettext_lazy("Name and family name"), max_length=200)
    digits = forms.CharField(
        label=gettext_lazy("Last four digits of the phone number"),
        max_length=4,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Yours, or of the person who signed you up."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def here(request: HttpRequest, session: UUID, code: str) -> HttpResponse:
    """The page of a scanned code; a code that is over shows how to scan again."""
    row, now = session_to_scan(session), timezone.now()
    if row is None:
        raise Http404
    context: dict[str, Any] = {"session": row, "offering": row.offering, "city": row.offering.city}
    given = _pass(request, session, code=code, now=now)
    if not given:
        return render(request, "learner/here.html", context | {"is_over": True}, status=410)
    tickets = [kept["ticket"] for kept in request.session.get(KEPT, [])]
    known = arrivals_by_ticket(row, tickets) if tickets else []
    is_typed = request.method == "POST" and "name" in request.POST
    form = ArrivalForm(request.POST if is_typed else None)
    context |= {"given": given, "known": known, "form": form}
    if request.method == "GET":
        return render(request, "learner/here.html", context)
    learners = _typed(request, row, form) if is_typed else _chosen(request, known)
    if learners:
        try:
            note_scan(session=row, learners=learners, now=now)
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence) if is_typed else context.update(refusal=refusal.sentence)
        else:
            return render(request, "learner/here.html", context | {"arrived": learners, "now": now})
    return render(request, "learner/here.html", context, status=422)


def _pass(request: HttpRequest, session: UUID, *, code: str, now: datetime) -> str:
    """A pass for the next minutes: given for a code that is on the screen now, taken from the page it opened."""
    if request.method == "GET":
        is_shown = is_current(rolling_key(f"session:{session}"), code, at=now)
        return signing.dumps(str(session), salt=SALT) if is_shown else ""
    given = request.POST.get("pass", "")
    try:
        return given if signing.loads(given, salt=SALT, max_age=PASS_SECONDS) == str(session) else ""
    except signing.BadSignature:
        return ""


def _chosen(request: HttpRequest, known: list[Any]) -> list[Any]:
    """Those of this phone's own tickets that were ticked."""
    chosen = set(request.POST.getlist("who"))
    return [row for row in known if str(row.uuid) in chosen]


def _typed(request: HttpRequest, session: Any, form: ArrivalForm) -> list[Any]:
    """The one learner of that name and number; misses are counted, and too many close the door for a while."""
    if not form.is_valid():
        return []
    door = f"here:{session.uuid}:{request.META.get('REMOTE_ADDR', '')}"
    if cache.get(door, 0) >= MOST_MISSES:
        form.add_error(None, _("Too many names were not found. Please ask the person who takes the roll."))
        return []
    found = arrivals_by_name(session, name=form.cleaned_data["name"], digits=form.cleaned_data["digits"])
    if len(found) != 1:
        cache.add(door, 0, MISSES_SECONDS)
        cache.incr(door)
        form.add_error(None, _("Nobody on this roll has that name and number. Please check both, or ask the keeper."))
        return []
    return found
