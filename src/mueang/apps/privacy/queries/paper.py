"""The copy of somebody's data as a PDF that is handed over."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.privacy.queries.copies import AccessCopy
from mueang.methods.thai import format_date
from mueang.ui.templatetags.ui import name

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "privacy" / "copy.typ"


def copy_pdf(copy: AccessCopy, *, language: str, made_at: datetime) -> bytes:
    """PDF/A in the language of whoever hands it over."""
    from mueang.lib.typeset import typeset_apart  # loads what starts a typesetter; few requests print

    with translation.override(language):
        data = _said(copy, language=language, made_at=made_at)
    return typeset_apart(TEMPLATE, data=data, titled_by="title", made_at=made_at)


def _said(copy: AccessCopy, *, language: str, made_at: datetime) -> dict[str, Any]:
    city = copy.person.city
    return {
        "title": _("Copy of personal data"),
        "language": language,
        "city": name(city),
        "invented": _("Invented city: nobody in this document is real.") if city.is_invented else "",
        "facts": [
            [_("Person"), copy.person.full_name],
            [_("Controller"), name(city)],
            [_("Made on"), format_date(made_at.date(), language=language, style="long")],
        ],
        "parts": [
            {
                "title": part.title,
                "kinds": part.kinds,
                "rows": [
                    [
                        [heading, _text(value, language)]
                        for heading, value in zip(part.headings, line, strict=True)
                        if value not in ("", None)
                    ]
                    for line in part.lines
                ],
            }
            for part in copy.parts
        ],
        "left_out_heading": _("What is left out"),
        "left_out": [[one.what, one.why] for one in copy.left_out],
        "rights": _(
            "You may ask for a correction, for erasure, for your data in a form a machine reads, and object to a use. "
            "If you do not agree with the answer you may complain to the Personal Data Protection Committee."
        ),
        "footer": _("%(title)s · %(city)s") % {"title": _("Copy of personal data"), "city": name(city)},
    }


def _text(value: Any, language: str) -> str:
    if isinstance(value, datetime):
        return f"{format_date(value.date(), language=language, style='short')} {value:%H:%M}"
    if isinstance(value, date):
        return format_date(value, language=language, style="short")
    return str(value)
