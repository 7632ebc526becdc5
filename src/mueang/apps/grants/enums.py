"""Words of grants."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(TextChoices):
    DRAFT = "draft", pgettext_lazy("application", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("application", "Sent to the fund")
    RETURNED = "returned", pgettext_lazy("application", "Returned for correction")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")
    GRANTED = "granted", pgettext_lazy("application", "Granted")
    REFUSED = "refused", pgettext_lazy("application", "Not granted")


# The city may write in these.
WRITABLE = (ApplicationState.DRAFT, ApplicationState.RETURNED)


class GrantState(TextChoices):
    RUNNING = "running", pgettext_lazy("grant", "Running")
    CLOSED = "closed", pgettext_lazy("grant", "Closed")


class ExpenseState(TextChoices):
    ENTERED = "entered", pgettext_lazy("expense", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("expense", "Approved")
    REFUSED = "refused", pgettext_lazy("expense", "Not approved")
    REVERSED = "reversed", pgettext_lazy("expense", "Reversed")


class ReportState(TextChoices):
    SENT = "sent", pgettext_lazy("grant report", "Signed by the city")
    ACCEPTED = "accepted", pgettext_lazy("grant report", "Accepted by the fund")
    RETURNED = "returned", pgettext_lazy("grant report", "Returned by the fund")


class Verdict(TextChoices):
    OPEN = "", pgettext_lazy("sample", "Not looked at yet")
    VERIFIED = "verified", pgettext_lazy("sample", "Verified")
    NOT_VERIFIED = "not_verified", pgettext_lazy("sample", "Could not be verified")


class Payee(TextChoices):
    PERSON = "person", _("A person")
    JURISTIC = "juristic", _("A company, shop or foundation")


class Service(TextChoices):
    GOODS = "goods", _("Goods")
    HIRE = "hire", _("Work or services hired")
    PROFESSIONAL = "professional", _("Fee of a speaker or professional")
    RENT = "rent", _("Rent of a place or things")
    ADVERTISING = "advertising", _("Advertising")
    TRANSPORT = "transport", _("Transport")


class Risk(TextChoices):
    LATE = "late", _("Milestone is late")
    UNDERSPENT = "underspent", _("Spends much slower than time passes")
    OVERSPENT = "overspent", _("Spent more than was received")
    NO_EVIDENCE = "no_evidence", _("No evidence of the last three months")
    INSTALMENT = "instalment", _("Instalment is late")


# Account of the expense -> group of expenses in a work plan.
CATEGORY_OF = {
    "5110": "pay",
    "5120": "materials",
    "5130": "services",
    "5140": "services",
    "5150": "services",
    "5160": "services",
    "5170": "equipment",
    "5190": "other",
}
# Behind the share of time by more than this much of the money, a grant is underspent.
BEHIND_SHARE = 0.25
EVIDENCE_DAYS = 90
MOST_RUBRIC_POINTS = 100
LARGEST_PAPER = 10_000_000
