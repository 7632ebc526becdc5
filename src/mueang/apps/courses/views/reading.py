"""The reading player of a learner: the course, its modules, printed, and without a network."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.assessments.queries import results_of
from mueang.apps.courses import actions
from mueang.apps.courses.forms import CityForm
from mueang.apps.courses.queries import (
    course_home,
    find_module,
    find_strand,
    in_words,
    module_page,
    own_city,
    progress_of,
    room_of,
    seats_of,
    standings,
)
from mueang.apps.courses.rules import practice_city
from mueang.apps.enrollment.enums import RecognitionRoute
from mueang.apps.enrollment.queries import completion_rows
from mueang.lib.refusals import Refused
from mueang.ui.templatetags.ui import name
from mueang.ui.words import current_language

STYLES = ("ui/mueang.css", "ui/desk.css", "courses/course.css")
SCRIPTS = ("courses/course.js",)
FONTS = ("ui/fonts/sarabun-400.woff2", "ui/fonts/sarabun-600.woff2")
MOST_MARKS = 60
_PLACE = re.compile(r"[a-z0-9-]{0,60}")


@never_cache
@login_required
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """The courses one learns in; straight to the only one."""
    seats = seats_of(request.user)
    if len(seats) == 1:
        return redirect("course:home", seats[0].uuid)
    return render(request, "courses/mine.html", {"seats": seats})


@never_cache
@login_required
@require_safe
def home(request: SignedInRequest, seat: UUID) -> HttpResponse:
    enrollment = _seat(request, seat)
    city = own_city(request.user, enrollment)
    context = _about(enrollment) | {
        "home": course_home(enrollment, language=current_language()),
        "own_city": city,
        "practice": practice_city,  # asked for only where there is no city
        "city_form": CityForm(viewer=request.user, initial={"city": city}),
    }
    return render(request, "courses/home.html", context)


@never_cache
@login_required
@require_safe
def module(request: SignedInRequest, seat: UUID, module: str) -> HttpResponse:
    enrollment = _seat(request, seat)
    page = _page(module)
    city = own_city(request.user, enrollment)
    progress, results = progress_of(enrollment), results_of([enrollment.pk])[enrollment.pk]
    context = _about(enrollment) | {
        "page": page,
        "progress": progress.get(module),
        "n_read": sum(one.key in progress and progress[one.key].read_at is not None for one in page.strand.modules),
        "own_city": city,
        "quiz": results.quiz_of(module),
        "work": results.assignment_of(module),
        "room": room_of(request.user, page.module, city),
        "before": _title(page.before),
        "after": _title(page.after),
    }
    return render(request, "courses/module.html", context)


@never_cache
@login_required
@require_safe
def strand(request: SignedInRequest, seat: UUID, strand: str) -> HttpResponse:
    """A whole strand on one page, to be printed as a workbook."""
    enrollment = _seat(request, seat)
    found = find_strand(strand)
    if found is None:
        raise Http404
    pages = [module_page(one.key, current_language(), prefix=f"{one.key}-") for one in found.modules]
    return render(request, "courses/workbook.html", _about(enrollment) | {"strand": found, "pages": pages})


@never_cache
@login_required
@require_safe
def transcript(request: SignedInRequest, seat: UUID) -> HttpResponse:
    """Hours by strand and mode, what was judged, and by which of five routes it may become credit."""
    enrollment = _seat(request, seat)
    standing = standings([enrollment.pk])[enrollment.pk]
    context = _about(enrollment) | {
        "person": enrollment.person,
        "standing": standing,
        "home": course_home(enrollment, language=current_language(), minutes=standing.minutes),
        "completion": completion_rows([enrollment])[0],
        "missing": in_words(standing.missing, language=current_language()),
        "routes": [str(one.label) for one in RecognitionRoute],
    }
    return render(request, "courses/transcript.html", context)


@require_POST
@login_required
def read(request: SignedInRequest, seat: UUID, module: str) -> HttpResponse:
    """Read to the end, and on to the next; or take it back."""
    enrollment = _seat(request, seat)
    page = _page(module)
    if request.POST.get("again"):
        actions.take_back_reading(enrollment=enrollment, module=module, actor=request.user)
        return redirect("course:module", seat, module)
    mark = actions.Mark(module=module, at=timezone.now(), is_read=True)
    actions.mark_progress(enrollment=enrollment, marks=[mark], actor=request.user)
    if page.after is None:
        messages.success(request, _("You have read the whole course to the end."))
        return redirect("course:home", seat)
    return redirect("course:module", seat, page.after.key)


@require_POST
@login_required
def city(request: SignedInRequest, seat: UUID) -> HttpResponse:
    enrollment = _seat(request, seat)
    form = CityForm(request.POST, viewer=request.user)
    if form.is_valid():
        actions.choose_city(enrollment=enrollment, city=form.cleaned_data["city"], actor=request.user)
        messages.success(request, _("Saved. The activities lead to this city from now on."))
    else:
        messages.error(request, _("Choose a city whose desk you may enter."))
    return redirect("course:home", seat)


@require_POST
@login_required
def practise(request: SignedInRequest, seat: UUID) -> HttpResponse:
    """Take a seat in the practice city, and back to the module one came from."""
    enrollment = _seat(request, seat)
    try:
        city = actions.take_practice_seat(enrollment=enrollment, actor=request.user)
        said = _("You have a seat in %(city)s. Everybody there is invented: try whatever you like.")
        messages.success(request, said % {"city": name(city)})
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    module = find_module(request.POST.get("module", ""))
    return redirect("course:module", seat, module.key) if module else redirect("course:home", seat)


@never_cache
@require_http_methods(["GET", "POST"])
def progress(request: SignedInRequest, seat: UUID) -> HttpResponse:
    """Take marks a device kept, as often as it sends them, and say how far the learner is.

    401: sign in first. 404: not this account's. 400: nothing that a device sends.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"error": "sign in"}, status=401)
    enrollment = _seat(request, seat)
    if request.method == "POST":
        try:
            marks = [_mark(one) for one in list(json.loads(request.body)["marks"])]
            if len(marks) > MOST_MARKS:
                raise ValueError
            actions.mark_progress(enrollment=enrollment, marks=marks, actor=request.user)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Refused):
            return JsonResponse({"error": "not understood"}, status=400)
    rows = progress_of(enrollment).values()
    said = {
        "token": get_token(request),
        "read": [row.module for row in rows if row.read_at],
        "places": {row.module: row.place for row in rows if row.place},
    }
    return JsonResponse(said)


