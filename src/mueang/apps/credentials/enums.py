"""Words of credentials."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Signing")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class RevocationReason(TextChoices):
    MISTAKE = "mistake", _("Awarded by mistake")
    WRONG_PERSON = "wrong_person", _("Wrong person or name")
    MISCONDUCT = "misconduct", _("Misconduct found later")
    UNSAFE_KEY = "unsafe_key", _("The key that signed it is not safe any more")
    REQUEST = "request", _("Asked for by the holder")
