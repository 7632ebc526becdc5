"""Versions of rules: drafted by a supervisor, live from a moment on, and never edited afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from cast import MEMBERS, Cast
from factories.flags import live_rules
from mueang.apps.audit.models import Event
from mueang.apps.flags.actions import Levels, change_draft, discard_draft, draft_rules, put_live
from mueang.apps.flags.enums import DEFAULT_RULES, MEANING, SOURCES, Comparison, DefaultRule, Variable
from mueang.apps.flags.errors import DraftedAlready, NoRules, OutOfScale, RulesAreLive, UnknownWord
from mueang.apps.flags.models import Rule, RuleSet
from mueang.apps.flags.queries import shown_source, stored_source
from mueang.apps.flags.rules import flag_cities, may_answer_flags, may_change_rules, visible_rule_sets

pytestmark = pytest.mark.django_db
LEVELS = Levels(look_from=3, urgent_from=6, visit_from=2, life_days=14)


def a_rule(**changes: Any) -> DefaultRule:
    return DEFAULT_RULES[0]._replace(**changes)


def a_draft(cast: Cast) -> RuleSet:
    return draft_rules(city=cast.city, actor=cast.case_supervisor)


def test_a_city_begins_with_sourced_rules(cast: Cast) -> None:
    draft = a_draft(cast)
    assert [rule.key for rule in draft.rules.all()] == [rule.key for rule in DEFAULT_RULES]
    assert all(rule.source and rule.says_th and rule.says_en for rule in draft.rules.all())
    assert draft.is_draft
    assert not draft.is_live
    assert draft.number == 1
    assert list(draft.rules.filter(comparison=Comparison.UNKNOWN).values_list("key", flat=True)) == [
        "no-register",
        "no-household-form",
    ]


def test_the_default_rules_pass_the_checks_of_a_typed_draft(cast: Cast) -> None:
    draft = change_draft(draft=a_draft(cast), levels=LEVELS, rules=DEFAULT_RULES, actor=cast.case_supervisor)
    assert draft.rules.count() == len(DEFAULT_RULES)


def test_no_rule_looks_at_faith_ethnicity_or_language() -> None:
    told = " ".join([*Variable.values, *(str(label) for label in Variable.labels)]).lower()
    assert not [word for word in ("relig", "faith", "ethnic", "language", "nation") if word in told]
    assert set(MEANING) == set(Variable)


def test_what_was_live_is_retired_and_kept_as_it_was(cast: Cast) -> None:
    first = put_live(draft=a_draft(cast), actor=cast.case_supervisor)
    second = a_draft(cast)
    change_draft(draft=second, levels=LEVELS, rules=[a_rule(points=5)], note="  a  note ", actor=cast.case_supervisor)
    put_live(draft=second, actor=cast.case_supervisor)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.retired_at
    assert not first.is_live
    assert first.rules.count() == len(DEFAULT_RULES)
    assert second.is_live
    assert second.number == 2
    assert second.note == "a note"
    assert [(rule.key, rule.points) for rule in second.rules.all()] == [("absence-10", 5)]
    third = a_draft(cast)
    assert [(rule.key, rule.points) for rule in third.rules.all()] == [("absence-10", 5)]


def test_rules_that_were_live_are_never_edited(cast: Cast) -> None:
    live = put_live(draft=a_draft(cast), actor=cast.case_supervisor)
    for again in (
        lambda: change_draft(draft=live, levels=LEVELS, rules=[a_rule()], actor=cast.case_supervisor),
        lambda: put_live(draft=live, actor=cast.case_supervisor),
        lambda: discard_draft(draft=live, actor=cast.case_supervisor),
    ):
        with pytest.raises(RulesAreLive) as refused:
            again()
        assert refused.value.sentence
    assert live.rules.count() == len(DEFAULT_RULES)


def test_a_city_has_one_draft_and_one_live_set(cast: Cast) -> None:
    draft = a_draft(cast)
    with pytest.raises(DraftedAlready):
        a_draft(cast)
    put_live(draft=draft, actor=cast.case_supervisor)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.create(city=cast.city, number=9, made_at=now, live_since=now)
    discarded = a_draft(cast)
    discard_draft(draft=discarded, actor=cast.case_supervisor)
    assert not RuleSet.objects.filter(pk=discarded.pk).exists()
    assert RuleSet.objects.create(city=cast.elsewhere, number=1, made_at=now, live_since=now).is_live


def test_a_draft_without_rules_does_not_go_live(cast: Cast) -> None:
    draft = a_draft(cast)
    change_draft(draft=draft, levels=LEVELS, rules=[], actor=cast.case_supervisor)
    with pytest.raises(NoRules):
        put_live(draft=draft, actor=cast.case_supervisor)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [("{name} is absent", "{name}"), ("{value!r}", "{value!r}"), ("{value:>9}", "{value:>9}"), ("{value", "{…}")],
)
def test_a_sentence_holds_only_words_that_can_be_filled(cast: Cast, sentence: str, named: str) -> None:
    draft = a_draft(cast)
    with pytest.raises(UnknownWord) as refused:
        change_draft(draft=draft, levels=LEVELS, rules=[a_rule(says_en=sentence)], actor=cast.case_supervisor)
    assert named in refused.value.sentence
    assert "{days}" in refused.value.sentence
    assert draft.rules.count() == len(DEFAULT_RULES)


def test_what_is_unknown_has_no_number_to_print(cast: Cast) -> None:
    rule = a_rule(comparison=Comparison.UNKNOWN.value, says_en="absent {value}")
    with pytest.raises(UnknownWord):
        change_draft(draft=a_draft(cast), levels=LEVELS, rules=[rule], actor=cast.case_supervisor)


def test_a_threshold_stays_on_its_scale(cast: Cast) -> None:
    draft = a_draft(cast)
    for wrong in (-1, 101, float("nan")):
        with pytest.raises(OutOfScale) as refused:
            change_draft(draft=draft, levels=LEVELS, rules=[a_rule(threshold=wrong)], actor=cast.case_supervisor)
    assert "100" in refused.value.sentence


@pytest.mark.parametrize(
    ("levels", "rule"),
    [
        (Levels(look_from=6, urgent_from=3, visit_from=2, life_days=14), {}),
        (Levels(look_from=0, urgent_from=3, visit_from=2, life_days=14), {}),
        (LEVELS, {"points": 0}),
        (LEVELS, {"points": 100}),
        (LEVELS, {"says_th": ""}),
        (LEVELS, {"key": "not a key"}),
    ],
)
def test_what_makes_no_sense_is_refused_whole(cast: Cast, levels: Levels, rule: dict[str, Any]) -> None:
    draft = a_draft(cast)
    with pytest.raises(ValidationError):
        change_draft(draft=draft, levels=levels, rules=[a_rule(**rule)], actor=cast.case_supervisor)
    assert (draft.rules.count(), RuleSet.objects.get(pk=draft.pk).look_from) == (len(DEFAULT_RULES), 3)


@pytest.mark.parametrize("name", MEMBERS)
def test_who_sees_flags_answers_them_and_changes_rules(cast: Cast, name: str) -> None:
    draft, member = a_draft(cast), getattr(cast, name)
    assert list(flag_cities(member)) == ([cast.city] if name in {"case_worker", "case_supervisor"} else [])
    assert list(visible_rule_sets(member)) == ([draft] if name in {"case_worker", "case_supervisor"} else [])
    assert may_answer_flags(member, cast.city) == (name in {"case_worker", "case_supervisor"})
    assert may_change_rules(member, cast.city) == (name == "case_supervisor")
    assert not may_change_rules(member, cast.elsewhere)
    assert not may_answer_flags(member, cast.elsewhere)


@pytest.mark.parametrize("name", ["case_worker", "manager", "unit_officer", "teacher"])
def test_rules_are_changed_by_a_supervisor_alone(cast: Cast, name: str) -> None:
    draft, member = a_draft(cast), getattr(cast, name)
    for attempt in (
        lambda: draft_rules(city=cast.city, actor=member),
        lambda: change_draft(draft=draft, levels=LEVELS, rules=[], actor=member),
        lambda: put_live(draft=draft, actor=member),
        lambda: discard_draft(draft=draft, actor=member),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert RuleSet.objects.get().is_draft


def test_every_change_of_rules_is_in_the_citys_book(cast: Cast) -> None:
    draft = a_draft(cast)
    change_draft(draft=draft, levels=LEVELS, rules=[a_rule()], actor=cast.case_supervisor)
    put_live(draft=draft, actor=cast.case_supervisor)
    discard_draft(draft=a_draft(cast), actor=cast.case_supervisor)
    verbs = list(
        Event.objects.filter(verb__startswith="flags.", book__name__startswith=cast.city.slug)
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert verbs == [
        "flags.rules_drafted",
        "flags.rules_changed",
        "flags.rules_live",
        "flags.rules_drafted",
        "flags.rules_discarded",
    ]
    assert Rule.objects.count() == 1


def test_sources_that_came_with_the_rules_are_shown_in_thai_and_kept_in_every_language(cast: Cast) -> None:
    rule = live_rules(cast.city, "over-age").rules.get()
    assert rule.source == "El Salvador, DSSG: over-age for grade"
    with translation.override("th"):
        shown = shown_source(rule.source)
        assert shown == "เอลซัลวาดอร์ (DSSG): อายุเกินเกณฑ์ของชั้น"
        assert stored_source(shown) == rule.source
        assert stored_source("ครูแนะแนว") == shown_source("ครูแนะแนว") == "ครูแนะแนว"
        assert shown_source("") == stored_source("") == ""
        assert all(shown_source(source) != source for source in SOURCES)
