"""Where one is signed in: the list, and the presses that end a session elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.signins.actions import end_others, end_sign_in
from mueang.apps.signins.enums import STAMP, Ending
from mueang.apps.signins.queries import ended_sign_ins, own_sign_in, standing_sign_ins


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Every device on which the account is signed in, and the last sessions that ended."""
    standing = standing_sign_ins(request.user, here=_here(request))
    context = {"standing": standing, "ended": ended_sign_ins(request.user)}
    return render(request, "signins/sessions.html", context)


@login_required
@require_POST
def end(request: SignedInRequest, sign_in: UUID) -> HttpResponse:
    """Sign out on one other device; here it is done by signing out."""
    row = own_sign_in(request.user, uuid=sign_in)
    if row is None:
        raise Http404
    if str(row.uuid) == _here(request):
        return redirect("account_logout")
    end_sign_in(sign_in=row, ending=Ending.REVOKED, actor=request.user)
    messages.success(request, _("That device is signed out."))
    return redirect("signins:sessions")


@login_required
@require_POST
def end_all_others(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    n_ended = end_others(actor=request.user, here=_here(request), ending=Ending.REVOKED)
    said = ngettext("%(n)s other device is signed out.", "%(n)s other devices are signed out.", n_ended)
    messages.success(request, said % {"n": n_ended})
    return redirect("signins:sessions")


def _here(request: HttpRequest) -> str:
    """The number of this session's own sign-in."""
    number: str = request.session.get(STAMP, {}).get("id", "")
    return number
