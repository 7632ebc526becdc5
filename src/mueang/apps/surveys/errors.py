"""Refusals of surveys, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused

_WHY = {
    "empty": _("A questionnaire needs at least one question."),
    "too_many": _("Forty questions at most: people stop answering long before."),
    "code": _("A question's code is a short word of small Latin letters and digits, beginning with a letter."),
    "twice": _("Another question has this code already."),
    "kind": _("There is no such kind of question."),
    "words": _("Every question and choice needs its Thai and its English words, 400 characters at most."),
    "choices": _("Give two to twenty choices, each in Thai and in English."),
    "scale": _("A scale runs from 0 or more up to at most 10."),
    "only_if": _("A question can depend only on a choice of an earlier question."),
}


class SurveyRefusal(Refused):
    """What surveys will not do; nothing has been written."""


class QuestionsAmiss(SurveyRefusal):
    """The questions cannot be asked as they are."""

    def __init__(self, why: str, question: str = "") -> None:
        super().__init__(f"{question}: {why}")
        self.why, self.question = why, question

    @property
    def sentence(self) -> str:
        return f"{self.question}: {_WHY[self.why]}" if self.question else str(_WHY[self.why])


class InUse(SurveyRefusal):
    """The questionnaire is in use and never edited again."""

    says: ClassVar[str | Promise] = _("This questionnaire is in use, so it stays as it is. Please make a new version.")


class CodeTaken(SurveyRefusal):
    """The city has a questionnaire of this code."""

    says: ClassVar[str | Promise] = _(
        "There is a questionnaire with this code already. Please make a new version of it."
    )


class NotInPreparation(SurveyRefusal):
    """The survey is open or over; whom it asks no longer changes."""

    says: ClassVar[str | Promise] = _("This survey has begun, so what it asks and whom it asks no longer change.")


class NobodyToAsk(SurveyRefusal):
    """There is no neighbourhood with people to be asked."""

    says: ClassVar[str | Promise] = _(
        "Say first how many people live in each neighbourhood and how many are to be asked."
    )


class TooManyAsked(SurveyRefusal):
    """More are to be asked than there are."""

    says: ClassVar[str | Promise] = _("More are to be asked in a neighbourhood than live there.")


class ListTooShort(SurveyRefusal):
    """The list has fewer lines for a neighbourhood than are to be asked there, or one twice."""

    says: ClassVar[str | Promise] = _("The list has fewer lines for a neighbourhood than are to be asked there.")


class ListAmiss(SurveyRefusal):
    """A line of the list is there twice or names no neighbourhood of the survey."""

    says: ClassVar[str | Promise] = _("A line of the list is there twice, or names no neighbourhood of this survey.")


class NotOpen(SurveyRefusal):
    """Nothing is answered before the survey opens and after it closes."""

    says: ClassVar[str | Promise] = _("This survey is not open. Thank you all the same.")


class AlreadyAnswered(SurveyRefusal):
    """The link, or the sheet of paper, has been answered."""

    says: ClassVar[str | Promise] = _("This has been answered already. Each link and each sheet counts once.")


class NotAskedHere(SurveyRefusal):
    """The survey does not ask in this neighbourhood, or not in this way."""

    says: ClassVar[str | Promise] = _("This survey does not ask here or in this way.")


class GuardianNeeded(SurveyRefusal):
    """Somebody under age answers, and no guardian agreed; or the survey asks nobody under age."""

    says: ClassVar[str | Promise] = _(
        "This survey is for people of 18 and over, unless a parent or guardian has agreed."
    )


class AnswersAmiss(SurveyRefusal):
    """Answers that are missing or cannot be; `wrong` names each question's fault."""

    says: ClassVar[str | Promise] = _(
        "Some answers are missing or cannot be read. Please look at the marked questions."
    )

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = dict(wrong)


class OwnSheetTwice(SurveyRefusal):
    """The second typing of a sheet is for somebody else than the first."""

    says: ClassVar[str | Promise] = _("You typed this sheet already. The second typing is for a colleague.")
