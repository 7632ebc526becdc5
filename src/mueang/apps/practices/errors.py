"""Refusals of practices, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class PracticeRefused(Refused):
    """What will not be done; nothing has been written."""


class NotADraft(PracticeRefused):
    """The practice is being checked or is published."""

    says = _("It is being checked or published. Withdraw it first to change it.")


class NotSent(PracticeRefused):
    """The practice does not wait to be checked."""

    says = _("It does not wait to be checked.")


class NotPublished(PracticeRefused):
    """Only a published practice is asked about and taken up."""

    says = _("This practice is not published.")


class NotWhole(PracticeRefused):
    """What was done, for whom and with which result must be said before it is sent."""

    says = _("Say what was done, for whom and with which result, before it is sent.")


class OwnPractice(PracticeRefused):
    """A city does not ask itself or take up its own practice."""

    says = _("This is your own city's practice.")


class AdoptedAlready(PracticeRefused):
    """The city has taken it up."""

    says = _("Your city has taken this up already.")


class Answered(PracticeRefused):
    """The question has its answer."""

    says = _("This question is answered already.")


class TwinsAlready(PracticeRefused):
    """The two cities are twins, or one has asked the other."""

    says = _("These two cities are twins already, or one has asked the other.")


class OfferingElsewhere(PracticeRefused):
    """An exchange visit is an activity of one of the two cities."""

    says = _("Choose an activity of one of the two cities.")
