"""Refusals of accounts, named as facts."""


class RoleAlreadyHeld(Exception):
    """The person holds this role at this place already."""
