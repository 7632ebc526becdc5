"""Words of sign-ins: how somebody came in, and why a session ended."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Under which name a session keeps the number of its sign-in and its limits.
STAMP = "sign_in"


class Way(TextChoices):
    PASSWORD = "password", _("Password")
    SECOND_FACTOR = "second_factor", _("Password and a second factor")
    PASSKEY = "passkey", _("Passkey")
    PROVIDER = "provider", _("LINE or another provider")


class Ending(TextChoices):
    SIGNED_OUT = "signed_out", _("Signed out")
    REVOKED = "revoked", _("Ended from another device")
    RESTED = "rested", _("Ended by itself: not used for a while")
    LASTED = "lasted", _("Ended by itself: its time was over")
    PASSWORD = "password", _("Ended when the password was changed")
    OFFICE = "office", _("Ended by whoever gives roles in the city")
    GONE = "gone", _("No longer there")


class FactorWanted(TextChoices):
    """Of whom a second factor is asked (`MUEANG_SECOND_FACTOR`)."""

    NOBODY = "nobody"
    PROTECTED = "protected"
    STAFF = "staff"