@require_safe
@cache_control(no_cache=True)
def worker(request: SignedInRequest) -> HttpResponse:
    """Keeps the pages of the course that were opened, and what they are drawn with."""
    context = {
        "kept": json.dumps([*map(static, (*STYLES, *SCRIPTS, *FONTS))]),
        "here": json.dumps(reverse("course:mine")),
    }
    return render(request, "courses/worker.js", context, content_type="text/javascript; charset=utf-8")


def _seat(request: SignedInRequest, seat: UUID) -> Any:
    found = next((one for one in seats_of(request.user) if one.uuid == seat), None)
    if found is None:
        raise Http404
    return found


def _page(module: str) -> Any:
    if find_module(module) is None:
        raise Http404
    return module_page(module, current_language())


def _about(enrollment: Any) -> dict[str, Any]:
    return {"seat": enrollment, "city": enrollment.offering.city, "offering": enrollment.offering}


def _title(module: Any) -> tuple[str, str] | None:
    return (module.key, module.text(current_language()).title) if module else None


def _mark(said: dict[str, Any]) -> actions.Mark:
    at = parse_datetime(str(said["at"]))
    place = str(said.get("place") or "")
    if at is None or at.tzinfo is None or not _PLACE.fullmatch(place):
        raise ValueError
    return actions.Mark(module=str(said["module"]), at=at, is_read=said.get("is_read") is True, place=place)
