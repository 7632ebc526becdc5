"""Refusals of the outbox, named as facts."""


class NoAddress(Exception):
    """An e-mail needs an address, a notice in the app needs an account."""


class NotFailed(Exception):
    """Only a notice that was given up, or of which nobody knows whether it arrived, is decided by hand."""


class NoPushService(Exception):
    """The address of a device belongs to no push service that this installation writes to."""


class TooMuchTold(Exception):
    """A notice says nothing of the protected zone, whoever asks for it."""
