"""Refer to an agency, send, take back, and write down what it said on the phone."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.referrals import (
    draft_referral,
    note_answer_by_hand,
    renew_link,
    revoke_referral,
    send_referral,
)
from mueang.apps.support.forms.working import AnswerForm, OverrideForm, ReferForm
from mueang.apps.support.queries.referrals import agencies_for, days_of, standing_consents
from mueang.apps.support.views.doors import attempt, door, find_case, form_page, one_of, writable


@door("GET", "HEAD", "POST")
def refer(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """What an agency is asked and what it would see; nothing is sent yet."""
    page = writable(find_case(request, city, case, page="refer"))
    form = ReferForm(request.POST or None, agencies=agencies_for(page.case))
    words = {
        "done": _("Drafted. Nothing was sent yet."),
        "consents": standing_consents(page.case),
        "levels": days_of(page.case.city),
    }
    return form_page(
        request,
        page,
        form,
        lambda: draft_referral(case=page.case, actor=request.user, **form.cleaned_data),
        part="referrals",
        template="support/refer.html",
        words=words,
    )


@door("GET", "HEAD")
def referral(request: SignedInRequest, city: str, case: UUID, referral: UUID) -> HttpResponse:
    """One referral with its secret link, to be given to the agency."""
    page = writable(find_case(request, city, case, page="referral"))
    row = one_of(page.referrals, referral)
    link = settings.BASE_URL + reverse("answers:referral", args=[row.key]) if row.key else ""
    context = {
        "city": page.case.city,
        "page": page,
        "case": page.case,
        "referral": row,
        "link": link,
        "parts": row.part_words,
        "answer_form": AnswerForm(),
    }
    return render(request, "support/referral.html", context)


@door("POST")
def send(request: SignedInRequest, city: str, case: UUID, referral: UUID) -> HttpResponse:
    """Send it under the family's consent."""
    page = find_case(request, city, case, page="send")
    row = one_of(page.referrals, referral)
    return attempt(
        request,
        page,
        lambda: send_referral(referral=row, actor=request.user),
        done=_("Sent. Open the referral and give its link to the agency."),
        part="referrals",
    )


@door("GET", "HEAD", "POST")
def override(request: SignedInRequest, city: str, case: UUID, referral: UUID) -> HttpResponse:
    """Send it without consent, by another right that a supervisor names."""
    page = writable(find_case(request, city, case, page="override"))
    row = one_of(page.referrals, referral)
    form = OverrideForm(request.POST or None)
    words = {
        "title": _("Send without consent"),
        "lead": _("Only a supervisor may. The right, the reason and your name stand in the record."),
        "press": _("Send without consent"),
        "ask": _("Send this child's data without consent?"),
        "done": _("Sent. Open the referral and give its link to the agency."),
    }
    return form_page(
        request,
        page,
        form,
        lambda: send_referral(referral=row, override=form.override(), actor=request.user),
        part="referrals",
        words=words,
    )


@door("POST")
def renew(request: SignedInRequest, city: str, case: UUID, referral: UUID) -> HttpResponse:
    """A new link; the old one is dead."""
    page = find_case(request, city, case, page="link")
    row = one_of(page.referrals, referral)
    return attempt(
        request,
        page,
        lambda: renew_link(referral=row, actor=request.user),
        done=_("There is a new link. The old one no longer works."),
        part="referrals",
    )


@door("POST")
def revoke(request: SignedInRequest, city: str, case: UUID, referral: UUID) -> HttpResponse:
    """Take it back; its link is dead."""
    page = find_case(request, city, case, page="revoke")
    row = one_of(page.referrals, referral)
    return attempt(
        request,
        page,
        lambda: revoke_referral(referral=row, actor=request.user),
        done=_("Taken back. Its link no longer works."),
        part="referrals",
    )


@door("GET", "HEAD", "POST")
def by_phone(request: SignedInRequest, city: str, case: UUID, referral: UUID) -> HttpResponse:
    """What the agency said on the phone."""
    page = writable(find_case(request, city, case, page="answer"))
    row = one_of(page.referrals, referral)
    form = AnswerForm(request.POST or None)
    words = {"title": _("What the agency said"), "press": _("Write down"), "done": _("Written down.")}
    return form_page(
        request,
        page,
        form,
        lambda: note_answer_by_hand(referral=row, actor=request.user, **form.cleaned_data),
        part="referrals",
        words=words,
    )
