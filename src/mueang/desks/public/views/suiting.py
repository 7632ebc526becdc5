"""What suits me: thirty small questions, no account, nothing kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.catalog.queries import suited
from mueang.desks.public.forms.suiting import CHOICES, KIND_WORDS, Answers, shares_text, shares_typed
from mueang.desks.public.found import city_or_404
from mueang.desks.public.shapes import hexagon
from mueang.facts.occupations import ESCO_ATTRIBUTION, ONET_ATTRIBUTION
from mueang.methods.riasec import KINDS, Profile

if TYPE_CHECKING:
    from mueang.apps.network.models import City


@csrf_exempt  # nothing is written: answers travel in the form, so that the page needs no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def suits(request: HttpRequest, city: str) -> HttpResponse:
    """Six questions a step, back and forth; at the end what suits, or which answers are still missing."""
    found = city_or_404(city)
    answers = Answers(request.POST)
    asked = request.POST.get("go", "1")
    if asked == "result" and answers.profile:
        return _result(request, found, answers.profile)
    is_short = asked == "result"
    number = answers.first_open_step() if is_short else int(asked) if asked in _numbers(answers.n_steps) else 1
    context = {
        "city": found,
        "asked": answers.step(number),
        "carried": answers.elsewhere(number),
        "choices": CHOICES,
        "number": number,
        "n_steps": answers.n_steps,
        "is_short": is_short,
        "is_last": number == answers.n_steps,
    }
    return render(request, "public/suits.html", context)


@require_safe
def suits_result(request: HttpRequest, city: str, shares: str) -> HttpResponse:
    """A result somebody chose to keep as an address: six percents and no more."""
    found, profile = city_or_404(city), shares_typed(shares)
    if profile is None:
        raise Http404
    return _result(request, found, profile)


def _result(request: HttpRequest, city: City, profile: Profile) -> HttpResponse:
    strongest = () if profile.is_flat else profile.strongest()
    context = {
        "city": city,
        "bars": [(KIND_WORDS[kind][0], share * 100) for kind, share in zip(KINDS, profile.shares, strict=True)],
        "shape": hexagon(profile.shares),
        "strongest": [KIND_WORDS[kind] for kind in strongest],
        "suited": suited(city=city, profile=profile),
        "kept_at": settings.BASE_URL + reverse("public:suits_result", args=[city.slug, shares_text(profile)]),
        "sources": (ONET_ATTRIBUTION, ESCO_ATTRIBUTION),
    }
    return render(request, "public/suits_result.html", context)


def _numbers(n_steps: int) -> set[str]:
    return {str(number) for number in range(1, n_steps + 1)}
