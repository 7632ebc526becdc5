"""What is done at the door: signing in and out, and changing how one does."""

from django.utils.translation import gettext_lazy as _

SIGN_IN_WORDS = {
    "factor.added": _("Added a second factor"),
    "factor.removed": _("Removed a second factor"),
    "password.changed": _("Changed the password"),
    "provider.connected": _("Connected LINE or another provider"),
    "provider.disconnected": _("Disconnected LINE or another provider"),
    "role.lent": _("Lent a role for some hours"),
    "sign_in.began": _("Signed in"),
    "sign_in.ended": _("A session ended"),
    "sign_in.staff_signed_out": _("Signed a colleague out everywhere"),
    "sign_in.failed": _("Somebody tried to sign in and could not"),
}
