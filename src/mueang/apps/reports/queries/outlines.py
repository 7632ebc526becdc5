"""The forms: packaged ones as a report keeps them, and a kept one with its questions at hand."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from mueang.facts.reports import question_lines


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form; `serves` names lines of frameworks whose figures fit the answer."""

    code: str
    title_th: str
    title_en: str
    ask_th: str
    ask_en: str
    limit: int
    serves: list[list[str]]
    to_check: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title_th: str
    title_en: str
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """A form as a report keeps it."""

    name_th: str
    name_en: str
    about_th: str
    about_en: str
    source: str
    sections: list[Section]

    @property
    def questions(self) -> list[Question]:
        return [question for section in self.sections for question in section.questions]

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)


def packaged_outline(kind: str) -> dict[str, Any]:
    """The form of a kind as JSON, for a report to keep. Raises LookupError for a kind there is no form of."""
    lines = [line for line in question_lines() if line.document == kind]
    if not lines:
        raise LookupError(kind)
    head = lines[0]
    sections = {
        line.code: Section(line.code, line.title_th, line.title_en) for line in lines if line.code and not line.parent
    }
    for line in lines:
        if line.parent:
            told = {name: getattr(line, name) for name in Question.__slots__ if name != "serves"}
            sections[line.parent].questions.append(Question(**told, serves=[list(pair) for pair in line.serves]))
    return asdict(Outline(head.title_th, head.title_en, head.ask_th, head.ask_en, head.source, list(sections.values())))


def outline_of(kept: dict[str, Any]) -> Outline:
    """The form in a report."""
    sections = [
        Section(row["code"], row["title_th"], row["title_en"], [Question(**one) for one in row["questions"]])
        for row in kept["sections"]
    ]
    return Outline(**{**kept, "sections": sections})
