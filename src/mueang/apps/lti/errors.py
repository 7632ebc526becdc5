"""Refusals of launches and registrations, named as facts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class LtiRefused(Refused):
    """What is not done for another learning system; nobody has been signed in. `status` is what its page answers."""

    status = 403


class UnknownPlatform(LtiRefused):
    status = 400
    says = _("This learning system is not registered here. Ask the officer of the city to register it.")


class LaunchOver(LtiRefused):
    status = 400
    says = _("This link was opened before, or took too long. Go back to your learning system and open it again.")


class NotVouchedFor(LtiRefused):
    """The launch is not what the platform would send; `reason` is the checker's own, in English."""

    says = _("Your learning system could not prove who you are. Go back and open the link again, in a new window.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeysOutOfReach(LtiRefused):
    says = _("The keys of your learning system could not be fetched. Please try again in a few minutes.")


class HoldsRoles(LtiRefused):
    says = _("This account works for a city, so it is not opened from outside. Sign in here with its own password.")


class TooOften(LtiRefused):
    status = 429
    says = _("Too many people come in at once. Please try again in a minute.")


class AlreadyRegistered(LtiRefused):
    says = _("This learning system is registered already with the same client.")


class AlreadyClosed(LtiRefused):
    says = _("This learning system is closed already.")
