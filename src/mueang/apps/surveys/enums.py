"""Words of surveys: who is asked and how, what became of each, and what may be asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEAST_AGE, GUARDIANS_UNTIL = 18, 20
# Fewer answers than this in a group are not shown; a cell of fewer than `methods.small_cells.LEAST_SHOWN` never is.
LEAST_IN_GROUP = 10
KEEP_DAYS = (30, 90, 180, 365)


class Kind(TextChoices):
    ONE = "one", _("One choice")
    SEVERAL = "several", _("Several choices")
    SCALE = "scale", _("Scale")
    NUMBER = "number", pgettext_lazy("question", "Number")
    TEXT = "text", _("Short text")


class Sampling(TextChoices):
    FRAME = "frame", _("By lot from a list: one link for each")
    QUOTA = "quota", _("No list: enumerators with a quota for each neighbourhood")
    OPEN = "open", _("Open link: whoever wants to answer")


class SurveyState(TextChoices):
    DRAFT = "draft", pgettext_lazy("survey", "Being prepared")
    OPEN = "open", pgettext_lazy("survey", "Open")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")


class Unit(TextChoices):
    PERSON = "person", pgettext_lazy("survey", "People")
    HOUSEHOLD = "household", pgettext_lazy("survey", "Households")


class Outcome(TextChoices):
    """What became of somebody who was asked; after AAPOR (2023), Standard Definitions, in plain words."""

    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Did not want to answer")
    NO_CONTACT = "no_contact", _("Nobody was met")
    UNABLE = "unable", _("Could not answer (illness, language)")
    NOT_ELIGIBLE = "not_eligible", _("Does not belong to those asked (empty house, too young)")


class Way(TextChoices):
    LINK = "link", _("Own link")
    OPEN_LINK = "open_link", _("Open link")
    ENUMERATOR = "enumerator", _("Enumerator")
    PAPER = "paper", _("Paper")
    WORKBOOK = "workbook", _("Excel file")


class AgeBand(TextChoices):
    MINOR = "minor", _("under 18")
    YOUNG = "young", _("18–24")
    ADULT = "adult", _("25–59")
    OLDER = "older", _("60 and over")


class Sex(TextChoices):
    FEMALE = "female", pgettext_lazy("sex", "Female")
    MALE = "male", pgettext_lazy("sex", "Male")
    OTHER = "other", pgettext_lazy("sex", "Other")
