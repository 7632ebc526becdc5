"""What the course is made of: strands, modules, steps with their minutes, questions, criteria."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")
MODES = ("lecture", "lab", "practice")
SECTIONS = ("reading", "example", "activity", "facilitator")
# A criterion is judged at one of these, worst first; a certificate asks for `adequate` or better in each.
LEVELS = ("not_yet", "developing", "adequate", "exemplary")


class Words(NamedTuple):
    """The same words in both languages."""

    th: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language.startswith("en") else self.th


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a meeting: how long, how it counts, what happens."""

    minutes: int
    mode: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz item; `right` holds places in the options, from 0, and every item explains its answer."""

    key: str
    kind: Literal["one", "several"]
    stem: Words
    options: tuple[Words, ...]
    right: frozenset[int]
    why: Words


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what is looked at, and how each of `LEVELS` shows itself."""

    key: str
    name: Words
    levels: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One module in one language: its title, what one can do after it, and its four sections in Markdown."""

    title: str
    outcomes: tuple[str, ...]
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Module:
    """One to three hours of the course, with everything needed to learn it, teach it and judge it.

    `tool` names the room of Mueang in which the activity is done, on the learner's own city.
    """

    key: str
    tool: str
    steps: tuple[Step, ...]
    texts: Mapping[str, Text]
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    def minutes_by_mode(self) -> Counter[str]:
        """Minutes of each of `MODES`, from the steps themselves, so that no second figure can disagree."""
        counted = Counter(dict.fromkeys(MODES, 0))
        for step in self.steps:
            counted[step.mode] += step.minutes
        return counted

    def text(self, language: str) -> Text:
        return self.texts["en" if language.startswith("en") else "th"]


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the course's aims, worked at for nine hours."""

    key: str
    name: Words
    aim: Words
    modules: tuple[Module, ...]

    def minutes_by_mode(self) -> Counter[str]:
        return sum((module.minutes_by_mode() for module in self.modules), Counter())


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact of the course stands, as it is cited by `[^key]`."""

    key: str
    title: str
    address: str
    note: Words


@dataclass(frozen=True, slots=True)
class Term:
    """A word explained in place, linked as `[the word](term:key)`."""

    key: str
    name: Words
    meaning: Words


@dataclass(frozen=True, slots=True)
class Completion:
    """What a certificate asks for: hours in all, minutes of each strand, and the least level of every criterion."""

    hours: int
    strand_share: Fraction
    level: str
    capstone_module: str


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course."""

    name: Words
    about: Words
    licence: str
    completion: Completion
    strands: tuple[Strand, ...]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]

    @property
    def modules(self) -> tuple[Module, ...]:
        return tuple(module for strand in self.strands for module in strand.modules)

    def minutes_by_mode(self) -> Counter[str]:
        return sum((strand.minutes_by_mode() for strand in self.strands), Counter())
