"""Words of campaigns."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignState(TextChoices):
    DRAFT = "draft", pgettext_lazy("campaign", "Draft")
    SCHEDULED = "scheduled", _("Will be sent")
    QUEUING = "queuing", _("Being handed over")
    QUEUED = "queued", _("In the outbox")
    STOPPED = "stopped", _("Stopped")


# What words may name, each filled in for whom it goes to; nothing else of a person is ever put into a message.
FIELDS = {
    "name": _("given name of the reader"),
    "city": _("name of the city"),
    "activity": _("name of the activity"),
    "place": _("where it is"),
    "day": _("first day"),
    "link": _("page of the activity, or of the city"),
}
YOUNGEST_READER = 15
