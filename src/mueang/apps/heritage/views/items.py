"""The inventory, and one item of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.heritage.actions import (
    change_item,
    publish_item,
    record_item,
    withdraw_item,
)
from mueang.apps.heritage.enums import LEVEL_WORDS
from mueang.apps.heritage.errors import HeritageRefused
from mueang.apps.heritage.forms import FilterForm, ItemForm, item_initial
from mueang.apps.heritage.queries import holders_of, items_to_keep, lineage_of
from mueang.apps.heritage.queries.products import products_of
from mueang.apps.heritage.queries.risk import items_by_risk
from mueang.apps.heritage.rules import (
    may_change_item,
    may_record_item,
)
from mueang.apps.heritage.views.desk import ask, changeable, city_or_404, done, item_or_404
from mueang.apps.heritage.views.tables import items_excel, risk_excel

ROWS_A_PAGE = 50
STEPS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "publish": (publish_item, gettext_lazy("Shown in public.")),
    "withdraw": (withdraw_item, gettext_lazy("No longer shown in public.")),
}


@login_required
@require_safe
def items(request: SignedInRequest, city: str) -> HttpResponse:
    """The inventory, also as Excel. The sheet names no holder."""
    found = city_or_404(request, city)
    form = FilterForm(request.GET)
    chosen = form.chosen()
    rows = items_to_keep(viewer=request.user, city=found, **chosen)
    if request.GET.get("format") == "xlsx":
        return items_excel(rows, file_name=f"{found.slug}-heritage")
    context = {
        "city": found,
        "form": form,
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "is_narrowed": any(chosen.values()),
        "may_record": may_record_item(request.user, found),
    }
    return render(request, "heritage/items.html", context)


@login_required
@require_safe
def risk(request: SignedInRequest, city: str) -> HttpResponse:
    """What is nearest to being lost, by the stated rule; also as Excel. Nobody is named."""
    found = city_or_404(request, city)
    lines = items_by_risk(viewer=request.user, city=found, year=timezone.localdate().year)
    if request.GET.get("format") == "xlsx":
        return risk_excel(lines, file_name=f"{found.slug}-heritage-risk")
    page = Paginator(lines, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "heritage/risks.html", {"city": found, "page": page, "words": LEVEL_WORDS})


@login_required
@require_safe
def item(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = item_or_404(request, city, slug)
    context = {
        "city": row.city,
        "item": row,
        "holders": holders_of(viewer=request.user, item=row),
        "lineage": lineage_of(viewer=request.user, item=row),
        "products": products_of(viewer=request.user, city=row.city, item=row),
        "may_change": may_change_item(request.user, row),
    }
    return render(request, "heritage/item.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def item_add(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_or_404(request, city)
    if not may_record_item(request.user, found):
        raise PermissionDenied
    form = ItemForm(request.POST or None, city=found)

    def act() -> HttpResponse:
        row = record_item(city=found, actor=request.user, **form.details())
        messages.success(request, _("Saved. It is not shown in public yet."))
        return redirect("heritage:item", found.slug, row.slug)

    return ask(request, form, act, context={"city": found, "title": _("New in the inventory")})


@login_required
@require_http_methods(["GET", "POST"])
def item_change(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = changeable(request, city, slug)
    form = ItemForm(request.POST or None, city=row.city, initial=item_initial(row))

    def act() -> HttpResponse:
        change_item(item=row, actor=request.user, **form.details())
        return done(request, row, _("Saved."))

    return ask(request, form, act, context={"city": row.city, "item": row, "title": _("Change the entry")})


@login_required
@require_POST
def item_step(request: SignedInRequest, city: str, slug: str, step: str) -> HttpResponse:
    """One press: show in public, or no longer."""
    if step not in STEPS:
        raise Http404
    row = changeable(request, city, slug)
    action, sentence = STEPS[step]
    try:
        action(item=row, actor=request.user)
    except HeritageRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("heritage:item", city, slug)
    return done(request, row, str(sentence))
