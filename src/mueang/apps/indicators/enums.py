"""Words of indicators."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    COMMUNITY = "community", pgettext_lazy("level", "Community")
    CITY = "city", pgettext_lazy("level", "City")
    DISTRICT = "district", pgettext_lazy("level", "District")
    PROVINCE = "province", pgettext_lazy("level", "Province")
    NATION = "nation", pgettext_lazy("level", "Nation")


class Capture(TextChoices):
    DATA = "data", _("Official data")
    SURVEY = "survey", _("Survey")
    EXPERT = "expert", _("Expert review")


# How a feature's measurement is written in the frameworks: one letter each.
CAPTURE_OF = {"D": Capture.DATA, "S": Capture.SURVEY, "E": Capture.EXPERT}


class Method(TextChoices):
    REGISTER = "register", _("Counted in a register")
    CENSUS = "census", _("Census of everybody")
    SAMPLE = "sample", _("Sample survey")
    REVIEW = "review", _("Review by experts")
    ESTIMATE = "estimate", _("Estimate or model")
    OPERATIONS = "operations", _("Counted from the city's own work in this system")


class Unit(TextChoices):
    COUNT = "count", pgettext_lazy("unit", "number")
    PERCENT = "percent", pgettext_lazy("unit", "percent")
    PER_100K = "per_100k", pgettext_lazy("unit", "per 100,000 people")
    PER_1000 = "per_1000", pgettext_lazy("unit", "per 1,000 people")
    HOURS = "hours", pgettext_lazy("unit", "hours")
    YEARS = "years", pgettext_lazy("unit", "years")
    BAHT = "baht", pgettext_lazy("unit", "baht")
    KG_PER_HEAD = "kg_per_head", pgettext_lazy("unit", "kilograms a head and year")
    LEVEL = "level", pgettext_lazy("unit", "level from 1 to 5")
    RATIO = "ratio", pgettext_lazy("unit", "ratio")


# The least and greatest a figure of the unit can be; None where there is no end.
SCALE = {
    Unit.COUNT: (0, None),
    Unit.PERCENT: (0, 100),
    Unit.PER_100K: (0, None),
    Unit.PER_1000: (0, None),
    Unit.HOURS: (0, None),
    Unit.YEARS: (0, None),
    Unit.BAHT: (None, None),
    Unit.KG_PER_HEAD: (0, None),
    Unit.LEVEL: (1, 5),
    Unit.RATIO: (0, None),
}


class Better(TextChoices):
    HIGHER = "higher", _("More is better")
    LOWER = "lower", _("Less is better")
    NEITHER = "neither", _("Neither more nor less is better by itself")


class SheetState(TextChoices):
    PREVIEW = "preview", _("Being checked")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class PanelState(TextChoices):
    ROUND_ONE = "round_one", _("First round: everybody alone")
    ROUND_TWO = "round_two", _("Second round: having seen the others")
    CLOSED = "closed", pgettext_lazy("panel", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("panel", "Called off")


class Sex(TextChoices):
    FEMALE = "female", pgettext_lazy("sex", "Female")
    MALE = "male", pgettext_lazy("sex", "Male")
    OTHER = "other", pgettext_lazy("sex", "Another, or not said")


class Income(TextChoices):
    LOWEST = "lowest", _("Lowest fifth of incomes")
    LOWER = "lower", _("Second fifth of incomes")
    MIDDLE = "middle", _("Middle fifth of incomes")
    HIGHER = "higher", _("Fourth fifth of incomes")
    HIGHEST = "highest", _("Highest fifth of incomes")


class Disability(TextChoices):
    WITH = "with", _("With a disability")
    WITHOUT = "without", _("Without a disability")


class HomeLanguage(TextChoices):
    THAI = "thai", pgettext_lazy("language of home", "Central Thai")
    MALAY = "malay", pgettext_lazy("language of home", "Malay")
    NORTHERN = "northern", pgettext_lazy("language of home", "Northern Thai")
    NORTHEASTERN = "northeastern", pgettext_lazy("language of home", "Northeastern Thai")
    KHMER = "khmer", pgettext_lazy("language of home", "Khmer")
    OTHER = "other", pgettext_lazy("language of home", "Another language")


class UnitsOf(TextChoices):
    """What an index places beside each other."""

    COMMUNITIES = "communities", _("Communities of the city")
    CITIES = "cities", _("Cities")
    WORKBOOK = "workbook", _("A table of our own")


# What each level of the rubric means, whatever is judged.
RUBRIC = {
    1: _("Nothing yet, or words alone"),
    2: _("Begun in some places or by some people"),
    3: _("Works for part of the city, with gaps that are known"),
    4: _("Works for most people, the disadvantaged included"),
    5: _("Works for all, is checked, and changes by what is learned"),
}
LEAST_REVIEWERS = 2
# Two levels apart or more is a disagreement the second round is for.
APART = 2


class FreezeState(TextChoices):
    ASKED = "asked", pgettext_lazy("freeze", "Waiting for the worker")
    RUNNING = "running", pgettext_lazy("freeze", "Being counted")
    DONE = "done", pgettext_lazy("freeze", "Counted")
    FAILED = "failed", pgettext_lazy("freeze", "Could not be counted")
