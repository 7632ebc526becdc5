"""Refusals of committees, named as facts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class CommitteeRefused(Refused):
    """Something about a committee that will not be done."""


class MinutesAgreed(CommitteeRefused):
    says = _("These minutes are agreed and can no longer be changed.")


class NotHeldYet(CommitteeRefused):
    says = _("The meeting has not begun yet.")


class NoQuorum(CommitteeRefused):
    says = _("Too few members came: what was said can be written down, but nothing can be decided.")


class NothingWritten(CommitteeRefused):
    says = _("Write the minutes first.")


class AgreedTooEarly(CommitteeRefused):
    says = _("Minutes are agreed at a later meeting of the same committee that is held and has its quorum.")


class DecisionOver(CommitteeRefused):
    says = _("This decision is done or dropped already.")


class InvitedAlready(CommitteeRefused):
    says = _("The members are invited already.")


class NobodyToInvite(CommitteeRefused):
    says = _("Add the members first.")


class NotAMember(CommitteeRefused):
    says = _("Only who sits on the committee that day is marked.")
