"""What a city did, for everybody to read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mueang.apps.practices.queries import practice_page, public_twins, published
from mueang.desks.public.found import city_or_404, page_asked
from mueang.lib.kept_pages import kept_page

PRACTICES_A_PAGE = 18


@require_safe
@kept_page("page")
def practices(request: HttpRequest, city: str) -> HttpResponse:
    """The city's published practices, and the cities it visits."""
    found = city_or_404(city)
    page = Paginator(published(city=found), PRACTICES_A_PAGE).get_page(page_asked(request))
    context = {"city": found, "page_obj": page, "twins": public_twins(found)}
    return render(request, "public/practices.html", context)


@require_safe
@kept_page()
def practice(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    found = city_or_404(city)
    row = get_object_or_404(published(city=found), slug=slug)
    return render(request, "public/practice.html", {"city": found, "page": practice_page(row, is_public=True)})
