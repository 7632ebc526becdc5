"""Refusals of work plans, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.lib.refusals import Refused


class PlanRefused(Refused):
    """What work plans will not do; nothing has been written."""


class PlanIsThere(PlanRefused):
    """The city has a plan for that budget year."""

    says = gettext_lazy("The city has a work plan for this budget year already. Add the activity to that one.")


class ChangedMeanwhile(PlanRefused):
    """Somebody else saved the row after it was read."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by

    @property
    def sentence(self) -> str:
        return _(
            "%(name)s saved this while you were writing. What you typed is still below: compare it with what stands "
            "now, and save again if yours should stand."
        ) % {"name": self.by}


class PlanIsClosed(PlanRefused):
    """Nothing in a closed plan changes."""

    says = gettext_lazy("This work plan is closed. Open it again first.")


class NotYetAgreed(PlanRefused):
    """Work is reported in an agreed plan only."""

    says = gettext_lazy("This work plan is not agreed yet.")


class CannotMove(PlanRefused):
    """The plan does not go from its state to the one asked for."""

    says = gettext_lazy("The work plan has moved on meanwhile. Please look at it again.")


class NothingPlanned(PlanRefused):
    """A plan without an activity is not agreed."""

    says = gettext_lazy("A work plan is agreed once it has an activity.")


class WordsNeeded(PlanRefused):
    """Dropped, moved or changed without a reason."""

    says = gettext_lazy("Please say why: others will read it.")


class OutsideTheYear(PlanRefused):
    """The days do not touch the budget year of the plan."""

    says = gettext_lazy("These days lie outside the budget year of the work plan.")


class NotOfThisCity(PlanRefused):
    """A neighbourhood, source, owner or row of another city."""

    says = gettext_lazy("This is not your city's, or no longer there. Please choose from the list again.")


class SourceInUse(PlanRefused):
    """A source that pays for something stays."""

    says = gettext_lazy("This source pays for activities. Take its budget lines away first.")


class NameTaken(PlanRefused):
    """Another source of the city bears this name."""

    says = gettext_lazy("Another source has this name already. Please give it one of its own.")


class MoneyIsSpent(PlanRefused):
    """An activity with money spent on it is dropped, not deleted."""

    says = gettext_lazy("Something stands on this activity already. Drop it with a reason instead of deleting it.")


class AlreadyAttached(PlanRefused):
    """The same rows stand as evidence of the activity already."""

    says = gettext_lazy("These rows are attached to this activity already.")


class NoSuchRows(PlanRefused):
    """The rows do not exist, are another city's, or may not be seen by who attaches them."""

    says = gettext_lazy("This cannot be attached: it is not your city's, or you may not see it.")


class NotDescribed(PlanRefused):
    """A picture without words for those who do not see it."""

    says = gettext_lazy("Please say in words what the picture shows.")


class PictureRefused(PlanRefused):
    """The file is no picture that can be kept."""

    says = gettext_lazy("This file is no picture that can be kept. Send a JPEG or PNG of at most 15 MB.")


class ReportIsSigned(PlanRefused):
    """What is signed is not written to."""

    says = gettext_lazy("This report is signed and stays as it is. Write a correction of it instead.")


class EvidenceMoved(PlanRefused):
    """The figures of a report are no longer those that its signer read."""

    says = gettext_lazy("The evidence or the plan has changed since you read this report. Read it once more and sign.")


class CorrectionIsThere(PlanRefused):
    """Somebody began the correction already."""

    says = gettext_lazy("A correction of this report is being written already. Go on with that one.")


class NotSignedYet(PlanRefused):
    """A draft is changed, not corrected."""

    says = gettext_lazy("This report is not signed yet: change it instead of correcting it.")


class SheetDecided(PlanRefused):
    """Somebody confirmed or discarded the file."""

    says = gettext_lazy("Somebody decided about this file already.")


class SheetMoved(PlanRefused):
    """The plan changed after its reader looked at what the file would do."""

    says = gettext_lazy("The work plan has changed since you looked. Read once more what this file would change.")


class NothingToWrite(PlanRefused):
    """The plan says all of it already, or no line of the file was understood."""

    says = gettext_lazy(
        "This file changes nothing: everything in it stands in the plan already, or cannot be taken over."
    )


class ScenarioPlanned(PlanRefused):
    """The plan holds activities of that scenario."""

    says = gettext_lazy("This plan holds the activities of this scenario already. Change them there.")


class ScenarioSaysNothing(PlanRefused):
    """Nothing changes in the scenario, or nobody is counted."""

    says = gettext_lazy("Nothing can be planned from this scenario: it changes nothing, or nobody is counted.")
