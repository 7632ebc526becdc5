"""What somebody wants to be told, by which way and when; and their LINE account joined by a one-time code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.campaigns.actions import wish_news
from mueang.apps.campaigns.forms import NewsForm
from mueang.apps.campaigns.queries import news_wish_of
from mueang.apps.campaigns.views.doors import interest_choices, neighbourhood_choices
from mueang.apps.catalog.queries import interests
from mueang.apps.network.queries import city_by_slug
from mueang.apps.notices.actions import ask_line_code, leave_line, set_wishes
from mueang.apps.notices.forms import WishesForm
from mueang.apps.notices.queries import devices_of, push_key, wishes_of
from mueang.apps.people.queries import person_of


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """One form for kinds and ways, quiet hours, and what news should be about."""
    found = _city(city)
    person = person_of(request.user)
    is_here = person is not None and person.city_id == found.pk
    wishes = wishes_of(request.user)
    choices = {"interests": interest_choices(), "neighbourhood": neighbourhood_choices(found)} if is_here else None
    form = WishesForm(request.POST or None, wishes=wishes)
    news = NewsForm(request.POST or None, choices=choices, initial=news_wish_of(person)) if choices else None
    if request.method == "POST" and form.is_valid() and (news is None or news.is_valid()):
        set_wishes(user=request.user, refused=form.refused, quiet=form.quiet)
        if news is not None and person is not None:
            chosen = [row for row in interests() if row.code in news.cleaned_data["interests"]]
            asked = news.cleaned_data["neighbourhood"]
            lives = found.neighbourhoods.filter(uuid=asked).first() if asked else None
            wish_news(person=person, interests=chosen, neighbourhood=lives)
        messages.success(request, _("Saved."))
        return redirect("campaigns:wishes", city=city)
    context = {
        "city": found,
        "form": form,
        "news": news,
        "wishes": wishes,
        "has_line": bool(settings.LINE_TOKEN),
        "friend_url": settings.LINE_FRIEND_URL,
        "push_key": push_key(),
        "devices": devices_of(request.user) if settings.PUSH_HOSTS else [],
        "code": request.session.pop("line_code", ""),
    }
    return render(request, "campaigns/wishes.html", context)


@login_required
@require_POST
def line(request: SignedInRequest, city: str) -> HttpResponse:
    """A code to send us by LINE, or the end of it."""
    found = _city(city)
    if "leave" in request.POST:
        leave_line(user=request.user)
        messages.success(request, _("LINE is no longer joined to your account."))
    elif settings.LINE_TOKEN:
        request.session["line_code"] = ask_line_code(user=request.user, city=found, now=timezone.now())
    return redirect("campaigns:wishes", city=city)


def _city(slug: str) -> Any:
    city = city_by_slug(slug)
    if city is None:
        raise Http404
    return city
