"""Refusals of the ledger, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class LedgerRefused(Refused):
    """What the ledger will not do; nothing has been written."""


class NeverEdited(Exception):
    """An entry is written once: who wants to change it reverses it. A fault of the caller, not of the reader."""

    def __init__(self, *_said: Any) -> None:
        super().__init__("entries and postings are never changed or removed; reverse them")


class NotBalanced(LedgerRefused):
    """Debits and credits differ, or there are fewer than two lines that say something."""

    says = _("Debits and credits differ. Nothing was written.")


class UnknownAccount(LedgerRefused):
    """No account of the chart has this code."""

    says = _("No account has this number.")


class PeriodClosed(LedgerRefused):
    """The month was closed."""

    says = _("This month's accounts are closed. Choose a day in an open month, or have the month opened again.")


class PeriodNotOver(LedgerRefused):
    """A month is closed when it is over, not before."""

    says = _("This month is not over yet. It can be closed from its last day on.")


class AlreadySo(LedgerRefused):
    """Somebody closed or opened the month first."""

    says = _("Somebody has done this already.")


class ReasonNeeded(LedgerRefused):
    """Closing, opening again and reversing say why."""

    says = _("Please say why: it stays in the books.")


class AlreadyReversed(LedgerRefused):
    """An entry is reversed once, and a reversal never: enter it anew."""

    says = _("This entry was reversed already, or is a reversal itself. Enter it anew.")


class KeyTaken(LedgerRefused):
    """Another entry of the city was written under the same key, and says something else."""

    says = _("Another entry was written for the same document. Look at it before writing again.")
