"""What is done with grants and the books, as the record reads it out."""

from django.utils.translation import gettext_lazy as _

MONEY_WORDS = {
    "grant.application_granted": _("Offered a grant"),
    "grant.application_refused": _("Refused an application"),
    "grant.application_returned": _("Returned an application for correction"),
    "grant.application_saved": _("Wrote an application"),
    "grant.application_scored": _("Scored an application"),
    "grant.application_sent": _("Sent an application to a fund"),
    "grant.application_withdrawn": _("Withdrew an application"),
    "grant.call_opened": _("Opened a call of a fund"),
    "grant.closed": _("Closed a grant"),
    "grant.expense_approved": _("Approved an expense"),
    "grant.expense_entered": _("Entered an expense"),
    "grant.expense_refused": _("Did not approve an expense"),
    "grant.expense_reversed": _("Reversed an expense"),
    "grant.fund_added": _("Added a fund"),
    "grant.instalment_received": _("Received an instalment"),
    "grant.instalment_released": _("Released an instalment"),
    "grant.paper_handed_in": _("Handed a paper in"),
    "grant.report_accepted": _("Accepted a report to the fund"),
    "grant.report_returned": _("Returned a report to the city"),
    "grant.report_signed": _("Signed a report to the fund"),
    "grant.sample_drawn": _("Drew a sample"),
    "grant.sample_looked_at": _("Looked at a sample"),
    "grant.sample_signed": _("Signed a sample"),
    "grant.signed": _("Signed an agreement with a fund"),
    "grant.tax_remitted": _("Remitted withheld tax"),
    "ledger.closed": _("Closed the books of a month"),
    "ledger.opened_again": _("Opened the books of a month again"),
    "ledger.posted": _("Wrote an entry in the books"),
}
