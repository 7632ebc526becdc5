"""Draft rules, change the draft, put it live and retire what was live before."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.flags.enums import DEFAULT_RULES, MEANING, Comparison, DefaultRule
from mueang.apps.flags.errors import DraftedAlready, NoRules, OutOfScale, RulesAreLive, UnknownWord
from mueang.apps.flags.models import Rule, RuleSet
from mueang.apps.flags.rules import may_change_rules
from mueang.apps.network.models import City

COPIED = ("look_from", "urgent_from", "visit_from", "life_days")
RULE_FIELDS = ("key", "variable", "comparison", "threshold", "points", "says_th", "says_en", "source")


@dataclass(frozen=True, slots=True)
class Levels:
    """From how many points a child is seen in turn, soon, or visited; and how many days an unconfirmed flag stands."""

    look_from: int
    urgent_from: int
    visit_from: int
    life_days: int


@transaction.atomic
def draft_rules(*, city: City, actor: User | None, now: datetime | None = None) -> RuleSet:
    """A draft to change: a copy of what is live, or the rules a city begins with.

    Raises PermissionDenied, DraftedAlready.
    """
    city = _locked(city, actor)
    sets = RuleSet.objects.filter(city=city)
    if sets.drafts().exists():
        raise DraftedAlready
    live = sets.live().first()
    levels = {name: getattr(live, name) for name in COPIED} if live else {}
    number = (sets.aggregate(last=Max("number"))["last"] or 0) + 1
    draft = RuleSet(city=city, number=number, made_by=actor, made_at=now or timezone.now(), **levels)
    draft.save(force_insert=True)
    _write_rules(draft, list(live.rules.all()) if live else DEFAULT_RULES)
    record(actor=actor, verb="flags.rules_drafted", target=draft, book=city.slug, facts={"number": number})
    return draft


@transaction.atomic
def change_draft(
    *, draft: RuleSet, levels: Levels, rules: Sequence[DefaultRule], note: str = "", actor: User | None
) -> RuleSet:
    """Write the draft anew: rules are added, changed and left out freely, as OpenEMIS users could not.

    Raises PermissionDenied, RulesAreLive, UnknownWord, OutOfScale, ValidationError.
    """
    draft = _draft(draft, actor)
    for rule in rules:
        check_rule(rule)
    for name in COPIED:
        setattr(draft, name, getattr(levels, name))
    draft.note = " ".join(note.split())[:400]
    draft.full_clean()
    draft.save()
    draft.rules.all().delete()
    _write_rules(draft, rules)
    facts = {"number": draft.number, "n_rules": len(rules)}
    record(actor=actor, verb="flags.rules_changed", target=draft, book=draft.city.slug, facts=facts)
    return draft


@transaction.atomic
def put_live(*, draft: RuleSet, actor: User | None, now: datetime | None = None) -> RuleSet:
    """From now on the nightly run uses the draft; what was live is retired and kept as it was.

    Raises PermissionDenied, RulesAreLive, NoRules.
    """
    draft, now = _draft(draft, actor), now or timezone.now()
    if not draft.rules.exists():
        raise NoRules
    RuleSet.objects.filter(city=draft.city).live().update(retired_at=now)
    draft.live_since, draft.live_by = now, actor
    draft.save(update_fields=["live_since", "live_by"])
    record(actor=actor, verb="flags.rules_live", target=draft, book=draft.city.slug, facts={"number": draft.number})
    return draft


@transaction.atomic
def discard_draft(*, draft: RuleSet, actor: User) -> None:
    """Throw a draft away. Raises PermissionDenied, RulesAreLive."""
    draft = _draft(draft, actor)
    record(
        actor=actor, verb="flags.rules_discarded", target=draft, book=draft.city.slug, facts={"number": draft.number}
    )
    draft.delete()


def _locked(city: City, actor: User | None) -> City:
    city = City.objects.select_for_update().get(pk=city.pk)
    # No actor is the operator at the machine.
    if actor is not None and not may_change_rules(actor, city):
        raise PermissionDenied
    return city


def _draft(draft: RuleSet, actor: User | None) -> RuleSet:
    city = _locked(draft.city, actor)
    found = RuleSet.objects.filter(pk=draft.pk).drafts().first()
    if found is None:
        raise RulesAreLive
    found.city = city
    return found


def check_rule(rule: DefaultRule) -> None:
    """Raises OutOfScale, UnknownWord."""
    meaning = MEANING[rule.variable]
    if rule.comparison != Comparison.UNKNOWN and not 0 <= rule.threshold <= meaning.greatest:
        raise OutOfScale(meaning.greatest)
    known = () if rule.comparison == Comparison.UNKNOWN else meaning.words
    for sentence in (rule.says_th, rule.says_en):
        for word in words_in(sentence):
            if word not in known:
                raise UnknownWord(f"{{{word}}}", known)


def words_in(sentence: str) -> list[str]:
    """Words in braces; a brace that is not closed, or holds more than a word, is one that nobody knows."""
    try:
        parsed = list(string.Formatter().parse(sentence))
    except ValueError:
        return ["…"]
    return [
        name + (f":{form}" if form else "") + (f"!{how}" if how else "")
        for _text, name, form, how in parsed
        if name is not None
    ]


def _write_rules(draft: RuleSet, rules: Sequence[DefaultRule] | Sequence[Rule]) -> None:
    rows = [
        Rule(rule_set=draft, position=position, **{name: getattr(rule, name) for name in RULE_FIELDS})
        for position, rule in enumerate(rules, start=1)
    ]
    for row in rows:
        row.full_clean(exclude=["rule_set"])
    Rule.objects.bulk_create(rows)
