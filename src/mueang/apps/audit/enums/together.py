"""What is done with partners and committees, and by those who coach cities."""

from django.utils.translation import gettext_lazy as _

TOGETHER_WORDS = {
    "agreement.changed": _("Changed an agreement"),
    "agreement.document_added": _("Attached a paper to an agreement"),
    "agreement.renewed": _("Renewed an agreement"),
    "agreement.signed": _("Signed an agreement"),
    "committee.agenda": _("Put a matter on the agenda of a committee"),
    "committee.agreed": _("Agreed the minutes of a committee"),
    "committee.attended": _("Marked who came to a committee"),
    "committee.called": _("Called a meeting of a committee"),
    "committee.decided": _("Wrote down a decision of a committee"),
    "committee.decision_ended": _("Ended a decision of a committee"),
    "committee.founded": _("Founded a committee"),
    "committee.invited": _("Invited a committee"),
    "committee.minuted": _("Saved the minutes of a committee"),
    "committee.passed_on": _("Gave a decision of a committee to somebody else"),
    "committee.seated": _("Added a member of a committee"),
    "committee.unseated": _("Ended a seat on a committee"),
    "contribution.changed": _("Changed a contribution"),
    "contribution.given": _("Wrote down what a partner gave"),
    "contribution.imported": _("Took in promises from a workbook"),
    "contribution.promised": _("Recorded a promised contribution"),
    "contribution.taken_back": _("Took back what was written down as given"),
    "organization.added": _("Added a partner"),
    "organization.answered": _("A partner answered what it promised and gave"),
    "organization.asked": _("Asked a partner to confirm what it promised and gave"),
    "organization.changed": _("Changed a partner"),
    "organization.settled": _("Looked into a partner's objection"),
    "organization.shown": _("Decided whether a partner is shown publicly"),
}
