"""Words of the catalog."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferingState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")


class SessionState(TextChoices):
    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")


class Mode(TextChoices):
    LECTURE = "lecture", _("Lecture")
    LAB = "lab", _("Lab or workshop")
    PRACTICE = "practice", _("Practice or field work")


class CourseLanguage(TextChoices):
    THAI = "th", _("Thai")
    MALAY = "ms", _("Malay")
    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
