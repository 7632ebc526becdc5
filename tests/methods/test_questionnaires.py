"""Questionnaires as data: what is refused, what is asked, which answers are kept."""

import copy
import doctest
from typing import Any

import pytest

from factories.surveys import QUESTIONS
from mueang.facts.questionnaires import packaged_questionnaires
from mueang.methods import questionnaires
from mueang.methods.questionnaires import QuestionnaireRefused, check_answers, read_questions

READ = read_questions(QUESTIONS)


def test_examples_hold() -> None:
    assert doctest.testmod(questionnaires).failed == 0


def changed(place: int, **changes: Any) -> list[dict[str, Any]]:
    lines = copy.deepcopy(QUESTIONS)
    lines[place] |= changes
    return lines


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ([], "empty"),
        ("words", "empty"),
        (QUESTIONS * 9, "too_many"),
        ([*QUESTIONS, QUESTIONS[0]], "twice"),
        (["no mapping"], "code"),
        (changed(0, code="Ä"), "code"),
        (changed(0, kind="file"), "kind"),
        (changed(0, th=" "), "words"),
        (changed(0, en="x" * 401), "words"),
        (changed(0, choices=[]), "choices"),
        (changed(0, choices=[{"code": "a", "th": "ก", "en": "a"}] * 2), "choices"),
        (changed(0, choices=[{"code": "A!", "th": "ก", "en": "a"}, {"code": "b", "th": "ข", "en": "b"}]), "choices"),
        (changed(2, least=5, most=5), "scale"),
        (changed(2, most=11), "scale"),
        (changed(2, least="1"), "scale"),
        (changed(1, only_if={"question": "glad", "choices": ["1"]}), "only_if"),
        (changed(1, only_if={"question": "learn", "choices": ["perhaps"]}), "only_if"),
        (changed(1, only_if={"question": "learn", "choices": []}), "only_if"),
        (changed(1, only_if={"question": "learn"}), "only_if"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(raw: Any, why: str) -> None:
    with pytest.raises(QuestionnaireRefused) as refusal:
        read_questions(raw)

    assert refusal.value.why == why


def test_every_kind_of_answer_is_kept_in_its_plainest_form() -> None:
    given = {
        "learn": "no",
        "why": ["far", "time"],
        "glad": "๕",
        "minutes": "1,5 00",
        "words": "  อยาก\u200bเรียน ",
        "x": 1,
    }

    checked = check_answers(READ, given)

    assert checked.wrong == {}
    assert checked.answers == {"learn": "no", "why": ["time", "far"], "glad": 5, "minutes": 1500, "words": "อยากเรียน"}
    assert list(given) == ["learn", "why", "glad", "minutes", "words", "x"]


def test_a_skipped_question_keeps_no_answer_even_if_one_was_sent() -> None:
    assert check_answers(READ, {"learn": "yes", "why": ["far"]}).answers == {"learn": "yes"}


@pytest.mark.parametrize(
    ("code", "value", "wrong"),
    [
        ("learn", "perhaps", "unknown"),
        ("learn", ["yes"], "unknown"),
        ("learn", " ", "missing"),
        ("why", ["far", "perhaps"], "unknown"),
        ("why", [["far"]], "unknown"),
        ("glad", "6", "unknown"),
        ("glad", "2.5", "unknown"),
        ("glad", True, "unknown"),
        ("minutes", "1e999", "unknown"),
        ("minutes", "nan", "unknown"),
        ("minutes", "9" * 18, "unknown"),
        ("minutes", {"$gt": 0}, "unknown"),
        ("words", "x" * 1001, "too_long"),
        ("words", {"a": 1}, "unknown"),
    ],
)
def test_what_is_no_answer_is_told_and_not_kept(code: str, value: Any, wrong: str) -> None:
    checked = check_answers(READ, {"learn": "no"} | {code: value})

    assert checked.wrong == {code: wrong}
    assert code not in checked.answers


def test_a_fraction_stays_a_fraction() -> None:
    assert check_answers(READ, {"learn": "yes", "minutes": "-2.5"}).answers["minutes"] == -2.5


def test_what_comes_along_can_be_asked_and_names_source_and_licence() -> None:
    packaged = packaged_questionnaires()

    assert [one.code for one in packaged] == ["learning-wishes", "end-of-day", "not-learning"]
    for one in packaged:
        assert read_questions(one.questions)
        assert one.source
        assert one.licence
