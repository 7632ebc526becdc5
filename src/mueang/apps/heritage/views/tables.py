"""The inventory, and what may be lost, as Excel sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mueang.apps.heritage.enums import LEVEL_WORDS
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name
from mueang.ui.words import moment, shown_year


def items_excel(rows: Iterable[Any], *, file_name: str) -> HttpResponse:
    headings = (
        _("Name in Thai"),
        _("Name in English"),
        _("Category"),
        _("Who carries it on"),
        _("Place"),
        _("Season"),
        _("Ingredients or materials"),
        _("Holders"),
        _("Shown in public"),
        _("Sacred"),
        _("A family's secret"),
        _("May be made for sale"),
    )
    yes = _("Yes")
    lines = [
        (
            row.name_th,
            row.name_en,
            row.get_category_display(),
            row.get_risk_display(),
            name(row.place),
            row.season,
            row.ingredients,
            row.n_holders,
            *(yes if flag else "" for flag in (row.is_published, row.is_sacred, row.is_family_secret, row.may_be_sold)),
        )
        for row in rows
    ]
    return excel_response(file_name=file_name, title=_("Heritage"), headings=headings, rows=lines)


def findings_excel(rows: Iterable[Any], *, file_name: str) -> HttpResponse:
    """What was found on a day, without who holds it."""
    headings = (
        _("Name in Thai"),
        _("Category"),
        _("State"),
        _("What its people allow"),
        _("Its story, in Thai"),
        _("Season"),
        _("Ingredients or materials"),
        _("Place"),
        _("Latitude"),
        _("Longitude"),
        _("Written at"),
    )
    lines = [
        (
            row.name,
            row.get_category_display(),
            row.get_state_display(),
            row.get_permission_display(),
            row.story,
            row.season,
            row.ingredients,
            row.where,
            row.latitude,
            row.longitude,
            moment(row.made_at),
        )
        for row in rows
    ]
    return excel_response(file_name=file_name, title=_("Mapping days"), headings=headings, rows=lines)


def risk_excel(lines: Iterable[Any], *, file_name: str) -> HttpResponse:
    headings = (
        _("Name in Thai"),
        _("Category"),
        _("Points"),
        _("Points at most"),
        _("Level"),
        _("Holders"),
        _("Learned it"),
        _("Last taught in which year"),
    )
    rows = [
        (
            line.item.name_th,
            line.item.get_category_display(),
            line.risk.points,
            line.risk.most,
            str(LEVEL_WORDS[line.risk.level]),
            line.n_holders,
            line.n_successors,
            shown_year(line.last_taught_year) if line.last_taught_year else "",
        )
        for line in lines
    ]
    return excel_response(file_name=file_name, title=_("Risk of loss"), headings=headings, rows=rows)
