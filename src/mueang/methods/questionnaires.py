"""A questionnaire as data: its questions read or refused, which of them are asked, and which answers they take."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mueang.methods.thai import arabic_digits, clean

KINDS = ("one", "several", "scale", "number", "text")
MOST_QUESTIONS, MOST_CHOICES, LONGEST_WORDS, LONGEST_ANSWER = 40, 20, 400, 1_000
SCALE_ENDS, LARGEST_NUMBER = (0, 10), 1e12
_PLAIN_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,9})?", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")
Answer = str | int | float | list[str]


class QuestionnaireRefused(ValueError):
    """A questionnaire that cannot be asked: `why` in a word, and the code of the question where it is one's fault."""

    def __init__(self, why: str, question: str = "") -> None:
        super().__init__(f"{question or 'questions'}: {why}")
        self.why, self.question = why, question


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose."""

    code: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `only_if` names an earlier question and those of its choices after which this one is asked."""

    code: str
    kind: str
    name_th: str
    name_en: str
    choices: tuple[Choice, ...] = ()
    least: int = 1
    most: int = 5
    low_th: str = ""
    low_en: str = ""
    high_th: str = ""
    high_en: str = ""
    is_required: bool = False
    only_if: tuple[str, frozenset[str]] | None = None

    @property
    def steps(self) -> range:
        """The points of a scale."""
        return range(self.least, self.most + 1)


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers to keep, and what is wrong: code of the question to `missing`, `unknown` or `too_long`."""

    answers: dict[str, Answer]
    wrong: dict[str, str]


def read_questions(raw: object) -> tuple[Question, ...]:
    """The questions of a questionnaire kept as plain data.

    Parameters
    ----------
    raw : list of mappings with `code`, `kind`, `th`, `en` and, by kind, `choices` (of the same three), `least`, `most`,
        `low_th`, `low_en`, `high_th`, `high_en`; also `is_required` and `only_if` (`question`, `choices`)

    Returns
    -------
    tuple of Question, in the order given

    Raises
    ------
    QuestionnaireRefused
        empty, too_many, code, twice, kind, words, choices, scale or only_if.

    Source
    ------
    The kinds are those of XLSForm (2024) that a telephone and a sheet of paper can both ask.

    Examples
    --------
    >>> read_questions([{"code": "age", "kind": "number", "th": "อายุ", "en": "Age"}])[0].name_en
    'Age'
    """
    if not isinstance(raw, list) or not raw:
        raise QuestionnaireRefused("empty")
    if len(raw) > MOST_QUESTIONS:
        raise QuestionnaireRefused("too_many")
    found: list[Question] = []
    for line in raw:
        question = _question(line, before=found)
        if any(question.code == one.code for one in found):
            raise QuestionnaireRefused("twice", question.code)
        found.append(question)
    return tuple(found)


def is_asked(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether what was answered so far leads to this question.

    Parameters
    ----------
    answers : code -> answer of the questions before it; one that was skipped is not there

    Returns
    -------
    bool

    Raises
    ------
    Nothing.

    Source
    ------
    The `relevant` column of XLSForm (2024), for choices alone.

    Examples
    --------
    >>> why = Question("why", "text", "เพราะ", "Why", only_if=("now", frozenset({"no"})))
    >>> is_asked(why, {"now": "no"}), is_asked(why, {"now": "yes"}), is_asked(why, {})
    (True, False, False)
    """
    if question.only_if is None:
        return True
    code, wanted = question.only_if
    given = answers.get(code)
    return bool(wanted & set(given if isinstance(given, list) else [given]))


def check_answers(questions: Sequence[Question], given: Mapping[str, Any]) -> Checked:
    """What somebody answered, as it is kept: questions that were not asked are left out, strangers' keys too.

    Parameters
    ----------
    given : code -> what was ticked or typed: text, a number, or a list; numbers may be in Thai digits

    Returns
    -------
    Checked; a question left open is in neither part unless it is required

    Raises
    ------
    Nothing: what cannot be read is `wrong`.

    Source
    ------
    Our own.

    Examples
    --------
    >>> check_answers([Question("age", "number", "อายุ", "Age", is_required=True)], {"age": "๔๑"})
    Checked(answers={'age': 41}, wrong={})
    >>> check_answers([Question("age", "number", "อายุ", "Age", is_required=True)], {})
    Checked(answers={}, wrong={'age': 'missing'})
    """
    answers: dict[str, Answer] = {}
    wrong: dict[str, str] = {}
    for question in questions:
        if not is_asked(question, answers):
            continue
        value = given.get(question.code)
        if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
            if question.is_required:
                wrong[question.code] = "missing"
            continue
        kept = _READERS[question.kind](question, value)
        if kept is None:
            wrong[question.code] = "too_long" if question.kind == "text" and isinstance(value, str) else "unknown"
        else:
            answers[question.code] = kept
    return Checked(answers, wrong)


