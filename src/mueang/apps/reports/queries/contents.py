"""A report as plain data: what is signed, fingerprinted, and drawn as PDF and .docx."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mueang.apps.indicators.models import Observation
from mueang.apps.reports.enums import Language
from mueang.apps.reports.queries.reports import ReportPage, Written

FORMAT = 1


def content_of(page: ReportPage) -> dict[str, Any]:
    """Everything the report says, both languages, with every figure in full. No SQL."""
    report, outline = page.report, page.outline
    return {
        "format": FORMAT,
        "report": str(report.uuid),
        "kind": report.kind,
        "city": {
            "name_th": report.city.name_th,
            "name_en": report.city.name_en,
            "is_invented": report.city.is_invented,
        },
        "title": report.title,
        "language": report.language,
        "period": [report.period_from.isoformat(), report.period_to.isoformat()],
        "form": {"name_th": outline.name_th, "name_en": outline.name_en, "source": outline.source},
        "sections": [
            {
                "code": section.code,
                "title_th": section.title_th,
                "title_en": section.title_en,
                "questions": [_question(row) for row in rows],
            }
            for section, rows in page.sections
        ],
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _question(row: Written) -> dict[str, Any]:
    question = row.question
    return {
        "code": question.code,
        "title_th": question.title_th,
        "title_en": question.title_en,
        "ask_th": question.ask_th,
        "ask_en": question.ask_en,
        "limit": question.limit,
        "to_check": question.to_check,
        "checked_with": row.check.source if row.check else "",
        "answers": {
            language: {"text": row.answers[language].text, "words": row.answers[language].n_words}
            for language in Language.values
            if language in row.answers
        },
        "figures": [_figure(evidence.observation) for evidence in row.evidence],
    }


def _figure(row: Observation) -> dict[str, Any]:
    community = row.neighbourhood
    return {
        "observation": str(row.uuid),
        "indicator": row.indicator.code,
        "name_th": row.indicator.name_th,
        "name_en": row.indicator.name_en or row.indicator.name_th,
        "unit": row.indicator.unit,
        "value": plain(row.value),
        "lower": plain(row.lower),
        "upper": plain(row.upper),
        "numerator": plain(row.numerator),
        "denominator": plain(row.denominator),
        "level": row.level,
        "community_th": community.name_th if community else "",
        "community_en": community.name_en if community else "",
        "period": [row.period_from.isoformat(), row.period_to.isoformat()],
        "source": row.source,
        "method": row.method,
        "completeness_percent": row.completeness_percent,
        "recorded_on": _day(row).isoformat(),
        "note": row.note,
    }


def plain(value: Decimal | None) -> str | None:
    """A number as text without needless zeros: databases give back more of them than were written."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(row: Observation) -> date:
    return timezone.localdate(row.recorded_at)
