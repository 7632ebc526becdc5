"""Refusals of accounts, named as facts."""


class RoleAlreadyHeld(Exception):
    """The person holds this role at this place already."""


class RoleAlreadyEnded(Exception):
    """Somebody ended this role first."""


class OwnRole(Exception):
    """Nobody ends the role by which they give roles, nor appoints themselves to work with children."""


class UsernameTaken(Exception):
    """Another account signs in by this name."""


class LinkSpent(Exception):
    """The link has been used, or is too old, or was never given."""


class LastToGiveRoles(Exception):
    """Nobody else of the city could give roles once this account has left it."""
