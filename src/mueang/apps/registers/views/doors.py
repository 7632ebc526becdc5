"""Find the city, school, class or pupil that the signed-in account may see; a stranger meets a 404."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.registers.queries import school_year_of
from mueang.apps.registers.rules import (
    may_keep_register,
    readable_schools,
    register_desks,
    visible_pupils,
    visible_runs,
    visible_schools,
    visible_sections,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mueang.apps.network.models import City
    from mueang.apps.registers.models import ImportRun, Pupil, School, Section

ROWS_ON_A_PAGE = 50
_OLDEST, _NEWEST = 2000, 2200


def city_in(request: SignedInRequest, slug: str) -> City:
    return get_object_or_404(register_desks(request.user), slug=slug)


def school_in(request: SignedInRequest, slug: str, uuid: UUID) -> School:
    """A school that the viewer may open, be it only to appoint its teachers."""
    return get_object_or_404(visible_schools(request.user).select_related("city"), city__slug=slug, uuid=uuid)


def read_school(request: SignedInRequest, slug: str, uuid: UUID) -> School:
    """A school whose children the viewer may see."""
    return get_object_or_404(readable_schools(request.user).select_related("city"), city__slug=slug, uuid=uuid)


def kept_school(request: SignedInRequest, slug: str, uuid: UUID) -> School:
    """A school whose register the viewer may write."""
    school = read_school(request, slug, uuid)
    if not may_keep_register(request.user, school):
        raise Http404
    return school


def section_in(request: SignedInRequest, slug: str, uuid: UUID) -> Section:
    sections = visible_sections(request.user).select_related("school__city")
    return get_object_or_404(sections, school__city__slug=slug, uuid=uuid)


def pupil_in(request: SignedInRequest, slug: str, uuid: UUID) -> Pupil:
    """A pupil by their address; of a row that was merged, the child it turned out to be."""
    rows = visible_pupils(request.user).select_related("city", "merged_into__city")
    row = get_object_or_404(rows, city__slug=slug, uuid=uuid)
    return row.merged_into or row


def run_in(request: SignedInRequest, slug: str, uuid: UUID) -> ImportRun:
    runs = visible_runs(request.user).select_related("city", "school__city", "uploaded_by", "confirmed_by")
    return get_object_or_404(runs, city__slug=slug, uuid=uuid)


def year_in(request: SignedInRequest, *, today: date | None = None) -> int:
    """The school year of the address, in either era, or the one that runs."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    year = year - 543 if year > _NEWEST else year
    return year if _OLDEST < year <= _NEWEST else school_year_of(today or timezone.localdate())


def page_of(request: SignedInRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
