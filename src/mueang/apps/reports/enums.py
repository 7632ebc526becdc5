"""Words of reports and releases."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    BIENNIAL = "biennial", _("Biennial progress report (UNESCO GNLC)")
    AWARD = "award", _("Learning City Award file")
    GRANT = "grant", _("Grant result report")
    BRIEF = "brief", _("One-page brief for the mayor")


class Language(TextChoices):
    THAI = "th", _("Thai")
    ENGLISH = "en", _("English")


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "Being written")
    REVIEW = "review", pgettext_lazy("report", "Being reviewed")
    SIGNED = "signed", pgettext_lazy("report", "Signed")


# A brief that is to fit on one page holds no more figures than this in all; other documents any number.
FIGURES_OF = {Kind.BRIEF: 5}
LICENCE = "CC-BY-4.0"
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