def _question(line: object, *, before: Sequence[Question]) -> Question:
    if not isinstance(line, Mapping) or not _CODE.fullmatch(str(line.get("code") or "")):
        raise QuestionnaireRefused("code", str(line.get("code") or "") if isinstance(line, Mapping) else "")
    code, kind = str(line["code"]), line.get("kind")
    if kind not in KINDS:
        raise QuestionnaireRefused("kind", code)
    scale = {name: line.get(name, default) for name, default in (("least", 1), ("most", 5))}
    lowest, highest = SCALE_ENDS
    if kind == "scale" and not (
        all(type(value) is int for value in scale.values()) and lowest <= scale["least"] < scale["most"] <= highest
    ):
        raise QuestionnaireRefused("scale", code)
    ends = {name: str(line.get(name) or "")[:LONGEST_WORDS] for name in ("low_th", "low_en", "high_th", "high_en")}
    return Question(
        code,
        str(kind),
        *_words(line, code),
        choices=_choices(line, code) if kind in {"one", "several"} else (),
        is_required=line.get("is_required") is True,
        only_if=_only_if(line.get("only_if"), code, before=before),
        **(scale | ends if kind == "scale" else {}),
    )


def _words(line: Mapping[str, Any], code: str) -> tuple[str, str]:
    words = (clean(str(line.get("th") or "")), clean(str(line.get("en") or "")))
    if not all(words) or max(map(len, words)) > LONGEST_WORDS:
        raise QuestionnaireRefused("words", code)
    return words


def _choices(line: Mapping[str, Any], code: str) -> tuple[Choice, ...]:
    raw = line.get("choices")
    if not isinstance(raw, list) or not 2 <= len(raw) <= MOST_CHOICES:
        raise QuestionnaireRefused("choices", code)
    found = []
    for one in raw:
        if not isinstance(one, Mapping) or not _CODE.fullmatch(str(one.get("code") or "")):
            raise QuestionnaireRefused("choices", code)
        found.append(Choice(str(one["code"]), *_words(one, code)))
    if len({choice.code for choice in found}) < len(found):
        raise QuestionnaireRefused("choices", code)
    return tuple(found)


def _only_if(raw: object, code: str, *, before: Sequence[Question]) -> tuple[str, frozenset[str]] | None:
    if not raw:
        return None
    if not isinstance(raw, Mapping) or not isinstance(raw.get("choices"), list):
        raise QuestionnaireRefused("only_if", code)
    earlier = next((question for question in before if question.code == raw.get("question")), None)
    wanted = frozenset(map(str, raw["choices"]))
    if earlier is None or not wanted or not wanted <= {choice.code for choice in earlier.choices}:
        raise QuestionnaireRefused("only_if", code)
    return earlier.code, wanted


def _one(question: Question, value: Any) -> str | None:
    return value if any(value == choice.code for choice in question.choices) else None


def _several(question: Question, value: Any) -> list[str] | None:
    ticked = value if isinstance(value, list) else [value]
    codes = [choice.code for choice in question.choices]
    return [code for code in codes if code in ticked] if all(one in codes for one in ticked) else None


def _scale(question: Question, value: Any) -> int | None:
    number = _number(question, value)
    return int(number) if number is not None and number in question.steps else None


def _number(_question: Question, value: Any) -> int | float | None:
    text = arabic_digits(clean(str(value))).replace(",", "").replace(" ", "")
    if isinstance(value, bool) or not _PLAIN_NUMBER.fullmatch(text):
        return None
    number = float(text)
    if abs(number) > LARGEST_NUMBER:
        return None
    return int(number) if number == int(number) else number


def _text(_question: Question, value: Any) -> str | None:
    text = clean(value) if isinstance(value, str) else ""
    return text if 0 < len(text) <= LONGEST_ANSWER else None


_READERS = {"one": _one, "several": _several, "scale": _scale, "number": _number, "text": _text}
