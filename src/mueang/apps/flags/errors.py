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
