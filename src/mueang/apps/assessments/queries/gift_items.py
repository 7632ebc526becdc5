"""Questions of a quiz as Moodle GIFT, in one language, and GIFT as questions of a quiz."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mueang.apps.assessments.enums import ItemKind
from mueang.apps.assessments.errors import ItemsUnreadable
from mueang.apps.assessments.models import Item
from mueang.standards.gift import Answer, GiftError, Question, read_gift, write_gift

_RIGHT, _WRONG = Decimal(100), Decimal(-100)
# Moodle takes the shares of its own list only; its thirds and sixths are written with five decimals.
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"}
_LONGEST_STEM = 4000


def items_in(text: str) -> list[dict[str, Any]]:
    """Fields of an item for each question of a GIFT text, words in both languages the same until somebody translates.

    Raises ItemsUnreadable with the line of the first thing that cannot be taken in.
    """
    try:
        questions = read_gift(text)
    except GiftError as error:
        raise ItemsUnreadable(error.line, error.reason) from error
    if not questions:
        raise ItemsUnreadable(1, "there is no question in the text")
    return [_fields(question) for question in questions]


def items_out(items: Iterable[Item], *, language: str, category: str = "") -> str:
    """The items as GIFT in `language`, where it lacks words in Thai."""
    return write_gift([_question(item, language=language, category=category) for item in items])


def _fields(question: Question) -> dict[str, Any]:
    stem = question.stem + (f" ____ {question.tail}" if question.tail else "")
    told = [question.explanation, *dict.fromkeys(answer.feedback for answer in question.answers)]
    why = "\n".join(words for words in told if words)
    if max(len(stem), len(why)) > _LONGEST_STEM:
        raise ItemsUnreadable(question.line, f"a question or explanation of more than {_LONGEST_STEM} letters")
    kind, options, right = _answers(question)
    key = question.title or hashlib.sha256(stem.encode()).hexdigest()[:12]
    return {"key": key[:120], "kind": kind, "stem_th": stem, "options": options, "right": right, "why_th": why}


def _answers(question: Question) -> tuple[str, list[dict[str, str]], list[int]]:
    answers = question.answers
    if question.kind == "truth":
        options = [{"th": "ถูก", "en": "True"}, {"th": "ผิด", "en": "False"}]
        return ItemKind.ONE, options, [0 if answers[0].text == "T" else 1]
    if question.kind == "short":
        return ItemKind.SHORT, [{"th": answer.text, "en": ""} for answer in answers if answer.percent == _RIGHT], []
    if question.kind == "number":
        told = [answer for answer in answers if answer.percent == _RIGHT]
        return ItemKind.NUMBER, [{"value": one.text, "tolerance": f"{one.tolerance:f}"} for one in told], []
    if question.kind != "choice":
        reasons = {"match": "pairs", "essay": "an essay (make it an assignment)", "text": "words without a question"}
        raise ItemsUnreadable(question.line, f"{reasons[question.kind]} cannot be marked here; take it out of the file")
    right = [place for place, answer in enumerate(answers) if answer.percent > 0]
    if not 0 < len(right) < len(answers):
        raise ItemsUnreadable(question.line, "some answers must be right and some wrong")
    kind = ItemKind.SEVERAL if question.is_several else ItemKind.ONE
    if kind == ItemKind.ONE:
        right = [place for place, answer in enumerate(answers) if answer.percent == _RIGHT][:1]
    return kind, [{"th": answer.text, "en": ""} for answer in answers], right


def _question(item: Item, *, language: str, category: str) -> Question:
    def said(thai: str, english: str) -> str:
        return (english if language.startswith("en") and english else thai).strip()

    kinds: dict[str, Any] = {ItemKind.SHORT: "short", ItemKind.NUMBER: "number"}
    return Question(
        kind=kinds.get(item.kind, "choice"),
        stem=said(item.stem_th, item.stem_en),
        answers=tuple(_answer(item, place, option, said) for place, option in enumerate(item.options)),
        title=item.key,
        explanation=said(item.why_th, item.why_en),
        category=category,
    )


def _answer(item: Item, place: int, option: Mapping[str, str], said: Any) -> Answer:
    if item.kind == ItemKind.NUMBER:
        return Answer(option["value"], _RIGHT, tolerance=Decimal(option["tolerance"]))
    words = said(option["th"], option.get("en", ""))
    if item.kind == ItemKind.SHORT:
        return Answer(words, _RIGHT)
    if item.kind == ItemKind.ONE:
        return Answer(words, _RIGHT if place in item.right else Decimal(0))
    share = Decimal(_SHARES.get(len(item.right), "10"))
    return Answer(words, share if place in item.right else _WRONG)
