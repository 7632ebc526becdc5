"""Refusals of judging learning, named as facts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.lib.refusals import Refused
from mueang.ui.words import moment


class AssessmentRefused(Refused):
    """Something about a quiz or a hand-in that will not be done."""


class NotOpen(AssessmentRefused):
    says = gettext_lazy("This is not open now.")


class NoSeat(AssessmentRefused):
    says = gettext_lazy("Only who has a seat in this offering takes part.")


class NothingToDraw(AssessmentRefused):
    says = gettext_lazy("The quiz has fewer questions than it draws. Add questions first.")


class NoTriesLeft(AssessmentRefused):
    says = gettext_lazy("All tries are used up.")


class WaitFirst(AssessmentRefused):
    """Before the next try there is time to read again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

    @property
    def sentence(self) -> str:
        return _("The next try opens on %(at)s. Read the module again until then.") % {"at": moment(self.until)}


class TimeIsUp(AssessmentRefused):
    says = gettext_lazy("The time for this try is over. What was saved in time is marked.")


class HandedInAlready(AssessmentRefused):
    says = gettext_lazy("This is handed in and can no longer be changed.")


class NothingHandedIn(AssessmentRefused):
    says = gettext_lazy("Write something, add a file or point at rows before handing in.")


class PlanNeeded(AssessmentRefused):
    says = gettext_lazy("Choose the work plan of your city first.")


class FileRefused(AssessmentRefused):
    says = gettext_lazy("Only a PDF or a picture of at most 10 MB can be added, five in all.")


class RowsRefused(AssessmentRefused):
    says = gettext_lazy("These rows are not in your city, or you may not see them.")


class StillBeingJudged(AssessmentRefused):
    says = gettext_lazy("What was handed in is still being judged.")


class PassedAlready(AssessmentRefused):
    says = gettext_lazy("This is passed already.")


class NotForThisAssessor(AssessmentRefused):
    says = gettext_lazy("Nobody judges their own work, work of their own city, or the same work twice.")


class SeatsTaken(AssessmentRefused):
    says = gettext_lazy("Enough assessors have taken this hand-in already.")


class LevelsMissing(AssessmentRefused):
    says = gettext_lazy("Choose a level for every criterion.")


class FeedbackMissing(AssessmentRefused):
    says = gettext_lazy("Write feedback that the learner can use.")


class GivenAlready(AssessmentRefused):
    says = gettext_lazy("This judgement is given and can no longer be changed.")


class NothingToSettle(AssessmentRefused):
    says = gettext_lazy("There is nothing to settle here.")


class OthersMustConfirm(AssessmentRefused):
    says = gettext_lazy("Another assessor of this hand-in must confirm what you proposed.")


class AppealTooLate(AssessmentRefused):
    says = gettext_lazy("The time to appeal is over.")


class AppealedAlready(AssessmentRefused):
    says = gettext_lazy("An appeal has been lodged already.")


class AppealDecided(AssessmentRefused):
    says = gettext_lazy("This appeal is decided already.")


class JudgedBefore(AssessmentRefused):
    says = gettext_lazy("An appeal is decided by somebody who has not judged this work.")


class ItemsUnreadable(AssessmentRefused):
    """A file of questions that cannot be taken in; says where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__()
        self.line, self.reason = line, reason

    @property
    def sentence(self) -> str:
        return _("Line %(line)d: %(reason)s. Nothing was taken in.") % {"line": self.line, "reason": self.reason}
