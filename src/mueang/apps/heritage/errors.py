"""Refusals of heritage, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class HeritageRefused(Refused):
    """What heritage will not do; nothing has been written."""


class NotForThePublic(HeritageRefused):
    """The item is sacred or a family's secret."""

    says = _("Its people do not permit that it is shown in public.")


class PersonElsewhere(HeritageRefused):
    """The person is known to another city, or was merged or erased."""

    says = _("This person is not in this city's list any more.")


class PlaceElsewhere(HeritageRefused):
    """The place belongs to another city."""

    says = _("This place belongs to another city. Please choose another.")


class AlreadyAHolder(HeritageRefused):
    """The person is recorded as a holder of this item."""

    says = _("This person is recorded as a holder already.")


class LineageKnown(HeritageRefused):
    """This teacher and learner are recorded for this item."""

    says = _("It is recorded already that this person learned it from this teacher.")


class TaughtByThemself(HeritageRefused):
    """Teacher and learner are the same person."""

    says = _("Teacher and learner are the same person. Please choose two people.")


class ConsentDoesNotFit(HeritageRefused):
    """The consent is another person's, for another purpose, or was withdrawn."""

    says = _("This person has no standing consent to be named in public.")


class NotDescribed(HeritageRefused):
    """A picture without words is nothing to whoever cannot see it."""

    says = _("Please say in Thai what the picture shows, for people who cannot see it.")


class TooManyPictures(HeritageRefused):
    """An item shows six pictures at most."""

    says = _("There are six pictures already. Please take one off first.")


class PictureIsThere(HeritageRefused):
    """This very picture is shown already."""

    says = _("This picture is there already.")


class PictureRefused(HeritageRefused):
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


class RecordingRefused(HeritageRefused):
    """The file is no recording that can be kept; `code` is that of lib.recordings."""

    _SENTENCES: ClassVar[dict[str, str | Promise]] = {
        "empty": _("The file is empty. Please choose the recording again."),
        "too_large": _("The recording is larger than 10 MB. Please send a shorter one, or one of a lower quality."),
        "no_recording": _("This is no MP3, M4A or WAV recording. Telephones record M4A or MP3."),
    }

    def __init__(self, code: str = "no_recording") -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return str(self._SENTENCES[self.code])


class TooManyRecordings(HeritageRefused):
    """An item has four recordings at most."""

    says = _("There are four recordings already. Please take one off first.")


class RecordingIsThere(HeritageRefused):
    """This very recording is there already."""

    says = _("This recording is there already.")


class NotForSale(HeritageRefused):
    """Its people do not permit that it is made for sale."""

    says = _("Its people do not permit that it is made for sale. If they do now, change the item first.")


class SellerUnknown(HeritageRefused):
    """The seller is no person of this city's list and no partner of the city."""

    says = _("This seller is not known to the city. Record the person or the group first.")


class DayIsOver(HeritageRefused):
    """The mapping day is closed, or this pass was ended."""

    says = _("This mapping day is over. Ask the officer who opened it.")


class PassIsUsed(HeritageRefused):
    """The link was opened before, was ended, or is none."""

    says = _("This pass was used already, or is not valid. Each pass lets one telephone in.")


class TooManyFindings(HeritageRefused):
    """One pass sends three hundred findings at most."""

    says = _("This telephone has sent very much today. Ask the officer for another pass.")


class NotUnderstood(HeritageRefused):
    """The finding lacks its name or says what cannot be."""

    says = _("Something is missing or cannot be so. Please look it over.")


class AlreadyDecided(HeritageRefused):
    """Somebody has decided about this finding."""

    says = _("Somebody has decided about this already.")
