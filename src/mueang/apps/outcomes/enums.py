"""Words of outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MONTHS = (1, 3, 6)


class OutcomeKind(TextChoices):
    WORK = "work", _("I have work with it")
    BUSINESS = "business", _("I sell or run something of my own")
    STUDY = "study", _("I study further")
    TEACHING = "teaching", _("I teach it to others")
    LOOKING = "looking", _("I am still looking")


# The same, as an officer reads a column of numbers.
KIND_WORDS = {
    OutcomeKind.WORK: pgettext_lazy("outcome", "Work"),
    OutcomeKind.BUSINESS: pgettext_lazy("outcome", "Own business"),
    OutcomeKind.STUDY: pgettext_lazy("outcome", "Further study"),
    OutcomeKind.TEACHING: pgettext_lazy("outcome", "Teaching others"),
    OutcomeKind.LOOKING: pgettext_lazy("outcome", "Still looking"),
}


class SaidVia(TextChoices):
    LINK = "link", _("By the link in the message")
    PHONE = "phone", _("By phone, written down by an officer")


class CheckedHow(TextChoices):
    DOCUMENT = "document", _("Saw a document")
    EMPLOYER = "employer", _("Asked the employer or school")
    VISIT = "visit", _("Visited")
    SEEN = "seen", _("Saw the shop, the page or the class")


class ProposalState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    TALKING = "talking", _("Talked over")
    DRAFTED = "drafted", _("Drafted as an activity")
    PUBLISHED = "published", pgettext_lazy("proposal", "Published")
    DECLINED = "declined", _("Kindly declined")
    WITHDRAWN = "withdrawn", _("Taken back by the proposer")


STILL_OPEN = (ProposalState.PROPOSED, ProposalState.TALKING, ProposalState.DRAFTED)
