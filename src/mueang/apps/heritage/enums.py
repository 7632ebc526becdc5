"""Words of heritage: the eleven categories of Thailand's cultural map, and food."""

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
