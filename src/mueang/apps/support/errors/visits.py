"""Refusals of visits."""

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class VisitRefused(Refused):
    """What is not done with a visit; nothing has been written."""


class CalledOff(VisitRefused):
    says = _("This visit was called off meanwhile.")


class AlreadyVisited(VisitRefused):
    says = _("There is a report of this visit already.")


class SomebodyElses(VisitRefused):
    """A report's number is known, but another person made it."""

    says = _("This visit is no longer yours. Please ask the supervisor; what you wrote stays on this device.")
