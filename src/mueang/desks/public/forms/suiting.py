"""The answers to the interest questions, carried from step to step and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from mueang.facts.occupations import Question, questions
from mueang.methods.riasec import KINDS, MOST, Profile, TooFewAnswersError, profile

QUESTIONS_A_STEP = len(KINDS)
CHOICES = ((2, _("I like it")), (1, _("So-so")), (0, _("Not for me")))
KIND_WORDS = {
    "realistic": (_("Doers"), _("like to work with their hands, tools, plants or animals")),
    "investigative": (_("Thinkers"), _("like to find out, reckon and understand")),
    "artistic": (_("Creators"), _("like to make something new: pictures, music, words")),
    "social": (_("Helpers"), _("like to teach, care for and be with people")),
    "enterprising": (_("Persuaders"), _("like to lead, sell and get things going")),
    "conventional": (_("Organizers"), _("like order, exact work and plans that hold")),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page with the answer given so far."""

    name: str
    question: Question
    answer: int | None


class Answers:
    """What was ticked so far, read from a form whose fields anybody may have bent."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.questions = questions()
        self.answers = [self._answer(typed.get(f"q{place}")) for place in range(len(self.questions))]
        self.n_steps = len(self.questions) // QUESTIONS_A_STEP

    @staticmethod
    def _answer(text: str | None) -> int | None:
        return int(text) if text in {str(value) for value in range(MOST + 1)} else None

    def step(self, number: int) -> list[Asked]:
        """The questions of step `number`, from 1."""
        return self._asked(range((number - 1) * QUESTIONS_A_STEP, number * QUESTIONS_A_STEP))

    def elsewhere(self, number: int) -> list[Asked]:
        """What was answered on other steps, to carry along."""
        here = {asked.name for asked in self.step(number)}
        every = self._asked(range(len(self.questions)))
        return [asked for asked in every if asked.answer is not None and asked.name not in here]

    def first_open_step(self) -> int:
        """The first step that leaves a kind short of answers."""
        short = self.missing
        for number in range(1, self.n_steps + 1):
            if any(asked.answer is None and asked.question.kind in short for asked in self.step(number)):
                return number
        return 1

    @cached_property
    def profile(self) -> Profile | None:
        try:
            return profile(kinds=[one.kind for one in self.questions], answers=self.answers)
        except TooFewAnswersError as refusal:
            self._missing = refusal.missing
            return None

    @property
    def missing(self) -> dict[str, int]:
        return {} if self.profile else self._missing

    def _asked(self, places: range) -> list[Asked]:
        return [Asked(f"q{place}", self.questions[place], self.answers[place]) for place in places]


def shares_typed(text: str) -> Profile | None:
    """The profile in an address such as `90-10-40-70-0-20`, whole percents; None for anything else."""
    parts = text.split("-")
    if len(parts) != len(KINDS) or not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
        return None
    percents = [int(part) for part in parts]
    return Profile(tuple(value / 100 for value in percents)) if max(percents) <= 100 else None


def shares_text(found: Profile) -> str:
    return "-".join(str(round(share * 100)) for share in found.shares)
