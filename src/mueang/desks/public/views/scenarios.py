"""Scenarios of learning places that the city shows to its citizens, and what citizens say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.planning.actions import send_comment
from mueang.apps.planning.enums import SPEED_SOURCES, CommentState
from mueang.apps.planning.errors import PlanningRefused
from mueang.apps.planning.queries import (
    open_time_questions,
    public_publications,
    public_scenario,
    publication_of,
    said_of,
    shown_comments,
)
from mueang.desks.public.forms import CommentForm
from mueang.desks.public.found import city_or_404
from mueang.lib.kept_pages import kept_page
from mueang.lib.pace import may_again

if TYPE_CHECKING:
    from mueang.apps.planning.models import Publication

GONE, REFUSED, TOO_MANY = 410, 422, 429
_MOST_LISTED = 40


@require_safe
@kept_page()
def scenarios(request: HttpRequest, city: str) -> HttpResponse:
    """What the city asks its citizens: about learning places, and when activities should meet."""
    found, today = city_or_404(city), timezone.localdate()
    rows = [(row, row.takes_comments(today)) for row in public_publications(found)[:_MOST_LISTED]]
    context = {"city": found, "rows": rows, "questions": open_time_questions(found, today=today)[:_MOST_LISTED]}
    return render(request, "public/scenarios/list.html", context)


@require_safe
@kept_page()
def scenario(request: HttpRequest, city: str, uuid: UUID) -> HttpResponse:
    """Who gains and who loses, on a map and in a table, what stands behind it, and what others said."""
    publication = _publication(city, uuid)
    if publication.withdrawn_at is not None:
        known = {"city": publication.city, "publication": publication}
        return render(request, "public/scenarios/withdrawn.html", known, status=GONE)
    shown = public_scenario(publication)
    context: dict[str, Any] = {
        "city": publication.city,
        "publication": publication,
        "shown": shown,
        "speed_source": SPEED_SOURCES.get(shown.way),
        "takes_comments": publication.takes_comments(timezone.localdate()),
        "comments": shown_comments(publication),
        "said": said_of(publication),
    }
    return render(request, "public/scenarios/scenario.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, city: str, uuid: UUID) -> HttpResponse:
    """Say what one thinks: no account, no cookie but the one that guards the form."""
    publication = _publication(city, uuid)
    if publication.withdrawn_at is not None or not publication.takes_comments(timezone.localdate()):
        return redirect("public:scenario", city, uuid)
    form, status = CommentForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid() and not may_again(request, "comment_scenario"):
            form.add_error(None, _("Many comments came from here within an hour. Please send yours later."))
            status = TOO_MANY
        elif form.is_valid():
            try:
                sent = send_comment(publication=publication, now=timezone.now(), **form.cleaned_data)
            except PlanningRefused as refusal:
                form.add_error(None, refusal.sentence)
            else:
                waits = _("Thank you. An officer reads it first; then everybody sees it here.")
                is_shown = sent.state == CommentState.SHOWN
                messages.success(request, _("Thank you. Your comment is on the page.") if is_shown else waits)
                return redirect("public:scenario", city, uuid)
    context = {"city": publication.city, "publication": publication, "form": form}
    return render(request, "public/scenarios/comment.html", context, status=status)


def _publication(city: str, uuid: UUID) -> Publication:
    found = publication_of(city=city_or_404(city), uuid=uuid)
    if found is None:
        raise Http404
    return found
