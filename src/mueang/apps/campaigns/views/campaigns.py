"""Campaigns of a city: written, looked at as they will arrive, tried, let go, stopped, and what came of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record_read
from mueang.apps.campaigns import queries
from mueang.apps.campaigns.actions import (
    schedule_campaign,
    stop_campaign,
    try_campaign,
    use_again,
    write_campaign,
)
from mueang.apps.campaigns.errors import CampaignRefused
from mueang.apps.campaigns.forms import CampaignForm, GoForm
from mueang.apps.campaigns.rules import may_send, visible_templates
from mueang.apps.campaigns.views.doors import choices_in, find_city
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.notices.queries import month_of_line, undelivered_of
from mueang.apps.notices.rules import may_read_words
from mueang.lib.downloads import excel_response

ROWS_A_PAGE = 30
ROWS_A_FILE = 20_000


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Campaigns, newest first."""
    found = find_city(request, city)
    rows = queries.campaigns_of(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        return _list_file(found, rows)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "city": found,
        "may_send": may_send(request.user, found),
        "page": page,
        "titled": [(row, _title(row)) for row in page],
    }
    return render(request, "campaigns/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, city: str, uuid: UUID | None = None) -> HttpResponse:
    """Words, ways and people; from a template, an activity, or an earlier draft."""
    found = find_city(request, city)
    if not may_send(request.user, found):
        raise Http404
    campaign = _campaign(request, found, uuid) if uuid else None
    choices = choices_in(request, found)
    form = CampaignForm(request.POST or None, choices=choices, initial=_initial(request, found, campaign))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data["about"]
        about = visible_offerings(request.user).filter(city=found, uuid=asked).first() if asked else None
        values = {**form.words, "kind": form.cleaned_data["kind"], "channels": form.cleaned_data["channels"]}
        values["about"] = about
        try:
            row = write_campaign(city=found, values=values, segment=form.segment, actor=request.user, campaign=campaign)
        except CampaignRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("campaigns:campaign", city=city, uuid=row.uuid)
    return render(request, "campaigns/write.html", {"city": found, "form": form, "campaign": campaign})


@login_required
@require_safe
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How it will arrive, whom it reaches, what it costs; afterwards what came of it."""
    found = find_city(request, city)
    campaign = _campaign(request, found, uuid)
    is_draft = campaign.state == "draft"
    context = {
        "city": found,
        "campaign": campaign,
        "title": _title(campaign),
        "may_send": may_send(request.user, found),
        "previews": queries.previews(campaign),
        "count": queries.count_of(campaign) if is_draft else None,
        "month": month_of_line() if is_draft and "line" in campaign.channels else None,
        "report": None if is_draft else queries.report_of(campaign),
        "group_text": queries.line_group_text(campaign),
        "may_stop": campaign.state in {"scheduled", "queuing", "queued"},
        "go": GoForm(),
    }
    return render(request, "campaigns/campaign.html", context)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Try, let go, stop, or use again."""
    found = find_city(request, city)
    campaign = _campaign(request, found, uuid)
    try:
        words, campaign = _step(request, campaign, step)
    except CampaignRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect("campaigns:campaign", city=city, uuid=campaign.uuid)


def _step(request: SignedInRequest, campaign: Any, step: str) -> tuple[str, Any]:
    actor = request.user
    if step == "try":
        n = len(try_campaign(campaign=campaign, actor=actor))
        words = ngettext("Sent to yourself by %(n)d way.", "Sent to yourself by %(n)d ways.", n) % {"n": n}
        return words if n else _("None of these ways reaches you: nothing was sent."), campaign
    if step == "go":
        form = GoForm(request.POST)
        if not form.is_valid():
            raise CampaignWrongDay
        schedule_campaign(campaign=campaign, send_at=form.send_at(), actor=actor)
        return _("It is on its way. You can stop it here as long as something is left to send."), campaign
    if step == "stop":
        n = stop_campaign(campaign=campaign, actor=actor)
        words = ngettext("Stopped: %(n)d message will not be sent.", "Stopped: %(n)d messages will not be sent.", n)
        return words % {"n": n}, campaign
    if step == "again":
        return _("A new draft with the same words."), use_again(campaign=campaign, actor=actor)
    raise Http404


class CampaignWrongDay(CampaignRefused):
    """The day was typed wrongly, or has passed."""

    @property
    def sentence(self) -> str:
        return _("Please check the day and the hour: it was not sent.")


@login_required
@require_safe
def report(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What did not arrive, and why, as a workbook; without addresses for whoever may not read them."""
    found = find_city(request, city)
    campaign = _campaign(request, found, uuid)
    with_addresses = may_read_words(request.user, found)
    headings = [_("Way of delivery"), _("Recipient"), _("State"), _("Why"), _("Tries"), _("Last error")]
    rows = [
        (
            row.get_channel_display(),
            (str(row.user or "") or row.address) if with_addresses else "",
            row.get_state_display(),
            row.get_reason_display(),
            row.attempts,
            row.last_error,
        )
        for row in undelivered_of(campaign.uuid)[:ROWS_A_FILE]
    ]
    facts = {"page": "campaigns.report", "n_rows": len(rows)}
    record_read(actor=request.user, target=campaign, book=found.slug, facts=facts)
    title = _("Not delivered")
    return excel_response(file_name=f"campaign-{found.slug}", title=title, headings=headings, rows=rows)


def _list_file(city: Any, rows: Any) -> HttpResponse:
    headings = [_("Subject"), _("What about"), _("State"), _("When"), _("Ways of delivery")]
    lines = [
        (
            row.subject_th,
            row.get_kind_display(),
            row.get_state_display(),
            row.send_at,
            ", ".join(row.channels),
        )
        for row in rows[:ROWS_A_FILE]
    ]
    title = _("Campaigns")
    return excel_response(file_name=f"campaigns-{city.slug}", title=title, headings=headings, rows=lines)


def _title(campaign: Any) -> str:
    return queries.title_of(campaign, (get_language() or "th")[:2])


def _campaign(request: SignedInRequest, city: Any, uuid: UUID) -> Any:
    campaign = queries.campaign_at(viewer=request.user, city=city, uuid=uuid)
    if campaign is None:
        raise Http404
    return campaign


def _initial(request: SignedInRequest, city: Any, campaign: Any) -> dict[str, Any]:
    if campaign is not None:
        return CampaignForm.initial_of(campaign)
    start: dict[str, Any] = {"channels": ["line", "email", "in_app"], "kind": "news"}
    chosen = request.GET.get("template", "")
    if chosen:
        template = get_object_or_404(visible_templates(request.user), city=city, uuid=chosen)
        start |= {name: getattr(template, name) for name in CampaignForm.base_fields if hasattr(template, name)}
    offering = request.GET.get("offering", "")
    if offering:
        start |= {
            "about": offering,
            "subject_th": "{activity}",
            "subject_en": "{activity}",
            "body_th": "สวัสดีคุณ{name}\n{activity} เริ่ม{day} ที่{place}\nอ่านเพิ่มและสมัคร: {link}",
            "body_en": "Dear {name},\n{activity} begins on {day} at {place}.\nRead more and join: {link}",
            "short_th": "{activity} เริ่ม {day} {link}",
        }
    return start
