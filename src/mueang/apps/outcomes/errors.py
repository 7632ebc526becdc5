"""Refusals of outcomes, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mueang.lib.refusals import Refused


class OutcomeRefused(Refused):
    """What outcomes will not do; nothing has been written."""


class NotCompleted(OutcomeRefused):
    """The enrollment is not completed, so there is nothing to ask about or to pass on."""

    @property
    def sentence(self) -> str:
        return _("This course is not completed yet.")


class OwnOutcome(OutcomeRefused):
    """Somebody would verify what they said themselves."""

    @property
    def sentence(self) -> str:
        return _("Nobody verifies their own answer: please ask a colleague.")


class TooYoung(OutcomeRefused):
    """A child under fifteen proposes to teach."""

    @property
    def sentence(self) -> str:
        return _("From 15 years of age one can propose a class. Until then please ask a parent or the organiser.")


class ProposedAlready(OutcomeRefused):
    """An open proposal from this completion exists."""

    @property
    def sentence(self) -> str:
        return _("You have proposed this already. The city will get in touch.")


class ProposalSettled(OutcomeRefused):
    """The proposal is published, declined or taken back, or not as far as this step asks for."""

    @property
    def sentence(self) -> str:
        return _("This proposal is at another step by now. Please look at it again.")


class ReasonNeeded(OutcomeRefused):
    """A proposal is declined without a reason for the proposer."""

    @property
    def sentence(self) -> str:
        return _("Please write a kind reason: the proposer reads it.")
