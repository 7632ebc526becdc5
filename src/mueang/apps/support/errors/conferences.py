"""Refusals of conferences."""

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class ConferenceRefused(Refused):
    """What is not done with a conference; nothing has been written."""


class ConferenceHeld(ConferenceRefused):
    says = _("This conference was held: its minutes are no longer changed.")


class OnTheAgenda(ConferenceRefused):
    says = _("This case is on the agenda already.")


class NothingDecided(ConferenceRefused):
    says = _("Please write down a decision, or why there is none, for every case before the minutes are closed.")
