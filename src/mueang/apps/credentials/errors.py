"""Refusals of credentials, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mueang.lib.refusals import Refused


class CredentialRefused(Refused):
    """What credentials will not do; nothing has been written."""


class SlugTaken(CredentialRefused):
    """Another issuer has this identifier."""

    @property
    def sentence(self) -> str:
        return _("Another issuer uses this address already. Choose another.")


class NoSigningKey(CredentialRefused):
    """The issuer has no current key."""

    @property
    def sentence(self) -> str:
        return _("This issuer has no signing key. Make one with “mueang credential keys --rotate”.")


class NotCompleted(CredentialRefused):
    """The learner has not completed what the achievement stands for."""

    @property
    def sentence(self) -> str:
        return _("This learner has not completed the program yet.")


class NobodyToAward(CredentialRefused):
    """Everyone who completed has the award already, or nobody completed."""

    @property
    def sentence(self) -> str:
        return _("Nobody here has completed without being awarded already. Settle the completions first.")


class RunUnderWay(CredentialRefused):
    """The same cohort is being awarded right now."""

    @property
    def sentence(self) -> str:
        return _("This cohort is being awarded already. Its progress is shown below.")


class AlreadyAwarded(CredentialRefused):
    """A standing award for the same achievement exists."""

    @property
    def sentence(self) -> str:
        return _("This learner holds this award already.")


class AlreadyRevoked(CredentialRefused):
    """Somebody revoked the award first."""

    @property
    def sentence(self) -> str:
        return _("This award has been revoked already.")


class WrongProgram(CredentialRefused):
    """The achievement stands for another program, or another city's."""

    @property
    def sentence(self) -> str:
        return _("This achievement does not belong to this program.")


class NobodyToSign(CredentialRefused):
    """The city has no issuer with a signing key."""

    @property
    def sentence(self) -> str:
        return _("Nobody signs for this city yet: an issuer has to be opened first.")


class NothingLearned(CredentialRefused):
    """The ledger holds no hours of this person."""

    @property
    def sentence(self) -> str:
        return _("There are no hours to show yet. They appear once a roll has been saved.")
