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


class ScenarioPublished(PlanningRefused):
    """Citizens are reading this scenario: it does not move under their eyes."""

    says: ClassVar[str | Promise] = _(
        "Citizens can see this scenario, so it is not changed any more. Make a copy, change that, and publish it as "
        "the next version; or withdraw this one first."
    )


class WasPublished(PlanningRefused):
    """What citizens have seen, and spoken about, is not thrown away."""

    says: ClassVar[str | Promise] = _("This scenario was published. It is kept together with what citizens said of it.")


class NothingToShow(PlanningRefused):
    """A scenario that changes nothing, or of whose people nothing is known, is no question to citizens."""

    says: ClassVar[str | Promise] = _(
        "Nothing can be shown yet: a published scenario needs at least one change, and how many people live where."
    )


class AlreadyFollowed(PlanningRefused):
    """Another version came after that one already."""

    says: ClassVar[str | Promise] = _("Another version follows that one already. Please look at the list again.")


class DayIsOver(PlanningRefused):
    """Comments cannot be welcome until a day that is over."""

    says: ClassVar[str | Promise] = _("This day is over. Please choose today or a later one.")


class CommentsClosed(PlanningRefused):
    """No more is said of this version."""

    says: ClassVar[str | Promise] = _("Comments are closed: the day is over, or the city has answered.")


class NotPublishedNow(PlanningRefused):
    """It was withdrawn, or closed, meanwhile."""

    says: ClassVar[str | Promise] = _("Somebody withdrew or closed this meanwhile. Please look at the page again.")


class TimesClosed(PlanningRefused):
    """No more is asked about the times of this offering."""

    says: ClassVar[str | Promise] = _("Nobody is asked about these times any more. Look at the activity itself.")


class TimesAskedAlready(PlanningRefused):
    """This offering looks for its times already."""

    says: ClassVar[str | Promise] = _("People are asked about the times of this activity already.")


class NothingProposed(PlanningRefused):
    """There are no times to accept, or they were accepted already."""

    says: ClassVar[str | Promise] = _("There are no times to take over. Please look at the page again.")
