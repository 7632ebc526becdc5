"""Refusals of planning, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class PlanningRefused(Refused):
    """What planning will not do; nothing has been written."""


class NameTaken(PlanningRefused):
    """Another scenario of the city bears this name."""

    says: ClassVar[str | Promise] = _("Another scenario has this name already. Please give it one of its own.")


class NoSuchPlace(PlanningRefused):
    """The place is not of this city, closed, or nowhere on the map."""

    says: ClassVar[str | Promise] = _("This place is not on the city's map any more. Please look at the list again.")


class AlreadyComputing(PlanningRefused):
    """Places are being proposed for this scenario already."""

    says: ClassVar[str | Promise] = _(
        "Places are being proposed for this scenario already. Please wait or stop it first."
    )


class TooFar(PlanningRefused):
    """A place would stand far outside the city."""

    says: ClassVar[str | Promise] = _("This point is far from the city. Latitude comes first, then longitude.")
