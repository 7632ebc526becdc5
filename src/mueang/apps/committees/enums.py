"""Words of committees."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Seat(TextChoices):
    CHAIR = "chair", _("Chair")
    VICE = "vice", _("Vice chair")
    MEMBER = "member", pgettext_lazy("of a committee", "Member")
    SECRETARY = "secretary", _("Member and secretary")


class Section(TextChoices):
    """The agenda of a meeting as Thai offices keep it."""

    CHAIR = "1", _("Matters the chair announces")
    MINUTES = "2", _("Agreeing the minutes of the last meeting")
    FOLLOW_UP = "3", _("Matters arising")
    INFORM = "4", _("Matters for information")
    DECIDE = "5", _("Matters for decision")
    OTHER = "6", _("Other matters")


class Presence(TextChoices):
    CAME = "came", _("Came")
    APOLOGY = "apology", _("Sent an apology")
    ABSENT = "absent", pgettext_lazy("from a meeting", "Absent")


class DecisionState(TextChoices):
    OPEN = "open", pgettext_lazy("of a decision", "Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer pursued")
