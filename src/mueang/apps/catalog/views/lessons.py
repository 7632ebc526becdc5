"""From a heritage item to a drafted activity: choose it, say who, where and when, look and publish."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import draft_lesson
from mueang.apps.catalog.forms import LessonForm
from mueang.apps.catalog.queries.keeping import willing_holders
from mueang.apps.catalog.rules import may_open_program, teaching_places
from mueang.apps.catalog.views.desk import allow, ask, city_or_404
from mueang.apps.heritage.rules import visible_items


@login_required
@require_http_methods(["GET", "POST"])
def lesson_draft(request: SignedInRequest, city: str, item: UUID) -> HttpResponse:
    """The middle one of three steps; holders are named to those who keep the inventory."""
    found = city_or_404(request, city)
    rows = visible_items(request.user).select_related("city", "place")
    source = get_object_or_404(rows, city=found, uuid=item)
    allow(answer=may_open_program(request.user, found) and teaching_places(request.user, found).exists())
    holders = willing_holders(viewer=request.user, item=source)
    program = source.programs.filter(city=found).order_by("pk").first()
    form = LessonForm(request.POST or None, viewer=request.user, item=source, holders=holders, program=program)

    def act() -> HttpResponse:
        row = draft_lesson(item=source, lesson=form.lesson(), actor=request.user)
        messages.success(request, _("The draft stands, with its teacher. Look at it, then publish."))
        return redirect("catalog:offering", found.slug, row.slug)

    steps = [_("Choose what is taught"), _("Who, where and when"), _("Look and publish")]
    context = {"city": found, "item": source, "holders": holders, "steps": steps}
    return ask(request, form, act, template="catalog/lesson_draft.html", context=context)
