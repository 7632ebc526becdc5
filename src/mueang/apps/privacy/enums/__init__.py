"""Words of privacy."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BreachRisk(TextChoices):
    """What the breach may do to people; it decides who must be told (PDPA section 37(4))."""

    NONE = "none", _("No risk to anybody's rights and freedoms")
    RISK = "risk", _("A risk: the PDPC is told within 72 hours")
    HIGH = "high", _("A high risk: the PDPC and the people concerned are told")


class BreachKind(TextChoices):
    CONFIDENTIALITY = "confidentiality", _("Somebody saw or took what was not theirs")
    INTEGRITY = "integrity", _("Something was changed that should not have been")
    AVAILABILITY = "availability", _("Something was lost or could not be reached")


class StepKind(TextChoices):
    """What was done about a breach; each is written once and stays."""

    FOUND = "found", _("Found out more")
    CONTAINED = "contained", _("Stopped or contained it")
    PDPC_TOLD = "pdpc_told", _("Told the PDPC")
    PEOPLE_TOLD = "people_told", _("Told the people concerned")
    MEASURE = "measure", _("Took a measure against its happening again")


class RunState(TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")


class ResearchTable(TextChoices):
    LEARNERS = "learners", _("Learners, one row a person")
    SEATS = "seats", _("Seats in activities, one row a seat")
    OUTCOMES = "outcomes", _("What came of learning, one row an answer")
