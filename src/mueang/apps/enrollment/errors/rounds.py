"""What a round of wishes will not do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mueang.apps.enrollment.errors.refusals import EnrollmentClosed, EnrollmentRefused


class SeatsAreDrawn(EnrollmentClosed):
    """The seats of this offering are shared in a round: wish for them there."""

    @property
    def sentence(self) -> str:
        return _("The seats of this activity are shared by wishes and a draw: send in your wishes instead.")


class RoundRefused(EnrollmentRefused):
    """What a round will not do; nothing has been written."""


class WishesClosed(RoundRefused):
    """Wishes are taken from the opening to the closing moment, and not after."""

    @property
    def sentence(self) -> str:
        return _("Wishes are not taken now. Please see on the round's page when they are.")


class WishesUnclear(RoundRefused):
    """No wish at all, more than five, the same twice, or one for an activity outside the round."""

    @property
    def sentence(self) -> str:
        return _("Please choose one to five different activities of this round, the one you like best first.")


class AlreadyWished(RoundRefused):
    """Somebody of the party is on another wish list of this round."""

    def __init__(self, *, names: list[str]) -> None:
        super().__init__()
        self.names = names

    @property
    def sentence(self) -> str:
        return _("Already on a wish list of this round: %(names)s. Open the ticket of that list to change it.") % {
            "names": ", ".join(self.names)
        }


class InvitationUnknown(RoundRefused):
    """The invitation code is not of this round, or was used by another wish list."""

    @property
    def sentence(self) -> str:
        return _("We do not know this invitation code, or it was used already. You can also leave it empty.")


class OfferingsUnfit(RoundRefused):
    """Fewer than one offering, one of another city, one that is over, or one that another round shares already."""

    @property
    def sentence(self) -> str:
        return _("Choose activities that are published, have not ended and are not in another round.")


class RoundDatesUnfit(RoundRefused):
    """Wishes would close before they open, or have closed already."""

    @property
    def sentence(self) -> str:
        return _("The closing time must come after the opening time and lie ahead.")


class RoundNotReady(RoundRefused):
    """The round is not at the step that was asked for: somebody was there first, or it is too early."""

    @property
    def sentence(self) -> str:
        return _("This step is not due: wishes are still taken, or a colleague has done it already. See below.")
