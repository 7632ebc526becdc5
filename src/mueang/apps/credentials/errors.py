"""Refusals of credentials, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


class KnownAsUnsafe(CredentialRefused):
    """The key was declared unsafe before."""

    @property
    def sentence(self) -> str:
        return _("This key has been declared unsafe already.")


class WrongProgram(CredentialRefused):
    """The achievement stands for another program, or another city's."""

    @property
    def sentence(self) -> str:
        return _("This achievement does not belong to this program.")


class AlignedAlready(CredentialRefused):
    """The same line of the same framework."""

    @property
    def sentence(self) -> str:
        return _("This line of the framework stands here already.")


class OwnAchievement(CredentialRefused):
    """An issuer endorses what another issuer of the same city gives."""

    @property
    def sentence(self) -> str:
        return _("Nobody endorses an award of their own. Choose another issuer of this city.")


class EndorsedAlready(CredentialRefused):
    """The same endorser stands behind it already."""

    @property
    def sentence(self) -> str:
        return _("This endorsement stands here already.")


class NotAnEndorsement(CredentialRefused):
    """The document is not a genuine endorsement of this achievement; `args` names the check that failed."""

    @property
    def sentence(self) -> str:
        return _(
            "This is not a genuine endorsement of this award. It has to be an EndorsementCredential about the "
            "award's own address, signed by its endorser; for a did:web add the endorser's did.json."
        )


class WithdrawnAlready(CredentialRefused):
    """Somebody withdrew it first."""

    @property
    def sentence(self) -> str:
        return _("This endorsement has been withdrawn already.")


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


class ClaimOver(CredentialRefused):
    """The link was used, withdrawn, or is too old."""

    says = gettext_lazy("This link was used already, taken back, or is too old. Ask for a new one where you learned.")


class NothingToHandOut(CredentialRefused):
    """No award here stands that nobody took yet."""

    says = gettext_lazy("Every award here has been taken by its holder already, or was revoked.")


class KeyStillGood(CredentialRefused):
    """Awards are signed anew only where the key that signed them is not safe."""

    says = gettext_lazy("This key has not been declared unsafe, so what it signed stands.")


class RenewalUnderWay(CredentialRefused):
    """The awards of the key are being signed anew, or have been."""

    says = gettext_lazy("The awards of this key are being signed anew already.")
