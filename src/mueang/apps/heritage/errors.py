"""Refusals of heritage, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class HeritageRefused(Refused):
    """What heritage will not do; nothing has been written."""


class NotForThePublic(HeritageRefused):
    """The item is sacred or a family's secret."""

    says = _("This is sacred or a family's secret, so it is never published.")


class PersonElsewhere(HeritageRefused):
    """The person is known to another city, or was merged or erased."""

    says = _("This person is not in this city's list any more.")


class PlaceElsewhere(HeritageRefused):
    """The place belongs to another city."""

    says = _("This place belongs to another city. Please choose another.")


class AlreadyAHolder(HeritageRefused):
    """The person is recorded as a holder of this item."""

    says = _("This person is recorded as a holder already.")


class LineageKnown(HeritageRefused):
    """This teacher and learner are recorded for this item."""

    says = _("It is recorded already that this person learned it from this teacher.")


class TaughtByThemself(HeritageRefused):
    """Teacher and learner are the same person."""

    says = _("Teacher and learner are the same person. Please choose two people.")


class ConsentDoesNotFit(HeritageRefused):
    """The consent is another person's, for another purpose, or was withdrawn."""

    says = _("This person has no standing consent to be named in public.")
