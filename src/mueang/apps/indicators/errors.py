"""Refusals of indicators, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.lib.refusals import Refused


class IndicatorRefused(Refused):
    """What indicators will not do; nothing has been written."""


class NothingSaid(IndicatorRefused):
    """A figure without a source; `says` is for whoever typed it."""

    says = gettext_lazy("Please say where the figure is from: the office, the document, the page.")


class OutOfScale(IndicatorRefused):
    """The figure cannot be one of its unit: 120 percent, a level of 9, less than nothing."""

    def __init__(self, least: float | None, greatest: float | None) -> None:
        super().__init__(least, greatest)
        self.least, self.greatest = least, greatest

    @property
    def sentence(self) -> str:
        if self.greatest is None:
            return _("This figure cannot be less than %(least)s.") % {"least": self.least}
        return _("This figure must be between %(least)s and %(greatest)s.") % {
            "least": self.least,
            "greatest": self.greatest,
        }


class PeriodToCome(IndicatorRefused):
    """The period begins after today: a plan is no observation."""

    says = gettext_lazy("This period has not begun. A target or a plan is not an observation.")


class CommunityAmiss(IndicatorRefused):
    """A figure of a community without saying which, or a community named for a figure of a wider area."""

    says = gettext_lazy("Name the community where the figure is of a community, and only there.")


class NotOfThisCity(IndicatorRefused):
    """The indicator, feature or community is another city's."""

    says = gettext_lazy("This is not of your city.")


class CodeTaken(IndicatorRefused):
    """The city has an indicator of this code."""

    says = gettext_lazy("There is an indicator of this code already.")


class SheetDecided(IndicatorRefused):
    """The file was confirmed or discarded already."""

    says = gettext_lazy("This file was decided already. Please send it again.")


class NothingToWrite(IndicatorRefused):
    """No line of the file was understood."""

    says = gettext_lazy("No line could be read: please correct the cells that are named, and send the file again.")


class ReasonNeeded(IndicatorRefused):
    """A figure would be withdrawn without a reason."""

    says = gettext_lazy("Please say why: the figure and the reason stay in its history.")


class PanelTooSmall(IndicatorRefused):
    """A panel of fewer than two reviewers, or without a question: one person's view is no review."""

    says = gettext_lazy("A panel needs at least one question and two reviewers.")


class NotForReview(IndicatorRefused):
    """The indicator is not judged by a rubric."""

    says = gettext_lazy("Only indicators that experts judge by level can be put to a panel.")


class RoundEnded(IndicatorRefused):
    """The round was handed in, or the panel is at another step."""

    says = gettext_lazy("This round has ended. What was handed in is no longer changed.")


class NotAllJudged(IndicatorRefused):
    """A round would be handed in with questions left open, or ended before anybody handed in enough."""

    says = gettext_lazy("There are still questions without a judgement, or too few reviewers have handed in.")


class EvidenceNeeded(IndicatorRefused):
    """A level without evidence."""

    says = gettext_lazy("Please write on which evidence your judgement stands.")


class NothingToTake(IndicatorRefused):
    """The frozen number is withheld, has nothing to divide by, or is of part of the people only."""

    says = gettext_lazy("This number cannot be taken into the register: it is withheld, or of part of the people only.")


class FigureGone(IndicatorRefused):
    """Parts would be said of a figure that was replaced or withdrawn, or that is not the city's own."""

    says = gettext_lazy("Groups are told apart of a figure of the whole city that counts today.")


class NobodyBehind(IndicatorRefused):
    """A part of nobody, or of the whole city."""

    says = gettext_lazy("Say of which group a part is, and how many people were counted in it.")


class SaidTwice(IndicatorRefused):
    """Two parts of one group."""

    says = gettext_lazy("One group is named twice.")


class NameTaken(IndicatorRefused):
    """The city keeps an index of this name."""

    says = gettext_lazy("There is an index of this name already. Choose another name.")


class TableTooLarge(IndicatorRefused):
    """More units or indicators than a page can show."""

    says = gettext_lazy("The table is too large for a page: at most 1,000 units and 120 indicators.")


class NotASample(IndicatorRefused):
    """An open link: whoever wanted answered, so the figure is nobody else's."""

    says = gettext_lazy(
        "Whoever wanted answered this survey: it is no sample, and its figures stay out of the register."
    )


class StillAsking(IndicatorRefused):
    """The survey is not closed; its figures still change."""

    says = gettext_lazy("This survey is still open, so its figures change. Please close it first.")


class NotShown(IndicatorRefused):
    """Too few people are behind the figure, or there is none of this name."""

    says = gettext_lazy("Too few people are behind this figure for it to be shown.")


class UnitAmiss(IndicatorRefused):
    """A share goes to percent, a mean to another unit."""

    says = gettext_lazy("A share goes to an indicator in percent, a mean to one of another unit.")
