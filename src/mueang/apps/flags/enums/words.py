"""Words of flags: how a rule compares, how pressing a flag is, how it ends, and what a human may decide."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Comparison(TextChoices):
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")
    UNKNOWN = "unknown", _("is not known")


class Level(TextChoices):
    URGENT = "urgent", _("See soon")
    LOOK = "look", _("See in turn")
    VISIT = "visit", _("Not enough is known: ask or visit")


# How the queue is ordered: the most pressing first.
RANK_OF = {Level.URGENT: 3, Level.LOOK: 2, Level.VISIT: 1}


class FlagState(TextChoices):
    OPEN = "open", pgettext_lazy("flag", "Waits for somebody")
    ANSWERED = "answered", pgettext_lazy("flag", "Answered")
    ENDED = "ended", pgettext_lazy("flag", "Ended by itself")


class Ending(TextChoices):
    HOLDS_NO_MORE = "holds_no_more", _("The reasons hold no more")
    NOTHING_NEW = "nothing_new", _("Nothing new was read for too long")
    LEFT = "left", _("The pupil is no longer in a school of the city")
    RULES_CHANGED = "rules_changed", _("The rules were changed")


class DecisionKind(TextChoices):
    LOOK_INTO = "look_into", _("Look into it: hand over to support")
    NOT_NOW = "not_now", pgettext_lazy("flag", "Not now")
    KNOWN = "known", _("Known already: somebody works with the child")
    WRONG_RECORD = "wrong_record", _("The record was wrong")


class Found(TextChoices):
    """What came of looking: kept so that the rules can be judged by it."""

    NEEDED = "needed", _("The child needed somebody")
    FINE = "fine", _("Nothing was the matter")
    UNREACHED = "unreached", _("Nobody could be reached")
    WRONG = "wrong", _("The record was wrong")


class FactSource(TextChoices):
    SCHOOL = "school", _("The school")
    HOUSEHOLD_FORM = "household_form", _("A household form")
    VISIT = "visit", _("A visit")
    FAMILY = "family", _("The family")
    OTHER = "other", pgettext_lazy("source", "Another source")


class SheetState(TextChoices):
    PREVIEW = "preview", _("Being checked")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class RunState(TextChoices):
    ASKED = "asked", _("Waits to begin")
    DONE = "done", pgettext_lazy("run", "Done")
