"""Refusals of grants, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class GrantRefused(Refused):
    """What grants will not do; nothing has been written."""


class CallNotOpen(GrantRefused):
    """Before its first or after its last day."""

    says = _("This call is not open today.")


class TooMuchAsked(GrantRefused):
    """More than one application may ask for."""

    says = _("This is more than one city may ask for in this call.")


class NotComplete(GrantRefused):
    """A question without an answer, or a plan without an activity."""

    says = _("Some questions have no answer, or the plan has no activity. Fill them in before sending.")


class PlanNotTheSum(GrantRefused):
    """The activities do not add up to what is asked for."""

    says = _("The activities of the plan do not add up to the amount you ask for.")


class MovedOn(GrantRefused):
    """Somebody sent, decided or closed it meanwhile."""

    says = _("This has moved on meanwhile. Please look at it again.")


class WordsNeeded(GrantRefused):
    """Returned, refused, reversed or not verified without a reason."""

    says = _("Please say why: others will read it.")


class PointsOutside(GrantRefused):
    """Points below zero, above a criterion's most, or for a criterion that is not there."""

    says = _("The points must lie between zero and the most of each criterion.")


class InstalmentsNotTheSum(GrantRefused):
    """The instalments do not add up to the grant."""

    says = _("The instalments do not add up to the grant.")


class SamePerson(GrantRefused):
    """Who entered an expense does not approve it."""

    says = _("You entered this expense yourself. Somebody else has to approve it.")


class ReceiptNeeded(GrantRefused):
    """An expense without a receipt is not approved."""

    says = _("Attach the receipt first.")


class NotPaidFromThis(GrantRefused):
    """The activity is not one that this grant pays for, or the day lies outside the grant."""

    says = _("This grant does not pay for that activity, or not on that day.")


class NotEnoughMoney(GrantRefused):
    """More would be spent than was received."""

    says = _("More would be spent than has been received from this grant. Record the instalment first.")


class TaxesDiffer(GrantRefused):
    """Tax noted exceeds what was paid."""

    says = _("The taxes noted are more than the amount paid.")


class PaperRefused(GrantRefused):
    """The file is no PDF or picture, is empty or too large."""

    says = _("This file is no PDF, JPEG or PNG of at most 10 MB.")


class ReportWaits(GrantRefused):
    """One report waits for the fund; another is not signed meanwhile."""

    says = _("A report of this grant waits for the fund already.")


class NothingToDraw(GrantRefused):
    """No evidence and no expense to draw from."""

    says = _("There is nothing to draw from yet: no evidence and no approved expense.")


class NotReadyToClose(GrantRefused):
    """Expenses wait, tax is not remitted, or a report is not accepted."""

    says = _(
        "The grant cannot be closed yet: expenses wait for approval, withheld tax is not remitted, or the fund has not "
        "accepted the last report."
    )


class NothingWithheld(GrantRefused):
    """No tax waits to be remitted."""

    says = _("There is no withheld tax to remit.")
