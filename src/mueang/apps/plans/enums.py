"""Words of work plans."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    DRAFT = "draft", pgettext_lazy("work plan", "Being drafted")
    AGREED = "agreed", pgettext_lazy("work plan", "Agreed")
    RUNNING = "running", pgettext_lazy("work plan", "Under way")
    CLOSED = "closed", pgettext_lazy("work plan", "Closed")


# From which state to which; back again as well, so that a press can be undone.
MOVES = {
    PlanState.DRAFT: (PlanState.AGREED,),
    PlanState.AGREED: (PlanState.RUNNING, PlanState.DRAFT),
    PlanState.RUNNING: (PlanState.CLOSED, PlanState.AGREED),
    PlanState.CLOSED: (PlanState.RUNNING,),
}
# What is late matters in these.
AT_WORK = (PlanState.AGREED, PlanState.RUNNING)


class ActivityState(TextChoices):
    PLANNED = "planned", pgettext_lazy("plan activity", "Not begun")
    RUNNING = "running", pgettext_lazy("plan activity", "Under way")
    DONE = "done", pgettext_lazy("plan activity", "Done")
    DROPPED = "dropped", pgettext_lazy("plan activity", "Dropped")


OVER = (ActivityState.DONE, ActivityState.DROPPED)


class Origin(TextChoices):
    """What a plan or an activity was made from; the app that holds the row resolves its uuid."""

    PLAN = "plan", _("Last year's plan")
    ACTIVITY = "activity", _("An activity of last year")
    TEMPLATE = "template", _("A template")
    WORKBOOK = "workbook", _("An Excel file")
    SCENARIO = "scenario", _("A what-if scenario")
    PRACTICE = "practice", _("Another city's practice")
    CAPSTONE = "capstone", _("A project of the city administrators' course")
    APPLICATION = "application", _("An application for a grant")


class SourceKind(TextChoices):
    OWN = "own", _("The city's own budget")
    GRANT = "grant", _("Grant")
    PARTNER = "partner", _("Money from a partner")
    IN_KIND = "in_kind", _("A partner's help in kind")


class Category(TextChoices):
    """The groups of expenses of a Thai local government's budget."""

    PAY = "pay", _("Remuneration")
    SERVICES = "services", _("Services and expenses")
    MATERIALS = "materials", _("Materials")
    UTILITIES = "utilities", _("Utilities")
    EQUIPMENT = "equipment", _("Equipment")
    SUBSIDY = "subsidy", _("Subsidies")
    OTHER = "other", _("Other expenses")


class EvidenceKind(TextChoices):
    SESSIONS = "sessions", _("Sessions held")
    COMPLETIONS = "completions", _("People who completed")
    AWARDS = "awards", _("Credentials awarded")
    CHILDREN = "children", _("Children back in learning to stay")
    HERITAGE = "heritage", _("Heritage items recorded")
    FIGURE = "figure", _("A figure of the city")
    RELEASE = "release", _("A release of open data")
    PICTURE = "picture", _("Picture")


class ReportState(TextChoices):
    DRAFT = "draft", pgettext_lazy("plan report", "Being written")
    SIGNED = "signed", pgettext_lazy("plan report", "Signed")


class SheetState(TextChoices):
    PREVIEW = "preview", _("To be checked")
    CONFIRMED = "confirmed", _("Taken over")
    DISCARDED = "discarded", _("Thrown away")
