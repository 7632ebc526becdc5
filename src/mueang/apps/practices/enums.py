"""Words of practices: how far a text is, and what came of taking it up."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PracticeState(TextChoices):
    DRAFT = "draft", pgettext_lazy("practice", "Draft")
    SENT = "sent", _("Being checked by the City Unit")
    PUBLISHED = "published", pgettext_lazy("practice", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("practice", "Withdrawn")


class Came(TextChoices):
    """What the adopting city says came of it."""

    HELPED = "helped", _("It helped here too")
    PARTLY = "partly", _("It helped in part")
    NOT_HERE = "not_here", _("It did not help here")
    TOO_EARLY = "too_early", _("Too early to say")
