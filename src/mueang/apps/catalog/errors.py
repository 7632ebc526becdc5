"""Refusals of the catalog, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused
from mueang.ui.words import clock, thai_date


class CatalogRefused(Refused):
    """What the catalog will not do; nothing has been written."""


class PlaceElsewhere(CatalogRefused):
    """The place belongs to another city, or is closed."""

    says = _("This place is closed or belongs to another city. Please choose another.")


class PersonElsewhere(CatalogRefused):
    """The person is known to another city, or was merged or erased."""

    says = _("This person is not in this city's list any more.")


class NothingPlanned(CatalogRefused):
    """No session is planned, so nobody would know when to come."""

    says = _("Please add at least one session first, so that people know when to come.")


class NotADraft(CatalogRefused):
    """The offering was published before."""

    says = _("This activity was published already.")


class NotPublished(CatalogRefused):
    """The offering is a draft, cancelled or finished."""

    says = _("This activity is not published at the moment.")


class StillRunning(CatalogRefused):
    """A planned session is not over yet."""

    says = _("A session is still to come. Close the activity after the last one, or cancel the sessions left.")


class SeatsAreTaken(CatalogRefused):
    """More seats are taken than would remain."""

    says = _("More people have a seat than that. Please give at least as many seats as are taken.")


class EndsBeforeItStarts(CatalogRefused):
    """A session would end before it starts, or at the same moment."""

    says = _("The end must be after the start.")


class SeatsNeedARoom(CatalogRefused):
    """A session has seats of its own and no room they would be in."""

    says = _("Please name the room that has these seats.")


class RoomTaken(CatalogRefused):
    """Another session meets in this room of this place at the same time."""

    def __init__(self, *, room: str, starts_at: datetime) -> None:
        super().__init__()
        self.room = room
        self.starts_at = starts_at

    @property
    def sentence(self) -> str:
        said = gettext("Something else meets in %(room)s at that time (%(day)s %(time)s). Choose another room or time.")
        day, time = thai_date(self.starts_at, "weekday"), clock(self.starts_at)
        return said % {"room": self.room, "day": day, "time": time}


class SessionIsOver(CatalogRefused):
    """The session has ended, or was cancelled: people may have learned in it already."""

    says = _("This session is over or cancelled, so it cannot be changed.")


class AlreadyTeaches(CatalogRefused):
    """The person is an instructor of this offering."""

    says = _("This person teaches this activity already.")


class NotForLessons(CatalogRefused):
    """The heritage item is sacred or a family's secret."""

    says = _("This is sacred or a family's secret. No open lesson is made from it.")


class HolderNotWilling(CatalogRefused):
    """The person does not hold this know-how, or does not want to teach it now."""

    says = _("This person is not recorded as willing to teach it.")


class ConditionUnknown(CatalogRefused):
    """A group, a support or a kit line that is in no list, or an amount that is none."""

    says = _("Something in the conditions could not be understood. Please check them.")


class MoreReservedThanSeats(CatalogRefused):
    """The reserved seats together are more than the offering has."""

    says = _("More seats are reserved than there are. Please reserve fewer, or give more seats.")


class WaiverAboveCost(CatalogRefused):
    """A group would pay more than everybody else."""

    says = _("With a fee waiver one cannot pay more than the cost itself.")


class TimetableMovedOn(CatalogRefused):
    """Since the preview a session was held or changed, so something else would happen than what was shown."""

    says = _("Meanwhile something has changed. Please look at the days once more, then save.")


class TooLateToReinstate(CatalogRefused):
    """The session has begun, or the offering was called off too long ago and its seats were given back."""

    says = _("This can no longer be taken back. Please plan it anew.")


class LinkSpent(CatalogRefused):
    """The link was not made here, is too old, or its reader no longer keeps the entry."""

    says = _("This link is no longer valid. Please sign in and confirm the entry there.")


class NotDescribed(CatalogRefused):
    """A picture without words for those who do not see it."""

    says = _("Please say in Thai what the picture shows, for people who cannot see it.")


class TooManyPhotos(CatalogRefused):
    """The offering has as many pictures as one can look at."""

    says = _("There are six pictures already. Please take one off first.")


class PhotoIsThere(CatalogRefused):
    """The offering shows this very picture."""

    says = _("This picture is there already.")


class PhotoRefused(CatalogRefused):
    """The file is no picture that can be shown; `code` is that of lib.photographs."""

    _SENTENCES: ClassVar[dict[str, str | Promise]] = {
        "empty": _("The file is empty. Please choose the picture again."),
        "too_large": _("The picture is larger than 10 MB. Please send a smaller one."),
        "not_a_photo": _("This is no JPEG, PNG or WebP picture. On an iPhone choose “Most compatible” as the format."),
        "too_many_pixels": _("The picture has more than 50 million pixels. Please send a smaller one."),
        "damaged": _("The picture is damaged and cannot be read. Please choose another."),
    }

    def __init__(self, code: str = "damaged") -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return str(self._SENTENCES.get(self.code, self._SENTENCES["damaged"]))


class SheetClosed(CatalogRefused):
    """The workbook was confirmed or thrown away."""

    says = _("This file was confirmed or thrown away already.")


class ImportClosed(CatalogRefused):
    """The partner's calendar was confirmed or thrown away."""

    says = _("This calendar was confirmed or thrown away already.")


class PlaceNotChosen(CatalogRefused):
    """An activity that is new here has no place yet."""

    says = _("Some activities have no place yet. Choose one, or leave them out.")


class OwnerElsewhere(CatalogRefused):
    """Who was to keep an activity may change nothing at its place."""

    says = _("Whoever is to keep an activity must be allowed to change it. Please choose somebody else.")


class CalendarRefused(CatalogRefused):
    """The file of a partner will not be read; `code` is that of lib.timetable."""

    _SENTENCES: ClassVar[dict[str, str | Promise]] = {
        "too_large": _("The calendar is larger than 2 MB. Please send fewer months."),
        "too_many_meetings": _("These are more than 1,000 meetings or 100 activities. Please choose fewer days."),
        "wrong_encoding": _("The calendar is not written in UTF-8. Please export it again, as UTF-8."),
        "not_a_calendar": _("This is no calendar file (.ics). Please export it from the calendar's own menu."),
        "damaged": _("The calendar is damaged, or built to wear a computer out. Nothing of it was read."),
    }

    def __init__(self, code: str = "damaged") -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return str(self._SENTENCES.get(self.code, self._SENTENCES["damaged"]))
