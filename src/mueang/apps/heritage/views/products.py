"""What is sold of the inventory: the city's list and its sums, one product with its incomes, and a sheet of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.heritage.actions.products import (
    add_product,
    change_product,
    remove_product,
    state_income,
    take_in_incomes,
)
from mueang.apps.heritage.forms import WordsForm
from mueang.apps.heritage.forms.products import IncomeForm, ProductForm, SheetForm, product_initial
from mueang.apps.heritage.queries import holders_of, lineage_of
from mueang.apps.heritage.queries.income_sheet import income_rows, read_incomes
from mueang.apps.heritage.queries.products import groups_of, products_of, sums_by_year
from mueang.apps.heritage.rules import may_record_item
from mueang.apps.heritage.views.desk import ask, changeable, city_or_404
from mueang.apps.people.queries import find_people
from mueang.lib.downloads import excel_response
from mueang.lib.workbook import WorkbookError


@login_required
@require_safe
def products(request: SignedInRequest, city: str) -> HttpResponse:
    """The sums by year for everybody at the desk; who sells what for those who keep the inventory, also as Excel."""
    found = city_or_404(request, city)
    may_record = may_record_item(request.user, found)
    if request.GET.get("format") == "xlsx":
        return _excel(request, found) if may_record else redirect("heritage:products", city)
    rows = list(products_of(viewer=request.user, city=found)) if may_record else []
    context = {"city": found, "products": rows, "sums": sums_by_year(found), "may_record": may_record}
    return render(request, "heritage/products.html", {**context, "form": SheetForm()})


def _excel(request: SignedInRequest, city: Any) -> HttpResponse:
    headings = [_("Code"), _("Heritage"), _("What is sold"), _("Who sells it"), _("Since"), _("Year")]
    headings += [_("Income (baht)"), _("Shown in public")]
    rows = income_rows(viewer=request.user, city=city, this_year=timezone.localdate().year)
    return excel_response(
        file_name=f"{city.slug}-heritage-products", title=_("What is sold"), headings=headings, rows=rows
    )


@login_required
@require_POST
def products_take_in(request: SignedInRequest, city: str) -> HttpResponse:
    """The sheet, filled in and brought back: what it says anew is written, the rest stays."""
    found = city_or_404(request, city)
    if not may_record_item(request.user, found):
        raise PermissionDenied
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("heritage:products", city)
    file = form.cleaned_data["file"]
    try:
        sheet = read_incomes(file.read(), name=file.name, viewer=request.user, city=found)
    except WorkbookError:
        messages.error(request, _("This is not the city's list of what is sold. Take it out as Excel first."))
        return redirect("heritage:products", city)
    n = take_in_incomes(lines=sheet.lines, actor=request.user)
    messages.success(request, ngettext("%(n)d income written.", "%(n)d incomes written.", n) % {"n": n})
    if sheet.faulty:
        where = ", ".join(str(number) for number in sheet.faulty[:20])
        messages.warning(request, _("Not understood and left out: rows %(where)s.") % {"where": where})
    return redirect("heritage:products", city)


@login_required
@require_http_methods(["GET", "POST"])
def product_add(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = changeable(request, city, slug)

    def act(form: ProductForm) -> HttpResponse:
        product = add_product(item=row, actor=request.user, **form.chosen())
        messages.success(request, _("Saved."))
        return redirect("heritage:product", city, slug, product.uuid)

    return _product_form(request, row, act, title=_("Something that is sold"))


@login_required
@require_http_methods(["GET", "POST"])
def product_change(request: SignedInRequest, city: str, slug: str, product: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    found = _found(request, row, product)

    def act(form: ProductForm) -> HttpResponse:
        change_product(product=found, actor=request.user, **form.chosen())
        messages.success(request, _("Saved."))
        return redirect("heritage:product", city, slug, product)

    return _product_form(request, row, act, title=found.name_th, product=found)


def _product_form(request: SignedInRequest, row: Any, act: Any, *, title: str, product: Any = None) -> HttpResponse:
    """Sellers to choose from: who holds it, who learned it, who was looked up, and the city's partners."""
    search = WordsForm(request.POST or request.GET, auto_id="search_%s")
    words = search.typed()
    looked_up = find_people(viewer=request.user, city=row.city, words=words) if words else []
    near = [holder.person for holder, _named in holders_of(viewer=request.user, item=row)]
    near += [link.learner for link in lineage_of(viewer=request.user, item=row)]
    near += [product.person] if product is not None and product.person else []
    people = list(dict.fromkeys([*near, *looked_up]))
    initial = {"words": words, **(product_initial(product) if product is not None else {})}
    form = ProductForm(request.POST or None, people=people, partners=groups_of(row.city), initial=initial)
    context = {"city": row.city, "item": row, "search": search, "words": words, "n_found": len(looked_up)}
    context |= {"title": title, "product": product}
    return ask(request, form, lambda: act(form), context=context, template="heritage/product_form.html")


@login_required
@require_http_methods(["GET", "POST"])
def product(request: SignedInRequest, city: str, slug: str, product: UUID) -> HttpResponse:
    """One product with its stated incomes, and a form for one more."""
    row = changeable(request, city, slug)
    found = _found(request, row, product)
    form = IncomeForm(request.POST or None)

    def act() -> HttpResponse:
        year = form.cleaned_data["year"]
        state_income(product=found, year=year, satang=form.satang(), actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("heritage:product", city, slug, product)

    context = {"city": row.city, "item": row, "product": found}
    return ask(request, form, act, context=context, template="heritage/product.html")


@login_required
@require_POST
def product_remove(request: SignedInRequest, city: str, slug: str, product: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    remove_product(product=_found(request, row, product), actor=request.user)
    messages.success(request, _("Taken off the list."))
    return redirect("heritage:item", city, slug)


def _found(request: SignedInRequest, row: Any, product: UUID) -> Any:
    return get_object_or_404(products_of(viewer=request.user, city=row.city, item=row), uuid=product)
