"""Refusals of a handover, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class HandoverRefused(Refused):
    """What a handover will not do; nothing has been written."""


class ToThemselves(HandoverRefused):
    """The successor is who leaves."""

    says: ClassVar[str | Promise] = _("Nobody hands over to themselves. Please choose a colleague.")


class NoColleague(HandoverRefused):
    """The successor holds no role in the city, or has left it."""

    says: ClassVar[str | Promise] = _("The successor has no role in this city. Give them one first, under Roles.")


class HasNoRole(HandoverRefused):
    """Who is to leave holds no role in the city any more."""

    says: ClassVar[str | Promise] = _(
        "This account holds no role in this city any more: there is nothing to hand over."
    )


class UnderWay(HandoverRefused):
    """Somebody began to hand over the same things."""

    says: ClassVar[str | Promise] = _("A colleague is handing this over already. Please look at the list.")


class LastManager(HandoverRefused):
    """Nobody would be left who gives roles."""

    says: ClassVar[str | Promise] = _(
        "Nobody would be left who gives roles in this city. "
        "Let the successor take the roles over, or give one to a colleague first."
    )


class RoleOutOfReach(HandoverRefused):
    """A role of theirs is not the actor's to end or to pass on."""

    says: ClassVar[str | Promise] = _(
        "One of their roles is not yours to give or to end. Ask the City Unit, or the operator of this installation."
    )


class SuccessorMayNot(HandoverRefused):
    """Something they hold, the successor may not."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    @property
    def sentence(self) -> str:
        return str(
            _("The successor may not answer for “%(what)s”. Let them take the roles over, or give them one first.")
            % {"what": self.what}
        )
