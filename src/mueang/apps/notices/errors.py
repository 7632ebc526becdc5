"""Refusals of the outbox, named as facts."""


class NoAddress(Exception):
    """An e-mail needs an address, a notice in the app needs an account."""


class NotFailed(Exception):
    """Only a notice that was given up is tried again by hand."""
