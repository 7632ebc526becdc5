"""Find the city, person or roster that the signed-in account may see; a stranger meets a 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.rules import cities_where
from mueang.apps.people.rules import visible_people, visible_rosters
from mueang.lib.workbook import Table, write_workbook

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mueang.apps.network.models import City
    from mueang.apps.people.models import Person, Roster

ROWS_ON_A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def city_to_read(request: SignedInRequest, slug: str) -> City:
    return get_object_or_404(cities_where(request.user, Permission.PEOPLE_READ), slug=slug)


def city_to_write(request: SignedInRequest, slug: str) -> City:
    return get_object_or_404(cities_where(request.user, Permission.PEOPLE_WRITE), slug=slug)


def person_in(request: SignedInRequest, city: City, uuid: UUID) -> Person:
    people = visible_people(request.user).select_related("city", "merged_into")
    return get_object_or_404(people, city=city, uuid=uuid)


def roster_in(request: SignedInRequest, city: City, uuid: UUID) -> Roster:
    rosters = visible_rosters(request.user).select_related("city", "uploaded_by", "confirmed_by")
    return get_object_or_404(rosters, city=city, uuid=uuid)


def page_of(request: SignedInRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))


def as_workbook(tables: Iterable[Table], *, file_name: str) -> HttpResponse:
    """A download of tables; `file_name` is ours and holds no name of anybody."""
    body = write_workbook(tables, language=get_language() or "th")
    return as_file(body, file_name=f"{file_name}.xlsx", content_type=XLSX)


def as_file(body: bytes, *, file_name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=content_type, headers=headers)
