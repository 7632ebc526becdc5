"""Find the city whose desk of data protection somebody keeps; a stranger meets a 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.privacy.rules import privacy_cities
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import Table, write_workbook

if TYPE_CHECKING:
    from mueang.apps.network.models import City


def city_to_keep(request: SignedInRequest, slug: str) -> City:
    return get_object_or_404(privacy_cities(request.user), slug=slug)


def as_workbook(tables: Iterable[Table], *, file_name: str) -> HttpResponse:
    """A download of tables; `file_name` is ours and names nobody."""
    return as_file(
        write_workbook(tables, language=get_language() or "th"), file_name=f"{file_name}.xlsx", content_type=EXCEL
    )


def as_file(body: bytes, *, file_name: str, content_type: str) -> HttpResponse:
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(body, content_type=content_type, headers=headers)
