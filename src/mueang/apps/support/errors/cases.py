"""What casework refuses, each with a sentence for the worker."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class CaseRefused(Refused):
    """Something about a case will not be done."""


class WrittenOnce(CaseRefused):
    says = _("What was written about a case is never changed. Write a correction instead.")


class CaseStands(CaseRefused):
    says = _("There is an open case for this child already.")


class CaseClosed(CaseRefused):
    says = _("This case is closed. Reopen it first.")


class CaseNotClosed(CaseRefused):
    says = _("This case is not closed.")


class ChangedMeanwhile(CaseRefused):
    says = _("Somebody changed this case while you were writing. Look at it again, then save.")


class LinkStands(CaseRefused):
    says = _("This child is linked already. Undo that first, with a reason.")


class LinkGone(CaseRefused):
    says = _("This link stands no longer: somebody else undid it first.")


class NotAWorker(CaseRefused):
    says = _("This account does not work on cases in this city.")


class HandOverNeedsNote(CaseRefused):
    says = _("Write what the next worker must know before you hand the case over.")


class SameWorker(CaseRefused):
    says = _("This colleague is the main worker already.")


class NotAssessed(CaseRefused):
    says = _("Assess the case before you make a plan.")


class ConsentMissing(CaseRefused):
    says = _(
        "Nothing can be sent: no standing consent covers this agency and these details. "
        "Ask the family, or let a supervisor name another lawful basis."
    )


class ConsentOver(CaseRefused):
    says = _("This consent was withdrawn already.")


class AuthorityMissing(CaseRefused):
    says = _(
        "Whoever consents must have the authority to do so. For a child under ten that is a parent or the legal "
        "guardian; where there is none, name another lawful basis and why it applies."
    )


class NotToBeSent(CaseRefused):
    says = _("This referral was sent already, or taken back.")


class AnswerTooLate(CaseRefused):
    says = _("This link is no longer in use. Call the case worker.")


class AnswerOutOfOrder(CaseRefused):
    says = _("This was answered already.")


class ReasonMissing(CaseRefused):
    says = _("Write the reason.")


class PlacementOver(CaseRefused):
    says = _("This placement has ended.")


class PlacedAlready(CaseRefused):
    says = _("A seat in this activity is held already.")


class EvidenceMissing(CaseRefused):
    says = _("Write how it is known: who was asked, what was seen.")


class WorkStillRuns(CaseRefused):
    says = _("Referrals are still running. Wait for the answers or take them back before you close the case.")


class ReCheckDone(CaseRefused):
    says = _("This was checked already.")
