"""Whether the course keeps its promises: the hours, both languages, sources, questions, rubrics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mueang.curriculum.course import LANGUAGES, LEVELS, MODES, SECTIONS, Course, Module, Strand, Text, Words

FEWEST_QUESTIONS = 5
FEWEST_CRITERIA = 3
# A section shorter than this (letters, without spaces) says too little to be learned or taught from.
FEWEST_LETTERS = {"reading": 1800, "example": 500, "activity": 600, "facilitator": 300}
# One language far shorter than the other has lost something on the way.
_MOST_UNLIKE = 1.9
_THAI = re.compile(r"[ก-๙]")
# Thai vowels and tones above and below a letter are no letters to `\w`.
_LETTERS = re.compile(r"[\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_WORD = re.compile(r"[A-Za-z]{3}")
_CITED = re.compile(r"\[\^([\w-]+)\]")
_TERM = re.compile(r"\]\(term:([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend, and where."""

    place: str
    reason: str


def faults(course: Course) -> list[Fault]:
    """Everything that is wrong with a course; an empty list says that it may be taught."""
    return [*_course_faults(course), *_citation_faults(course), *_repeated_keys(course)]


def _course_faults(course: Course) -> Iterator[Fault]:
    if (minutes := course.minutes_by_mode().total()) != course.completion.hours * 60:
        yield Fault("course", f"{minutes / 60:g} hours instead of {course.completion.hours}")
    if course.completion.level not in LEVELS:
        yield Fault("course", f"the completion rule asks for the unknown level {course.completion.level}")
    if course.completion.capstone_module not in {module.key for module in course.modules}:
        yield Fault("course", f"there is no module {course.completion.capstone_module} for the capstone")
    share = course.completion.hours * 60 / max(len(course.strands), 1)
    for strand in course.strands:
        yield from _strand_faults(strand, share)


def _strand_faults(strand: Strand, share: float) -> Iterator[Fault]:
    minutes = strand.minutes_by_mode()
    if minutes.total() != share:
        yield Fault(strand.key, f"{minutes.total() / 60:g} hours instead of {share / 60:g}")
    for mode in MODES:
        if not minutes[mode]:
            yield Fault(strand.key, f"no hour of {mode}")
    for module in strand.modules:
        for reason in _module_reasons(module):
            yield Fault(f"{strand.key}/{module.key}", reason)


def _module_reasons(module: Module) -> Iterator[str]:
    if not 60 <= module.minutes <= 180:
        yield f"lasts {module.minutes} minutes; one to three hours are meant"
    if unknown := {step.mode for step in module.steps} - set(MODES):
        yield f"unknown mode {', '.join(sorted(unknown))}"
    if len({len(module.texts[language].outcomes) for language in LANGUAGES}) > 1:
        yield "the languages differ in how many outcomes they name"
    for language in LANGUAGES:
        yield from (f"{language}: {reason}" for reason in _text_reasons(module.texts[language], language))
    yield from _unlike(module)
    yield from _quiz_reasons(module)
    yield from _rubric_reasons(module)


def _text_reasons(text: Text, language: str) -> Iterator[str]:
    if not text.title or not text.outcomes or not all(text.outcomes):
        yield "a title or an outcome is empty"
    if set(text.sections) != set(SECTIONS):
        yield f"has sections {', '.join(text.sections)} instead of {', '.join(SECTIONS)}"
    for name, fewest in FEWEST_LETTERS.items():
        section = text.sections.get(name, "")
        if (letters := len(_LETTERS.findall(section))) < fewest:
            yield f"{name} has {letters} letters, fewer than {fewest}"
        elif (len(_THAI.findall(section)) > letters / 2) != (language == "th"):
            yield f"{name} is written in the other language"


def _unlike(module: Module) -> Iterator[str]:
    for name in SECTIONS:
        lengths = sorted(len(_LETTERS.findall(module.texts[language].sections.get(name, ""))) for language in LANGUAGES)
        if lengths[0] and lengths[1] > lengths[0] * _MOST_UNLIKE:
            yield f"{name} is {lengths[1] / lengths[0]:.1f} times as long in one language"
        cited = [set(_CITED.findall(module.texts[language].sections.get(name, ""))) for language in LANGUAGES]
        if cited[0] != cited[1]:
            yield f"{name} cites {', '.join(sorted(cited[0] ^ cited[1]))} in one language only"


def _quiz_reasons(module: Module) -> Iterator[str]:
    if len(module.questions) < FEWEST_QUESTIONS:
        yield f"{len(module.questions)} questions, fewer than {FEWEST_QUESTIONS}"
    for question in module.questions:
        n_options, n_right = len(question.options), len(question.right)
        if not question.right <= set(range(n_options)) or not 0 < n_right < n_options:
            yield f"question {question.key}: the right answers are not some of the options"
        if question.kind == "one" and n_right != 1:
            yield f"question {question.key}: one right answer is meant, {n_right} are given"
        if question.kind not in {"one", "several"}:
            yield f"question {question.key}: unknown kind {question.kind}"
        yield from _empty_words(f"question {question.key}", question.stem, question.why, *question.options)


def _rubric_reasons(module: Module) -> Iterator[str]:
    if len(module.criteria) < FEWEST_CRITERIA:
        yield f"{len(module.criteria)} criteria, fewer than {FEWEST_CRITERIA}"
    for criterion in module.criteria:
        if len(criterion.levels) != len(LEVELS):
            yield f"criterion {criterion.key}: {len(criterion.levels)} levels instead of {len(LEVELS)}"
        yield from _empty_words(f"criterion {criterion.key}", criterion.name, *criterion.levels)


def _empty_words(place: str, *all_words: Words) -> Iterator[str]:
    for words in all_words:
        says_in_thai = _THAI.search(words.th) or not _WORD.search(words.en)  # a bare number is itself in both
        if not words.th or not words.en or not says_in_thai:
            yield f"{place}: “{words.en or words.th}” lacks one language"


def _citation_faults(course: Course) -> Iterator[Fault]:
    cited: set[str] = set()
    for module in course.modules:
        for language in LANGUAGES:
            whole = "\n".join(module.texts[language].sections.values())
            here, terms = set(_CITED.findall(whole)), set(_TERM.findall(whole))
            cited |= here
            for key in sorted(here - set(course.sources)):
                yield Fault(f"{module.key}/{language}", f"cites {key}, which sources.toml does not have")
            for key in sorted(terms - set(course.terms)):
                yield Fault(f"{module.key}/{language}", f"explains {key}, which terms.toml does not have")
    for key in sorted(set(course.sources) - cited):
        yield Fault("sources", f"{key} is never cited")


def _repeated_keys(course: Course) -> Iterator[Fault]:
    keys = [module.key for module in course.modules] + [strand.key for strand in course.strands]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Fault("course", f"two parts are called {key}")
    for module in course.modules:
        for names in ([item.key for item in module.questions], [line.key for line in module.criteria]):
            for key in sorted({key for key in names if names.count(key) > 1}):
                yield Fault(module.key, f"two questions or criteria are called {key}")
