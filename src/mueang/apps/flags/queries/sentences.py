"""Reasons as sentences: the words of the rules a flag was raised by, with its numbers filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mueang.apps.flags.enums import FACT_MEANING, MEANING, SOURCES, Comparison
from mueang.apps.flags.models import Rule


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason as it is read: the sentence, what it adds, where the rule comes from."""

    key: str
    sentence: str
    points: int
    source: str
    asks_for_visit: bool


Rules = Mapping[tuple[int, str], Rule]


def rules_of(rule_set_ids: Iterable[int]) -> Rules:
    """Rules by rule set and key: one statement."""
    return {(rule.rule_set_id, rule.key): rule for rule in Rule.objects.filter(rule_set__in=set(rule_set_ids))}


def lines_of(reasons: Sequence[Mapping[str, Any]], *, rule_set_id: int, rules: Rules) -> list[ReasonLine]:
    found = ((reason, rules.get((rule_set_id, str(reason["rule"])))) for reason in reasons)
    return [
        ReasonLine(rule.key, filled(rule, reason), rule.points, shown_source(rule.source), rule.asks_for_visit)
        for reason, rule in found
        if rule is not None
    ]


def filled(rule: Rule, reason: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; a word without a number stays a dash."""
    sentence = rule.says_th if (get_language() or "th").startswith("th") else rule.says_en
    words = {word: shown(reason.get(word)) for word in ("value", "days", "of")}
    return sentence.format_map({**words, "threshold": shown(rule.threshold)})


def condition(rule: Rule) -> str:
    """The rule itself in words: what is compared, how, and with what."""
    unit = MEANING[rule.variable].unit
    words = {"variable": rule.get_variable_display(), "number": shown(rule.threshold), "unit": unit}
    if rule.asks_for_visit:
        return f"{words['variable']}: {rule.get_comparison_display()}"
    if MEANING[rule.variable].is_yes_or_no:
        return str(words["variable"])
    if rule.comparison == Comparison.AT_MOST:
        return _("%(variable)s: %(number)s %(unit)s or less") % words
    return _("%(variable)s: %(number)s %(unit)s or more") % words


def shown_source(source: str) -> str:
    """Where a rule comes from, in the reader's language where Mueang brought it."""
    return _(source) if source in SOURCES else source


def stored_source(typed: str) -> str:
    """What `shown_source` shows of, so that a source that was not changed stays in every language."""
    return next((source for source in SOURCES if typed in (source, _(source))), typed)


def fact_words(kind: str, value: float) -> str:
    """What is known as it is said: yes, no, or a number with its unit."""
    meaning = FACT_MEANING[kind]
    if meaning.is_yes_or_no:
        return _("yes") if value else _("no")
    return f"{shown(value)} {meaning.unit}"


def shown(number: float | None) -> str:
    """30 rather than 30.0; 2,950; a dash where nothing is known."""
    if number is None:
        return "–"
    whole = float(number).is_integer()
    return str(
        number_format(int(number) if whole else round(number, 1), decimal_pos=0 if whole else 1, force_grouping=True)
    )
