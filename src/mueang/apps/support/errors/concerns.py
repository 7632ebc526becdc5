"""Refusals of concerns; each sentence is safe to show to whoever may see the concern."""

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class ConcernRefused(Refused):
    """What is not done with a concern; nothing has been written."""


class AlreadySettled(ConcernRefused):
    says = _("A colleague has just decided this concern. Please look at it again.")


class ReasonMissing(ConcernRefused):
    says = _("Please say why: whoever reads this later was not there.")


class NotAnother(ConcernRefused):
    """A duplicate must point at another concern of this city that is no duplicate itself."""

    says = _("Please choose another concern of this city that is not a duplicate itself.")


class TooFewTries(ConcernRefused):
    says = _("Please try at least twice, in two ways or on two days, before saying that nobody can be reached.")


class TooLateToUndo(ConcernRefused):
    says = _("A decision can be taken back within a day. Please raise the concern again instead.")


class CaseHasBegun(ConcernRefused):
    says = _("A case was opened from this concern. Close it on its own page, saying that the record was wrong.")
