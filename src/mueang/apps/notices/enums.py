"""Words of the outbox."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    IN_APP = "in_app", _("In the app")
    LINE = "line", _("LINE message")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    PUSH = "push", _("A bell on the device")
    LETTER = "letter", _("Printed letter")
    COPY = "copy", _("Text to copy into LINE")


# What the worker carries; the rest is there at once or passed on by hand.
CARRIED = (Channel.LINE, Channel.PUSH, Channel.EMAIL, Channel.SMS)
BY_HAND = (Channel.LETTER, Channel.COPY)
# What rings in somebody's pocket waits for the morning.
RINGS = (Channel.LINE, Channel.PUSH, Channel.SMS)


class NoticeKind(TextChoices):
    SERVICE = "service", _("My activities, seats and requests")
    NEWS = "news", _("New activities and news of the city")
    URGENT = "urgent", _("Cancelled or moved at short notice, and danger")


class NoticeState(TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    UNCERTAIN = "uncertain", _("May have arrived: please decide")
    CANCELLED = "cancelled", _("Will not be sent")


class Reason(TextChoices):
    """Why a notice is where it is, for the report; the provider's own code stands in `last_error`."""

    REFUSED = "refused", _("The provider refused it: the address does not exist or does not take messages")
    UNREACHABLE = "unreachable", _("The provider could not be reached, however often we tried")
    NO_ANSWER = "no_answer", _("It was handed over and no answer came")
    WORKER_LOST = "worker_lost", _("The worker stopped while handing it over")
    QUOTA = "quota", _("The month's messages are used up")
    TURNED_OFF = "turned_off", _("This way of delivery is not set up here")
    UNLINKED = "unlinked", _("Blocked our LINE account, turned the device off, or never joined")
    OPTED_OUT = "opted_out", _("Asked not to be told such things this way")
    STOPPED = "stopped", _("Stopped by an officer")
