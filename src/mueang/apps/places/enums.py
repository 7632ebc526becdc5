"""Words of places."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlaceKind(TextChoices):
    LIBRARY = "library", _("Library")
    LEARNING_PARK = "learning_park", _("Learning park")
    PARK = "park", _("Park")
    TEMPLE = "temple", _("Temple")
    MOSQUE = "mosque", _("Mosque")
    CHURCH = "church", _("Church or shrine")
    MUSEUM = "museum", _("Museum")
    MARKET = "market", _("Market")
    FARM = "farm", _("Farm")
    WORKSHOP = "workshop", _("Workshop")
    SCHOOL = "school", _("School or university")
    HALL = "hall", _("Community hall")
    ONLINE = "online", _("Online")


class Accessibility(TextChoices):
    STEP_FREE = "step_free", _("Step-free entrance")
    TOILET = "toilet", _("Accessible toilet")
    PARKING = "parking", _("Accessible parking")
    SIGN_LANGUAGE = "sign_language", _("Sign language on request")
    QUIET_ROOM = "quiet_room", _("Quiet room")
    PRAYER_ROOM = "prayer_room", _("Prayer room")


class Freshness(IntegerChoices):
    """How far the worker has gone in asking whether an entry is still true; a confirmation begins anew."""

    FRESH = 0, _("Nothing to ask")
    ASKED = 1, _("Owner asked")
    ASKED_AGAIN = 2, _("Owner asked twice")
    UNCONFIRMED = 3, _("Shown as unconfirmed")
    UNLISTED = 4, _("Out of lists and search")


class Weekday(TextChoices):
    """Days as an opening rule names them, Monday first; shown without the "on" that Django's own Thai names carry."""

    MO = "MO", pgettext_lazy("opening days", "Monday")
    TU = "TU", pgettext_lazy("opening days", "Tuesday")
    WE = "WE", pgettext_lazy("opening days", "Wednesday")
    TH = "TH", pgettext_lazy("opening days", "Thursday")
    FR = "FR", pgettext_lazy("opening days", "Friday")
    SA = "SA", pgettext_lazy("opening days", "Saturday")
    SU = "SU", pgettext_lazy("opening days", "Sunday")
