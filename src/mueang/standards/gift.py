"""Questions in Moodle's GIFT text: read with the line of every fault, and written so that Moodle reads them back.

Source: Moodle Docs, "GIFT format" (https://docs.moodle.org/en/GIFT_format), and the order in which Moodle's own
importer (question/format/gift/format.php) tells the kinds apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["choice", "truth", "short", "number", "match", "essay", "text"]

MOST_LETTERS = 1_000_000
MOST_QUESTIONS = 2_000
MOST_ANSWERS = 100
LONGEST_TEXT = 20_000

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,7})?)%")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_SPECIAL = re.compile(r"[\\~=#{}:]")
_FULL, _NONE = Decimal(100), Decimal(0)


class GiftError(ValueError):
    """A text that is no GIFT, or a question GIFT cannot say: `line` from 1, `reason` says what to do."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be answered; `percent` of the question's points it earns, -100 to 100.

    `text` is the option, the accepted words or, of a pair, what is matched; `other` its other half. Of a number,
    `text` is the number and `tolerance` how far off an answer may be.
    """

    text: str
    percent: Decimal = _NONE
    feedback: str = ""
    other: str = ""
    tolerance: Decimal = _NONE


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `tail` stands after the answers where they fill a gap; `line` is where it begins, from 1.

    A choice is of `is_several` where answers earn shares and none earns all. A truth has one answer, `T` or `F`.
    """

    kind: Kind
    stem: str
    answers: tuple[Answer, ...] = ()
    title: str = ""
    tail: str = ""
    explanation: str = ""
    category: str = ""
    line: int = field(default=1, compare=False)

    @property
    def is_several(self) -> bool:
        return self.kind == "choice" and not any(answer.percent == _FULL for answer in self.answers)


def read_gift(text: str) -> list[Question]:
    r"""Every question of a GIFT text.

    Parameters
    ----------
    text : at most `MOST_LETTERS` letters

    Returns
    -------
    list of Question in the order of the text, at most `MOST_QUESTIONS`

    Raises
    ------
    GiftError
        With the line of the first fault and what to do about it; also where a bound is passed.

    Source
    ------
    Moodle Docs, "GIFT format".

    Examples
    --------
    >>> one = read_gift("::sum::2+2 {=4#Yes ~3 ~5 ####Count on your fingers}")[0]
    >>> one.kind, one.title, [int(answer.percent) for answer in one.answers], one.explanation
    ('choice', 'sum', [100, 0, 0], 'Count on your fingers')
    >>> [str(one.answers[0].tolerance) for one in read_gift("pi {#3.14:0.01}")]
    ['0.01']
    """
    if len(text) > MOST_LETTERS:
        raise GiftError(1, f"the text has more than {MOST_LETTERS:,} letters; split it into several files")
    found: list[Question] = []
    category = ""
    for start, block in _blocks(text):
        line, asked = start, block
        if block.startswith("$CATEGORY:"):
            head, _break, asked = block.partition("\n")
            category, line, asked = head.partition(":")[2].strip(), start + 1, asked.strip()
        if not asked:
            continue
        if len(found) == MOST_QUESTIONS:
            raise GiftError(line, f"more than {MOST_QUESTIONS:,} questions; split the file")
        found.append(_question(asked, line=line, category=category))
    return found


