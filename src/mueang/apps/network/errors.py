"""Refusals of the network, named as facts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class UnknownArea(Exception):
    """No area of Thailand has this code."""


class KindDoesNotFit(Exception):
    """A province, a district and a municipality each need a code of their own length."""


class SlugReserved(Exception):
    """The address belongs to the software itself, or is too short to be a city's."""


class SlugTaken(Exception):
    """Another city has this address; `suggestion` is free."""

    def __init__(self, suggestion: str) -> None:
        super().__init__(suggestion)
        self.suggestion = suggestion


class CityAlreadyOpen(Exception):
    """This very city is open here already."""


class OrganizationAlreadyKnown(Exception):
    """A partner of this name is in the list."""


class PromiseRefused(Refused):
    """Something about agreements and promises that will not be done."""


class RenewedAlready(PromiseRefused):
    says = _("This agreement was renewed already: open the new one.")


class RenewalTooEarly(PromiseRefused):
    says = _("A renewal begins after the agreement it renews was signed.")


class GiftTakenBack(PromiseRefused):
    says = _("This entry was taken back already.")


class DayToCome(PromiseRefused):
    says = _("What is given on a day to come is not given yet.")


class DocumentRefused(PromiseRefused):
    says = _("Attach a PDF file or a picture (JPEG, PNG) of at most 10 MB.")


class LinkOver(PromiseRefused):
    says = _("This link was answered already, or is too old. Ask the city for a new one.")


class NothingToConfirm(PromiseRefused):
    says = _("There is no standing agreement with this partner to ask about.")
