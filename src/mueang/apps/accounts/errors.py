"""Refusals of accounts, named as facts."""


class RoleAlreadyHeld(Exception):
    """The person holds this role at this place already."""


class RoleAlreadyEnded(Exception):
    """Somebody ended this role first."""


class OwnRole(Exception):
    """Nobody ends the role by which they give roles: somebody else must be left to do it."""


class UsernameTaken(Exception):
    """Another account signs in by this name."""


class LinkSpent(Exception):
    """The link has been used, or is too old, or was never given."""