def write_gift(questions: Iterable[Question]) -> str:
    """GIFT text of questions; `read_gift` gives them back.

    Parameters
    ----------
    questions : texts without blanks around them; shares as Moodle's, so 33.33333 for a third

    Returns
    -------
    str, one block a question with an empty line between, ending in a line feed; empty for no questions

    Raises
    ------
    GiftError
        For words GIFT has no way to write: `->` in words to be typed, which Moodle takes for a pair. The line is
        the question's place.

    Source
    ------
    Moodle Docs, "GIFT format".

    Examples
    --------
    >>> print(write_gift([Question("truth", "The sea is salty.", (Answer("T", Decimal(100)),), title="sea")]), end="")
    ::sea::[plain]The sea is salty. {T}
    """
    blocks: list[str] = []
    category = ""
    for place, question in enumerate(questions, start=1):
        if question.category != category:
            category = question.category
            blocks.append(f"$CATEGORY: {category}\n")
        blocks.append(_written(question, place))
    return "\n".join(blocks)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs without comments, with the line they begin at; an empty line within braces ends nothing."""
    lines: list[str] = []
    start, depth = 1, 0
    for number, raw in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), start=1):
        line = raw.strip()
        if line.startswith("//"):
            continue
        if line:
            if not lines:
                start = number
            lines.append(line)
            depth = max(0, depth + len(re.findall(r"(?<!\\)\{", line)) - len(re.findall(r"(?<!\\)\}", line)))
        elif lines and not depth:
            yield start, "\n".join(lines)
            lines = []
    if lines:
        yield start, "\n".join(lines)


def _question(block: str, *, line: int, category: str) -> Question:
    title, body = _title(block, line)
    opened = _find(body, "{")
    if opened < 0:
        return Question("text", _plain(body, line), title=title, category=category, line=line)
    closed = _find(body, "}", opened)
    if closed < 0:
        raise GiftError(line, "the answers begin with { and never end; write } after the last one")
    inside = body[opened + 1 : closed].strip()
    if _find(inside, "{") >= 0 or _find(body[closed + 1 :], "{") >= 0:
        raise GiftError(line, "a second { in one question; put an empty line between questions, or write \\{")
    inside, explanation = _split_once(inside, "####")
    kind, answers = _answers(inside, line)
    return Question(
        kind=kind,
        stem=_plain(body[:opened], line),
        answers=answers,
        title=title,
        tail=_text(body[closed + 1 :], line),
        explanation=_text(explanation, line),
        category=category,
        line=line,
    )


def _title(block: str, line: int) -> tuple[str, str]:
    if not block.startswith("::"):
        return "", block
    end = _find(block, "::", 2)
    if end < 0:
        raise GiftError(line, "the title begins with :: and never ends; write :: after it")
    return _text(block[2:end], line), block[end + 2 :].strip()


def _answers(inside: str, line: int) -> tuple[Kind, tuple[Answer, ...]]:
    said, feedback = _split_once(inside, "#")
    truth = _TRUTH.get(said.strip().upper())
    if not inside:
        return "essay", ()
    if truth is not None:
        return "truth", (Answer("T" if truth else "F", _FULL, _text(feedback, line)),)
    if inside.startswith("#"):
        return "number", tuple(_number(part, line) for part in _parts(inside[1:].strip(), line, "=", bare=True))
    parts = list(_parts(inside, line, "=~"))
    if _find(inside, "~") >= 0:
        return "choice", tuple(_answer(part, line) for part in parts)
    if all("->" in part for part in parts):
        return "match", tuple(_pair(part, line) for part in parts)
    return "short", tuple(_answer(part, line) for part in parts)


def _parts(inside: str, line: int, marks: str, *, bare: bool = False) -> Iterator[str]:
    """The answers with their mark, cut where the next mark stands unescaped."""
    if not inside or (inside[0] not in marks and not bare):
        raise GiftError(line, "an answer begins with = (right) or ~ (wrong); write one of them before the first")
    starts = [at for at in _unescaped(inside) if inside[at] in marks]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    if len(starts) > MOST_ANSWERS:
        raise GiftError(line, f"more than {MOST_ANSWERS} answers to one question")
    for start, end in zip(starts, [*starts[1:], len(inside)], strict=True):
        yield inside[start:end]


def _answer(part: str, line: int) -> Answer:
    percent, rest = _weight(part, line)
    text, feedback = _split_once(rest, "#")
    return Answer(_needed(text, line), percent, _text(feedback, line))


def _pair(part: str, line: int) -> Answer:
    text, _arrow, other = part[1:].partition("->")
    return Answer(_text(text, line), _FULL, other=_needed(other, line))


def _number(part: str, line: int) -> Answer:
    percent, rest = _weight(part if part.startswith("=") else f"={part}", line)
    text, feedback = _split_once(rest, "#")
    first, dots, last = text.strip().partition("..")
    if dots:
        low, high = _decimal(first, line), _decimal(last, line)
        value, tolerance = (low + high) / 2, (high - low) / 2
    else:
        told, _colon, off = text.strip().partition(":")
        value, tolerance = _decimal(told, line), _decimal(off, line) if off else _NONE
    if tolerance < 0:
        raise GiftError(line, "the range of a number runs backwards; write the smaller end first")
    return Answer(f"{value:f}", percent, _text(feedback, line), tolerance=tolerance)


def _decimal(text: str, line: int) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise GiftError(line, f"“{text.strip()[:40]}” is no number; write it like 3.14, 3.14:0.01 or 1..5")
    return Decimal(text.strip())


def _weight(part: str, line: int) -> tuple[Decimal, str]:
    percent = _FULL if part.startswith("=") else _NONE
    rest = part[1:].lstrip()
    found = _WEIGHT.match(rest)
    if found is None:
        return percent, rest
    percent = Decimal(found[1])
    if not -100 <= percent <= 100:
        raise GiftError(line, f"a share of {found[1]} percent; it lies between -100 and 100")
    return percent, rest[found.end() :]


def _plain(text: str, line: int) -> str:
    """A stem, without the mark of its format."""
    bare = text.strip()
    marked = _FORMAT.match(bare)
    return _needed(bare[marked.end() :] if marked else bare, line)


def _needed(text: str, line: int) -> str:
    found = _text(text, line)
    if not found:
        raise GiftError(line, "a question or an answer is empty; write its words")
    return found


def _text(raw: str, line: int) -> str:
    """Words with their escapes taken off; a line break in the file is a blank."""
    bare = re.sub(r"\n", " ", raw.strip())
    if len(bare) > LONGEST_TEXT:
        raise GiftError(line, f"a text of more than {LONGEST_TEXT:,} letters; shorten it")
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], bare).strip()


def _unescaped(text: str) -> Iterator[int]:
    """Places of special letters that no backslash stands before."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if _SPECIAL.match(text[at]):
            yield at
        at += 1


