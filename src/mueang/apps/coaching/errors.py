"""Refusals of coaching, named as facts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class CoachingRefused(Refused):
    """Something of the City Unit's desk that will not be done."""


class OpenedAlready(CoachingRefused):
    says = _("This city is open already.")


class InUse(CoachingRefused):
    says = _("The city is in use already: its manager has signed in, or something was written down.")
