"""Refusals of the network, named as facts."""


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