def _find(text: str, mark: str, start: int = 0) -> int:
    return next((at for at in _unescaped(text) if at >= start and text.startswith(mark, at)), -1)


def _split_once(text: str, mark: str) -> tuple[str, str]:
    at = _find(text, mark)
    return (text, "") if at < 0 else (text[:at], text[at + len(mark) :])


def _written(question: Question, place: int) -> str:
    title = f"::{_escaped(question.title)}::" if question.title else ""
    stem = f"{title}[plain]{_escaped(question.stem)}"
    if question.kind == "text":
        return f"{stem}\n"
    inside = "".join(_written_answer(question, answer, place) for answer in question.answers)
    told = f"####{_escaped(question.explanation)}" if question.explanation else ""
    mark = "#" if question.kind == "number" else ""
    tail = f" {_escaped(question.tail)}" if question.tail else ""
    return f"{stem} {{{mark}{inside}{told}}}{tail}\n"


def _written_answer(question: Question, answer: Answer, place: int) -> str:
    feedback = f"#{_escaped(answer.feedback)}" if answer.feedback else ""
    if question.kind == "truth":
        return f"{answer.text}{feedback}"
    if question.kind == "match":
        return f"\n={_escaped(answer.text)} -> {_escaped(answer.other)}"
    if question.kind == "short" and "->" in answer.text:
        raise GiftError(place, "GIFT takes -> in words to be typed for a pair; write the answer without it")
    mark = "=" if answer.percent == _FULL or question.kind != "choice" else "~"
    # Words that begin like a share need one before them, or they would be taken for it.
    usual = _FULL if mark == "=" else _NONE
    share = "" if answer.percent == usual and not answer.text.startswith("%") else f"%{answer.percent:f}%"
    tolerance = f":{answer.tolerance:f}" if question.kind == "number" and answer.tolerance else ""
    text = answer.text if question.kind == "number" else _escaped(answer.text)
    return f"\n{mark}{share}{text}{tolerance}{feedback}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
