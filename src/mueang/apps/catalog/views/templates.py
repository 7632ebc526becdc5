"""Templates to begin from, the city's own and those that come with the product."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import discard_template
from mueang.apps.catalog.queries.templates import shapes, templates_of
from mueang.apps.catalog.rules import may_keep_template, teaching_places
from mueang.apps.catalog.views.desk import act_and_return, allow, city_or_404


@login_required
@require_safe
def templates(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_or_404(request, city)
    allow(answer=teaching_places(request.user, found).exists())
    context = {"city": found, "shapes": shapes(viewer=request.user, city=found)}
    return render(request, "catalog/templates.html", context)


@login_required
@require_POST
def template_discard(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    found = city_or_404(request, city)
    rows = templates_of(viewer=request.user, city=found).select_related("city", "made_by")
    row = get_object_or_404(rows, uuid=key)
    allow(answer=may_keep_template(request.user, row))
    return act_and_return(
        request,
        lambda: discard_template(template=row, actor=request.user),
        done=_("The template is thrown away."),
        to=("catalog:templates", found.slug),
    )
