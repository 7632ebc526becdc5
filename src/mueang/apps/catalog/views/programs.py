"""The city's programs, and the lessons that can be made from its heritage."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import change_program, open_program, program_from_heritage
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.catalog.forms import ProgramForm, WordsForm, program_initial
from mueang.apps.catalog.queries import items_for_lessons, offerings_of_program, programs_to_keep
from mueang.apps.catalog.queries.pages import minutes_by_mode
from mueang.apps.catalog.rules import (
    may_change_program,
    may_open_program,
    teaching_places,
    visible_programs,
)
from mueang.apps.catalog.views.desk import allow, ask, city_or_404, page_of, tabs_of, wants_excel
from mueang.apps.catalog.views.tables import programs_excel
from mueang.apps.heritage.rules import visible_items
from mueang.ui.words import current_language


@login_required
@require_safe
def programs(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_or_404(request, city)
    form = WordsForm(request.GET)
    rows = programs_to_keep(viewer=request.user, city=found, words=form.typed())
    if wants_excel(request):
        return programs_excel(rows, file_name=f"{found.slug}-programs")
    context = {
        "city": found,
        "tabs": tabs_of(found, "programs"),
        "form": form,
        "page": page_of(request, rows),
        "may_open": may_open_program(request.user, found),
    }
    return render(request, "catalog/programs.html", context)


@login_required
@require_safe
def program(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    found = city_or_404(request, city)
    rows = (
        visible_programs(request.user)
        .select_related("city", "heritage_item", "builds_on")
        .prefetch_related("interests")
    )
    row = get_object_or_404(rows, city=found, slug=slug)
    context = {
        "city": found,
        "program": row,
        "modes": minutes_by_mode(row),
        "outcomes": row.outcomes_th if current_language() == "th" else row.outcomes_en or row.outcomes_th,
        "offerings": offerings_of_program(viewer=request.user, program=row, now=timezone.now()),
        "may_change": may_change_program(request.user, row),
        "may_offer": teaching_places(request.user, found).exists(),
    }
    return render(request, "catalog/program.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def program_add(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_or_404(request, city)
    allow(answer=may_open_program(request.user, found))
    others = visible_programs(request.user).filter(city=found)
    form = ProgramForm(request.POST or None, others=others)

    def act() -> HttpResponse:
        interests = form.chosen_interests()
        row = open_program(city=found, interests=interests, actor=request.user, **form.changes())
        messages.success(request, _("Saved. Now offer it at a place, with seats and sessions."))
        return redirect("catalog:program", found.slug, row.slug)

    context = {"city": found, "title": _("New program"), "submit": _("Save")}
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def program_change(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    found = city_or_404(request, city)
    row = get_object_or_404(visible_programs(request.user), city=found, slug=slug)
    allow(answer=may_change_program(request.user, row))
    others = visible_programs(request.user).filter(city=found).exclude(pk=row.pk)
    form = ProgramForm(request.POST or None, others=others, initial=program_initial(row))

    def act() -> HttpResponse:
        change_program(program=row, interests=form.chosen_interests(), actor=request.user, **form.changes())
        messages.success(request, _("Saved."))
        return redirect("catalog:program", found.slug, row.slug)

    context = {"city": found, "program": row, "title": _("Change the program"), "submit": _("Save")}
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_safe
def lessons(request: SignedInRequest, city: str) -> HttpResponse:
    """Heritage that waits to become a lesson."""
    found = city_or_404(request, city)
    form = WordsForm(request.GET)
    items = items_for_lessons(viewer=request.user, city=found, words=form.typed())
    context = {
        "city": found,
        "tabs": tabs_of(found, "lessons"),
        "form": form,
        "page": page_of(request, items),
        "may_open": may_open_program(request.user, found),
    }
    return render(request, "catalog/lessons.html", context)


@login_required
@require_POST
def lesson_from_heritage(request: SignedInRequest, city: str, item: UUID) -> HttpResponse:
    """Make a program from a heritage item, and go on to complete it."""
    found = city_or_404(request, city)
    source = get_object_or_404(visible_items(request.user), city=found, uuid=item)
    try:
        row = program_from_heritage(item=source, actor=request.user)
    except CatalogRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("catalog:lessons", found.slug)
    messages.success(request, _("The lesson is begun. Complete it, then offer it."))
    return redirect("catalog:program_change", found.slug, row.slug)
