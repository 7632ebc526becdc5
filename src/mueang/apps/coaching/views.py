"""The City Unit's desk: cities side by side, one city, and a city opened from the template."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.errors import UsernameTaken
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.coaching.actions import begin_opening, keep_answers, open_from_template, undo_opening, write_note
from mueang.apps.coaching.enums import TEMPLATE_PARTNERS
from mueang.apps.coaching.errors import CoachingRefused
from mueang.apps.coaching.forms import BeginForm, NoteForm, OpeningForm
from mueang.apps.coaching.queries import (
    alike,
    course_cohorts,
    notes_of,
    open_drafts,
    progress_of,
    report_docx,
    report_headings,
    report_rows,
)
from mueang.apps.coaching.rules import coached_cities, may_coach, visible_openings
from mueang.apps.network.enums import CityKind
from mueang.apps.network.errors import CityAlreadyOpen, KindDoesNotFit, SlugReserved, SlugTaken
from mueang.apps.network.queries import city_names, slug_suggestions
from mueang.facts import area, search_areas, subdistricts
from mueang.lib.downloads import excel_response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS_OF = {
    "province": [CityKind.PROVINCE],
    "district": [CityKind.CITY_MUNICIPALITY, CityKind.TOWN_MUNICIPALITY, CityKind.SUBDISTRICT_MUNICIPALITY],
    "subdistrict": [CityKind.SUBDISTRICT_MUNICIPALITY, CityKind.SUBDISTRICT_ORGANIZATION],
}


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Every city with its stage, on what it waits, and counts of what to tidy up."""
    _ensure_coach(request)
    rows = progress_of(coached_cities(request.user), today=timezone.localdate())
    context = {
        "groups": alike(rows),
        "n_cities": len(rows),
        "drafts": open_drafts(visible_openings(request.user)),
        "cohorts": course_cohorts(request.user),
    }
    return render(request, "coaching/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """Step 1: which area, and as what."""
    _ensure_coach(request)
    form = BeginForm(request.POST)
    if request.method == "POST" and form.is_valid():
        row = begin_opening(actor=request.user, **form.cleaned_data)
        return redirect("unit:opening", row.uuid)
    words = request.GET.get("words", "").strip()[:100]
    found = [(one, area(one.code[:2]), KINDS_OF[one.level]) for one in search_areas(words)] if words else []
    return render(request, "coaching/begin.html", {"words": words, "found": found, "labels": _steps()})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def opening(request: SignedInRequest, opening: UUID) -> HttpResponse:
    """Step 2: the template, filled in; saved for later, or opened."""
    _ensure_coach(request)
    row = get_object_or_404(visible_openings(request.user).filter(city=None), uuid=opening)
    found = area(row.code)
    if found is None:
        raise Http404
    form = OpeningForm(request.POST or None, initial=_initial(row, found))
    if request.method == "POST" and form.is_valid():
        if "later" in request.POST:
            keep_answers(opening=row, answers=form.answers(), actor=request.user)
            messages.success(request, _("Kept. Go on whenever you like."))
            return redirect("unit:home")
        link = _open(request, row, form)
        if link is not None:
            row.refresh_from_db()
            done = {"city": row.city, "link": link, "labels": _steps()}
            return render(request, "coaching/opened.html", done)
    context = {"form": form, "area": found, "n_neighbourhoods": _n_neighbourhoods(found), "labels": _steps()}
    return render(request, "coaching/opening.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def city(request: SignedInRequest, slug: str) -> HttpResponse:
    """One city: its checklist, and the coach's notes."""
    found = get_object_or_404(coached_cities(request.user), slug=slug)
    form = NoteForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        write_note(city=found, actor=request.user, **form.cleaned_data)
        return redirect("unit:city", slug)
    [progress] = progress_of(coached_cities(request.user).filter(pk=found.pk), today=timezone.localdate())
    context = {"coached": found, "progress": progress, "notes": notes_of(found), "form": form}
    return render(request, "coaching/city.html", context)


@login_required
@require_POST
def undo(request: SignedInRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(coached_cities(request.user), slug=slug)
    try:
        undo_opening(city=found, actor=request.user)
    except CoachingRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("unit:city", slug)
    messages.success(request, _("The opening was taken back."))
    return redirect("unit:home")


@login_required
@never_cache
@require_safe
def report(request: SignedInRequest, form: str) -> HttpResponse:
    """The programme's report to its funds: figures over cities."""
    _ensure_coach(request)
    rows = progress_of(coached_cities(request.user), today=timezone.localdate())
    if form == "xlsx":
        return excel_response(file_name="cities", title=_("Cities"), headings=report_headings(), rows=report_rows(rows))
    if form != "docx":
        raise Http404
    body = report_docx(rows, language=(get_language() or "th")[:2])
    headers = {"Content-Disposition": 'attachment; filename="cities.docx"'}
    return HttpResponse(body, content_type=DOCX, headers=headers)


def _open(request: SignedInRequest, row: Any, form: OpeningForm) -> str | None:
    """The invitation's link, or None where the form says what was refused."""
    try:
        return open_from_template(opening=row, answers=form.answers(), actor=request.user)
    except SlugTaken as refusal:
        form.add_error("slug", _("Another city has this address. %(slug)s is free.") % {"slug": refusal.suggestion})
    except SlugReserved:
        form.add_error("slug", _("The software needs this address itself. Choose another, of three letters or more."))
    except (CityAlreadyOpen, CoachingRefused):
        form.add_error(None, _("This very city is open here already."))
    except KindDoesNotFit:
        form.add_error(None, _("This kind does not fit the area: a province is a province, the others are smaller."))
    except UsernameTaken:
        form.add_error("username", _("Somebody signs in by this name already."))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


def _initial(row: Any, found: Any) -> dict[str, Any]:
    if row.answers:
        kept = dict(row.answers)
        names = [partner[1] for partner in kept["partners"]]
        kept["partners"] = [str(place) for place, one in enumerate(TEMPLATE_PARTNERS) if one[1] in names]
        return kept
    kind = CityKind(row.kind)
    name_th, name_en = city_names(found, kind)
    slug = slug_suggestions(found, kind)[0]
    partners = [str(place) for place in range(len(TEMPLATE_PARTNERS))]
    return {"name_th": name_th, "name_en": name_en, "slug": slug, "partners": partners}


def _n_neighbourhoods(found: Any) -> int | None:
    return {"district": len(subdistricts(found.code)), "subdistrict": 1}.get(found.level)


def _ensure_coach(request: SignedInRequest) -> None:
    if not may_coach(request.user):
        raise Http404


def _steps() -> list[str]:
    return [_("Which area"), _("The template"), _("Open")]
