"""Refusals of places, named as facts."""


class PlaceClosed(Exception):
    """The place has closed; reopen it before changing anything else."""


class VerifiedInTheFuture(Exception):
    """Nobody has seen a place on a day that is still to come."""


class ScopeElsewhere(Exception):
    """The place, partner or neighbourhood belongs to another city."""
