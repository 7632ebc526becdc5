"""Refusals of flags, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.lib.refusals import Refused


class FlagRefused(Refused):
    """What flags will not do; nothing has been written."""


class RulesAreLive(FlagRefused):
    """These rules were live once, and a flag's reasons are read from them: they are never edited."""

    says = gettext_lazy("These rules were live already and are kept as they were. Please change a draft.")


class DraftedAlready(FlagRefused):
    """The city has a draft."""

    says = gettext_lazy("There is a draft already. Please go on with it, or discard it first.")


class NoRules(FlagRefused):
    """Rules would go live without one rule."""

    says = gettext_lazy("There is no rule in this draft yet.")


class UnknownWord(FlagRefused):
    """A sentence holds a word in braces that its variable cannot fill."""

    def __init__(self, word: str, known: tuple[str, ...]) -> None:
        super().__init__(word)
        self.word, self.known = word, known

    @property
    def sentence(self) -> str:
        words = {"word": self.word, "known": " ".join(f"{{{word}}}" for word in self.known)}
        return _("The sentence holds “%(word)s”. Numbers are filled in for: %(known)s") % words


class OutOfScale(FlagRefused):
    """A threshold is not on the scale of its variable."""

    def __init__(self, greatest: float) -> None:
        super().__init__(greatest)
        self.greatest = greatest

    @property
    def sentence(self) -> str:
        return _("Please give a number from 0 to %(greatest)g.") % {"greatest": self.greatest}


class NoLiveRules(FlagRefused):
    """The city has no rules that are live."""

    says = gettext_lazy("No rules are live in this city yet. A supervisor puts them live on the page of rules.")


class AnsweredAlready(FlagRefused):
    """Somebody decided about the flag, or it ended by itself."""

    says = gettext_lazy("This flag was answered already, or ended by itself meanwhile. Please look at it again.")


class ReasonNeeded(FlagRefused):
    """A decision that needs its reason has none."""

    says = gettext_lazy("Please write the reason: whoever looks at it later relies on it.")


class DayNeeded(FlagRefused):
    """ "Not now" without a day until when, or with one that is over or too far away."""

    says = gettext_lazy("Please give a day until when, from tomorrow and within half a year.")


class TooLateToUndo(FlagRefused):
    """More than a day has passed."""

    says = gettext_lazy("A decision can be taken back within a day. Please tell the supervisor.")


class TakenUp(FlagRefused):
    """Support works on it."""

    says = gettext_lazy("Support has taken this up already. Please talk to whoever works on it.")


class FlaggedAnew(FlagRefused):
    """The child has another open flag by now."""

    says = gettext_lazy("There is a newer flag for this child. Please answer that one.")


class NotHandedOver(FlagRefused):
    """A finding about, or the taking up of, what was not handed over."""

    says = gettext_lazy("This was not handed over to support, or was taken back.")


class DayToCome(FlagRefused):
    """A fact of a day that is still to come."""

    says = gettext_lazy("This day is still to come.")


class SheetDecided(FlagRefused):
    """The workbook was confirmed or discarded."""

    says = gettext_lazy("This file was confirmed or discarded already.")


class NothingToWrite(FlagRefused):
    """No line of the workbook names a known pupil and a fact."""

    says = gettext_lazy("No line names a pupil of these schools with something that is known. Nothing was written.")


class NotValidated(FlagRefused):
    """A second opinion would be turned on that the city's own history has not validated, or not lately."""

    says = gettext_lazy("Only a second opinion that a recent year of this city has validated can be turned on.")


class OpinionAskedAlready(FlagRefused):
    """One is being learned and judged."""

    says = gettext_lazy("A second opinion is being learned and judged already. Please wait for it.")
