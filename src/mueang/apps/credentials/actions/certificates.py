"""The printed side of an award: one page in Thai and English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from mueang.apps.catalog.enums import Mode
from mueang.apps.credentials.queries.addresses import verify_address
from mueang.lib.qr import qr_svg
from mueang.methods.thai import format_date

if TYPE_CHECKING:
    from mueang.apps.credentials.actions.signing import Draft

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "credentials" / "certificate.typ"


def certificates_for(drafts: Sequence[Draft]) -> list[bytes]:
    """A PDF for each draft, in their order."""
    from mueang.lib.typeset import typeset_many  # loads the typesetter, which the web process never needs

    words = [certificate_words(draft) for draft in drafts]
    return typeset_many(TEMPLATE, items=words, titled_by="achievement_th", made_at=drafts[0].awarded_at)


def certificate_words(draft: Draft) -> dict[str, Any]:
    """What one certificate says; the contract stands at the head of the template."""
    achievement, issuer = draft.achievement, draft.achievement.issuer
    day = timezone.localdate(draft.awarded_at)
    return {
        "holder_name": draft.person.full_name,
        "holder_name_en": draft.person.name_en,
        "issuer_th": issuer.name_th,
        "issuer_en": issuer.name_en,
        "achievement_th": achievement.name_th,
        "achievement_en": achievement.name_en,
        "statement_th": "ได้สำเร็จตามเกณฑ์ของ",
        "statement_en": "has fulfilled the criteria of",
        "hours_lines_th": hours_lines(draft, language="th"),
        "hours_lines_en": hours_lines(draft, language="en"),
        "awarded_on_th": format_date(day, language="th", style="long"),
        "awarded_on_en": format_date(day, language="en", style="long"),
        "number": draft.number,
        "verify_url": verify_address(draft.uuid),
        "qr": qr_svg(verify_address(draft.uuid), title="", quiet=0),
        "signatories": signatories(draft),
        "is_invented": issuer.is_invented or draft.person.is_invented,
    }


def signatories(draft: Draft) -> list[dict[str, str]]:
    issuer = draft.achievement.issuer
    if not issuer.signatory_name:
        return []
    return [
        {
            "name": issuer.signatory_name,
            "position_th": issuer.signatory_position_th,
            "position_en": issuer.signatory_position_en,
        }
    ]


def hours_lines(draft: Draft, *, language: str) -> list[str]:
    """Hours by mode, such as `Lecture 15 hours`; none where the award stands on no enrollment."""
    unit = {"th": "ชั่วโมง", "en": "hours"}[language]
    with translation.override(language):
        return [
            f"{mode.label} {hours(minutes)} {unit}" for mode in Mode if (minutes := draft.minutes_by_mode.get(mode))
        ]


def hours(minutes: int) -> str:
    """Hours without needless decimals: 90 -> 1.5, 120 -> 2."""
    return f"{minutes / 60:.1f}".removesuffix(".0")
