"""Refusals of reports and releases, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.lib.refusals import Refused


class ReportRefused(Refused):
    """What reports will not do; nothing has been written."""


class WrittenMeanwhile(ReportRefused):
    """Somebody else saved the answer after it was read; theirs stands in `text`, at `version`."""

    def __init__(self, *, text: str, version: int, by: str) -> None:
        super().__init__(version)
        self.text, self.version, self.by = text, version, by

    @property
    def sentence(self) -> str:
        return _("%(name)s saved this answer while you were writing. Both texts are below; nothing is lost.") % {
            "name": self.by
        }


class NotBeingWritten(ReportRefused):
    """The report is being reviewed, or signed."""

    says = gettext_lazy("This report is not being written now. Send it back to be written first.")


class NotUnderReview(ReportRefused):
    """Only a report that is being reviewed is signed or sent back."""

    says = gettext_lazy("This report is not being reviewed. Somebody decided about it already.")


class NotReady(ReportRefused):
    """Questions that must be answered are not, answers are too long, or a figure no longer stands."""

    says = gettext_lazy("Some answers are missing or too long, or a figure no longer stands. The list says which.")


class UnknownQuestion(ReportRefused):
    """The document asks no such question."""

    says = gettext_lazy("This document has no such question.")


class FigureNotTheirs(ReportRefused):
    """The figure is another city's, or no longer stands."""

    says = gettext_lazy("This figure no longer stands, or is not your city's.")


class TooManyFigures(ReportRefused):
    """One page holds no more figures."""

    says = gettext_lazy("One page holds five figures. Take one away first.")


class SourceNeeded(ReportRefused):
    """A question was compared with the printed form, and where is not said."""

    says = gettext_lazy("Please say which document you compared it with: its name, year and page.")


class WordsNeeded(ReportRefused):
    """Sent back, corrected or withdrawn without a reason."""

    says = gettext_lazy("Please say why: others will read it.")


class NothingToRelease(ReportRefused):
    """The city has no figure that stands, or nothing changed since the last release."""

    says = gettext_lazy("There is nothing new to release: no figure has changed since the last version.")
