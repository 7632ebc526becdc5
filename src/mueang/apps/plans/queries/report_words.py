"""How a report says its figures: one place for the page, the files and what has moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.ui.words import baht, number, thai_date

Told = Mapping[str, Any]


def milestone_words(told: Told) -> str:
    """Reached in time or late, late now, or not due yet; with its days."""
    due = thai_date(date.fromisoformat(told["due_on"]))
    done = thai_date(date.fromisoformat(told["done_on"])) if told["done_on"] else ""
    said = {
        "reached": _("reached on %(done)s"),
        "reached_late": _("reached late, on %(done)s"),
        "late": _("late, not reached"),
        "open": _("not reached yet"),
    }[told["state"]]
    return f"{said % {'done': done}} ({_('due %(day)s') % {'day': due}})"


def kind_words(told: Told) -> str:
    if told["kind"] == EvidenceKind.PICTURE:
        return str(EvidenceKind.PICTURE.label)
    known = kinds().get(told["kind"])
    return str(known.label) if known else str(told["kind"])


def evidence_words(told: Told) -> str:
    """The figure, or why there is none."""
    said = {
        "gone": _("no longer there"),
        "few": _("few: not shown"),
        "others": _("for those who count"),
    }.get(told["state"])
    if said is not None:
        return said
    if told["kind"] == EvidenceKind.PICTURE:
        return _("1 picture")
    return told["value"] or number(told["n"])


def money_words(spent: Mapping[str, int] | None) -> str:
    return _("not in the books") if spent is None else baht(spent["until"])


def not_known_words(code: str) -> str:
    """What a reader must not take for nothing."""
    return {
        "no_evidence": _("Begun, and nothing is attached yet that shows it:"),
        "not_in_books": _("Money is set aside and the books say nothing of it. Nothing spent, or not entered yet:"),
        "no_number": _("Nobody said how many people are expected:"),
        "few": _("So few people that the number is not shown:"),
        "others": _("Counted only by those who may count these rows:"),
        "gone": _("The rows that were attached are no longer there:"),
        "no_amount": _("It is not known how much there is in all:"),
        "maybe_twice": _("Somebody may have come to several activities, so people are not added up."),
    }[code]
