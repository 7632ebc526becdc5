"""Words and assumptions of planning: age groups and when they are free, ways to travel, how far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from mueang.methods.access import Hours


class AgeGroup(TextChoices):
    SMALL = "small", _("Small children (0–5)")
    PUPILS = "pupils", _("School age (6–14)")
    YOUTH = "youth", _("Youth (15–24)")
    ADULTS = "adults", _("Adults (25–59)")
    OLDER = "older", _("Older people (60 and over)")


AGES = {
    AgeGroup.SMALL: (0, 5),
    AgeGroup.PUPILS: (6, 14),
    AgeGroup.YOUTH: (15, 24),
    AgeGroup.ADULTS: (25, 59),
    AgeGroup.OLDER: (60, 120),
}


def _week(workdays: tuple[float, float], weekend: tuple[float, float]) -> tuple[Hours, ...]:
    return (*((day, *workdays) for day in range(5)), *((day, *weekend) for day in (5, 6)))


# Our assumption for a Thai town: school ends at half past three, work at half past four. Pages that use it say so.
FREE_HOURS: dict[str, tuple[Hours, ...]] = {
    AgeGroup.SMALL: _week((9, 17), (9, 17)),
    AgeGroup.PUPILS: _week((16, 19), (8, 18)),
    AgeGroup.YOUTH: _week((16, 20), (8, 20)),
    AgeGroup.ADULTS: _week((17, 20), (8, 20)),
    AgeGroup.OLDER: _week((8, 18), (8, 18)),
}


class Way(TextChoices):
    """How people travel; the speeds are `methods.access.MODES`."""

    WALK = "walk", _("On foot")
    BICYCLE = "bicycle", _("By bicycle")
    MOTORBIKE = "motorbike", _("By motorbike")
    SONGTHAEW = "songthaew", _("By songthaew")
    CAR = "car", _("By car")


# Where the speed of each way comes from, said to readers; a way without one is an assumption (`Mode.source` of it).
SPEED_SOURCES: Mapping[str, str | Promise] = {
    Way.WALK: _("1 m/s as in the planning tool r5r (Pereira et al. 2021), the slow end of Bohannon (2011)"),
    Way.BICYCLE: _("as in the planning tool r5r (Pereira et al. 2021)"),
    Way.CAR: _("evening traffic of Bangkok in 2015, Office of Transport and Traffic Policy and Planning"),
}


class ChangeKind(TextChoices):
    OPENED = "opened", pgettext_lazy("scenario", "Open a new place")
    MOVED = "moved", pgettext_lazy("scenario", "Move a place")
    EXTENDED = "extended", pgettext_lazy("scenario", "More seats or hours")
    CLOSED = "closed", pgettext_lazy("scenario", "Close a place")


CATCHMENTS = (10, 15, 30, 45, 60)
# Weights in the near, middle and far third of the catchment: Luo and Qi (2009).
THIRDS = (1.0, 0.68, 0.22)
# One grid point for people of a neighbourhood stands for about a hundredth of its area.
POINTS_EACH = 100
WEEKS_AHEAD = 12


class Goal(TextChoices):
    """What proposed places are to be best at; each has its method in `methods.siting`."""

    REACH = "reach", _("Most people newly within reach")
    NEAREST = "nearest", _("Shortest way for everybody together")
    WORST_OFF = "worst_off", _("Those who have least first")


class ProposalState(TextChoices):
    WAITING = "waiting", _("waiting to begin")
    RUNNING = "running", _("being computed")
    DONE = "done", _("computed")
    STOPPED = "stopped", _("stopped")
    REFUSED = "refused", _("cannot be computed")


HOW_MANY = (1, 3, 5)
# Spots of a neighbourhood where a place may be proposed; and how long a computation may take.
CANDIDATES_EACH = 25
MOST_SECONDS = 40.0


# Three parts of the neighbourhoods by how deprived they are.
NEED_WORDS: Mapping[str, str | Promise] = {
    "most": pgettext_lazy("deprivation", "Most deprived third of neighbourhoods"),
    "middle": pgettext_lazy("deprivation", "Middle third"),
    "least": pgettext_lazy("deprivation", "Least deprived third"),
}


class Moderation(TextChoices):
    """When what a citizen said is seen by everybody."""

    BEFORE = "before", _("After an officer has read it")
    AFTER = "after", _("At once; an officer may hide it with a reason")


class Stance(TextChoices):
    """What a citizen thinks of a published scenario, in one word."""

    FOR = "for", pgettext_lazy("comment", "I like it")
    DOUBT = "doubt", pgettext_lazy("comment", "I have a doubt")
    AGAINST = "against", pgettext_lazy("comment", "I am against it")
    OTHER = "other", pgettext_lazy("comment", "I know something else")


class CommentState(TextChoices):
    WAITING = "waiting", pgettext_lazy("comment", "waiting to be read")
    SHOWN = "shown", pgettext_lazy("comment", "shown")
    HIDDEN = "hidden", pgettext_lazy("comment", "hidden")


class HiddenBecause(TextChoices):
    """Why a comment is not shown. With `PERSONAL` the words themselves are deleted for good."""

    INSULT = "insult", pgettext_lazy("comment", "it insults somebody")
    ADVERT = "advert", pgettext_lazy("comment", "it is an advertisement")
    ELSEWHERE = "elsewhere", pgettext_lazy("comment", "it is about something else")
    TWICE = "twice", pgettext_lazy("comment", "it was sent twice")
    PERSONAL = "personal", pgettext_lazy("comment", "it tells something private of somebody")


class DayPart(TextChoices):
    """Parts of a day in which people are free or not; their hours are `PART_HOURS`."""

    MORNING = "morning", _("Morning (9:00–12:00)")
    AFTERNOON = "afternoon", _("Afternoon (13:00–16:00)")
    EVENING = "evening", _("Evening (17:00–20:00)")


# First and last hour; a session lies within one part.
PART_HOURS = {DayPart.MORNING: (9, 12), DayPart.AFTERNOON: (13, 16), DayPart.EVENING: (17, 20)}
LENGTHS = (60, 90, 120, 150, 180)
MOST_COMING_TOGETHER = 10
MOST_A_WEEK, MOST_WEEKS = 3, 26
# How long a worker looks for the best times.
TIMES_SECONDS = 20.0


class TimesState(TextChoices):
    """How far an offering's search for times is."""

    ASKING = "asking", pgettext_lazy("times", "people are asked")
    WAITING = "waiting", pgettext_lazy("times", "being computed")
    PROPOSED = "proposed", pgettext_lazy("times", "times are proposed")
    ACCEPTED = "accepted", pgettext_lazy("times", "sessions are planned")


# Why not everybody can come, or nothing is held, for those who plan: `methods.timetabling.Kind` by its name.
WHY_NOT: Mapping[str, str | Promise] = {
    "NO_INSTRUCTOR": _("Whoever teaches is not free on as many days. Name somebody else, or more parts of the week."),
    "NO_ROOM": _("No place is free on as many days. Choose further places."),
    "NOT_TOGETHER": _("Whoever teaches and the places are not free at the same times on as many days."),
    "TOO_FEW": _("Too few people are free at the same times. Ask for fewer people, or for fewer sessions a week."),
    "TAKEN": _("Those who teach, the places or the people are needed for another activity at that time."),
    "NOT_HELD": _("It is not held."),
    "NEVER": _("never free when whoever teaches and the places are"),
    "NOT_FREE": _("not free at the times chosen"),
    "ELSEWHERE": _("at another activity then"),
    "FULL": _("no seat is left"),
    "NOT_FOUND": _("No times were found within the seconds given. Propose for fewer activities at once."),
}
