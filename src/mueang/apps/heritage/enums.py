"""Words of heritage: the eleven categories of Thailand's cultural map, and food; months, ages, mapping days."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    ARTEFACTS = "artefacts", _("Artefacts")
    ARCHITECTURE = "architecture", _("Architecture")
    HISTORIC_SITES = "historic_sites", _("Historic sites")
    CULTURAL_SPACES = "cultural_spaces", _("Cultural spaces")
    LANGUAGES = "languages", _("Languages")
    FOLK_LITERATURE = "folk_literature", _("Folk literature")
    NATURE = "nature", _("Knowledge of nature and cosmos")
    PERFORMING_ARTS = "performing_arts", _("Performing arts")
    GAMES = "games", _("Folk sports, games and martial arts")
    RITUALS = "rituals", _("Social practice, ritual and festival")
    CRAFT = "craft", _("Traditional craft")
    FOOD = "food", _("Food")


class Risk(TextChoices):
    SAFE = "safe", _("Many carry it on")
    FEW = "few", _("Few carry it on")
    LAST = "last", _("Last holders")


class Willingness(TextChoices):
    TEACHES = "teaches", _("Teaches already")
    WILLING = "willing", _("Willing to teach")
    WITH_HELPER = "with_helper", _("Willing with a helper")
    NOT_NOW = "not_now", _("Not willing now")


# Who could be asked to teach it.
WILLING = (Willingness.TEACHES, Willingness.WILLING, Willingness.WITH_HELPER)


class AgeBand(TextChoices):
    """How old a holder is, as coarsely as the risk of loss needs it."""

    UNDER_40 = "under_40", _("Under 40")
    FORTIES = "40_59", _("40 to 59")
    SIXTIES = "60_74", _("60 to 74")
    OLDER = "75_up", _("75 and older")


class Permission(TextChoices):
    """What its people allow, as they say it on a mapping day."""

    OPEN = "open", _("May be shown to everybody")
    CITY = "city", _("Only for the city's own list")
    FAMILY_SECRET = "family_secret", _("A family's secret: never shown")
    SACRED = "sacred", _("Sacred: never shown")


class FindingState(TextChoices):
    WAITING = "waiting", _("Waiting for review")
    TAKEN = "taken", _("Taken into the inventory")
    MERGED = "merged", _("Joined to an item known already")
    DECLINED = "declined", _("Not taken")


# How near to being lost, as `methods.loss` says it.
LEVEL_WORDS = {
    "high": _("High risk of loss"),
    "middle": _("Some risk of loss"),
    "low": _("Carried on"),
}
