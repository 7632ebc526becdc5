"""Refusals of enrollment, named as facts; `sentence` says each to a reader, and alone may name a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.lib.refusals import Refused


class HoursAreOnlyAdded(Exception):
    """The ledger of learning hours is never edited: reverse the entry and enter a new one."""


class AttendanceIsNeverErased(Exception):
    """A mark is changed by saving the roll again, and never taken away."""


class EnrollmentRefused(Refused):
    """What enrollment will not do; nothing has been written."""


class OfferingFull(EnrollmentRefused):
    """Fewer seats are left than people asked for together."""

    def __init__(self, *, wanted: int, seats_left: int, seats: int | None = None) -> None:
        super().__init__()
        self.wanted = wanted
        self.seats_left = seats_left
        self.seats = seats

    @property
    def sentence(self) -> str:
        if self.seats is not None and self.wanted > self.seats:
            return _("This activity has %(seats)d seats in all, and you asked for %(wanted)d together.") % {
                "seats": self.seats,
                "wanted": self.wanted,
            }
        if not self.seats_left:
            return _("All seats are taken. You can join the waiting list.")
        return ngettext(
            "Only %(left)d seat is left, and you asked for %(wanted)d together. You can join the waiting list.",
            "Only %(left)d seats are left, and you asked for %(wanted)d together. You can join the waiting list.",
            self.seats_left,
        ) % {"left": self.seats_left, "wanted": self.wanted}


class EnrollmentClosed(EnrollmentRefused):
    """The offering is not published, is over, or its enrollment date has passed."""

    @property
    def sentence(self) -> str:
        return _("Enrollment for this activity is closed. The organiser may still let you in: please ask.")


class AgeNotAllowed(EnrollmentRefused):
    """A member is younger or older than the offering's age band."""

    def __init__(self, *, name: str, age: int | None, age_min: int | None, age_max: int | None) -> None:
        super().__init__()
        self.name = name
        self.age = age
        self.age_min = age_min
        self.age_max = age_max

    @property
    def sentence(self) -> str:
        words = {"name": self.name, "age": self.age, "min": self.age_min, "max": self.age_max}
        if self.age_max is None:
            return _("This activity is for people aged %(min)d and over; %(name)s would be %(age)d.") % words
        if self.age_min is None:
            return _("This activity is for people aged up to %(max)d; %(name)s would be %(age)d.") % words
        return _("This activity is for ages %(min)d to %(max)d; %(name)s would be %(age)d.") % words


class AgeUnknown(AgeNotAllowed):
    """The offering has an age band and a member gave no birth date."""

    @property
    def sentence(self) -> str:
        return _("This activity has an age limit: please give the birth date of %(name)s.") % {"name": self.name}


class CarerNeeded(EnrollmentRefused):
    """A child under ten cannot join alone: the law asks for a person who answers for the child."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def sentence(self) -> str:
        return _("%(name)s is under 10: a parent or carer must join on the child's behalf.") % {"name": self.name}


class AlreadyEnrolled(EnrollmentRefused):
    """Somebody asked for has a seat, or a place on the waiting list, already."""

    def __init__(self, *, names: list[str]) -> None:
        super().__init__()
        self.names = names

    @property
    def sentence(self) -> str:
        return _("Already enrolled in this activity: %(names)s.") % {"names": ", ".join(self.names)}


class DetailsRefused(EnrollmentRefused):
    """A name or an address that cannot be kept as typed: too long, or no e-mail address."""

    def __init__(self, *, name: str, words: list[str]) -> None:
        super().__init__()
        self.name = name
        self.words = words

    @property
    def sentence(self) -> str:
        return f"{self.name}: {' '.join(self.words)}"


class NamedTwice(EnrollmentRefused):
    """One request names the same person twice."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def sentence(self) -> str:
        return _("%(name)s is in the list twice.") % {"name": self.name}


class OfferingElsewhere(EnrollmentRefused):
    """Somebody asked for is registered in another city than the offering."""

    @property
    def sentence(self) -> str:
        return _("Somebody in the list is registered in another city.")


class NobodyToEnrol(EnrollmentRefused):
    """A request without a single person."""

    @property
    def sentence(self) -> str:
        return _("There is nobody to enrol.")


class PartyTooLarge(EnrollmentRefused):
    """More people in one request than one party may hold."""

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most

    @property
    def sentence(self) -> str:
        return _("At most %(most)d people can join together. Please ask the organiser for larger groups.") % {
            "most": self.most
        }


class EnrollmentEnded(EnrollmentRefused):
    """The enrollment is withdrawn or settled, so it cannot be withdrawn or assessed."""

    @property
    def sentence(self) -> str:
        return _("This enrollment has ended already.")


class OfferOver(EnrollmentRefused):
    """The offered seats were accepted, declined or passed on already; `state` says which."""

    def __init__(self, *, state: str) -> None:
        super().__init__()
        self.state = state

    @property
    def sentence(self) -> str:
        if self.state == "accepted":
            return _("The offered seats were accepted already.")
        if self.state == "declined":
            return _("The offered seats were declined already.")
        return _("This offer has ended, and the seats went to the next in line.")


class NobodyWaits(EnrollmentRefused):
    """The party is not on the waiting list."""

    @property
    def sentence(self) -> str:
        return _("This group is not on the waiting list any more.")


class ReasonNeededHere(EnrollmentRefused):
    """Something out of the usual order is asked for without saying why."""

    @property
    def sentence(self) -> str:
        return _("Please write the reason: it is kept on record.")


class NotOnTheTicket(EnrollmentRefused):
    """The ticket does not hold this enrollment."""

    @property
    def sentence(self) -> str:
        return _("This ticket does not hold that seat.")


class SessionNotHeld(EnrollmentRefused):
    """The session is cancelled."""

    @property
    def sentence(self) -> str:
        return _("This session is cancelled, so it has no roll.")


class RollTooEarly(EnrollmentRefused):
    """The session's day has not come."""

    @property
    def sentence(self) -> str:
        return _("The roll can be taken from the day of the session.")


class RollChanged(EnrollmentRefused):
    """Somebody else saved the roll after this sheet was opened."""

    def __init__(self, *, saved_by: str, saved_at: datetime) -> None:
        super().__init__()
        self.saved_by = saved_by
        self.saved_at = saved_at

    @property
    def sentence(self) -> str:
        return _("%(who)s saved this roll at %(time)s, after you opened it. Please check the sheet and save again.") % {
            "who": self.saved_by,
            "time": date_format(localtime(self.saved_at), "H:i"),
        }


class ReasonNeeded(EnrollmentRefused):
    """A roll is changed after its day without saying why."""

    @property
    def sentence(self) -> str:
        return _("The day of this session is over: please say why the roll is changed.")


class MinutesOutOfRange(EnrollmentRefused):
    """More minutes than the session has, or minutes for somebody who was not there."""

    def __init__(self, *, name: str, session_minutes: int) -> None:
        super().__init__()
        self.name = name
        self.session_minutes = session_minutes

    @property
    def sentence(self) -> str:
        return _("%(name)s: the session has %(minutes)d minutes.") % {
            "name": self.name,
            "minutes": self.session_minutes,
        }


class AlertClosed(EnrollmentRefused):
    """The alert was closed meanwhile: the learner came back, or somebody spoke with them."""

    @property
    def sentence(self) -> str:
        return _("This is settled already: they came back, or a colleague spoke with them.")


class EntryReversed(EnrollmentRefused):
    """The entry of the ledger does not stand any more, or is itself a reversal."""

    @property
    def sentence(self) -> str:
        return _("This entry was corrected already. Please look at the ledger again.")


class CorrectionNeedsReason(EnrollmentRefused):
    """Hours are corrected without saying why."""

    @property
    def sentence(self) -> str:
        return _("Please say why the hours are corrected: the reason stays beside both entries.")


class NothingCorrected(EnrollmentRefused):
    """The correction says what the entry says already."""

    @property
    def sentence(self) -> str:
        return _("The entry says this already, so there is nothing to correct.")


class OwnHours(EnrollmentRefused):
    """Somebody would change or approve hours of their own."""

    @property
    def sentence(self) -> str:
        return _("Nobody changes their own hours: please ask a colleague.")


class HoursOutOfRange(EnrollmentRefused):
    """More hours than the session had, or than the program plans in that mode."""

    def __init__(self, *, most_minutes: int) -> None:
        super().__init__()
        self.most_minutes = most_minutes

    @property
    def sentence(self) -> str:
        return _("At most %(hours)s hours can be entered here.") % {"hours": f"{self.most_minutes / 60:g}"}


class NoHoursGiven(EnrollmentRefused):
    """An approval without any hours."""

    @property
    def sentence(self) -> str:
        return _("Please give the hours of at least one mode.")


class RuleAgreedAlready(EnrollmentRefused):
    """Another rule was agreed for the program from the same day."""

    @property
    def sentence(self) -> str:
        return _("A rule is agreed from this day already. Choose another day.")


class NotOnTheRoll(EnrollmentRefused):
    """A mark for somebody who holds no seat in the session's offering."""

    @property
    def sentence(self) -> str:
        return _("Somebody on this sheet is no longer enrolled. Please open the sheet again.")


class LateMarkNeedsReason(ReasonNeeded):
    """A mark is made after the session's day without saying why."""


class MarkKeyTaken(EnrollmentRefused):
    """The number of a mark belongs to another mark already."""

    @property
    def sentence(self) -> str:
        return _("This mark carries the number of another one. Please make it again.")


class MarkTooFarAhead(EnrollmentRefused):
    """A mark for somebody whose own entry has not arrived yet."""

    @property
    def sentence(self) -> str:
        return _("This mark waits for the person it belongs to.")


class PerhapsOnTheRoll(EnrollmentRefused):
    """Somebody who walks in has the name of somebody on the roll: a person decides, not the machine."""

    def __init__(self, *, name: str, enrollments: Sequence[UUID]) -> None:
        super().__init__()
        self.name = name
        self.enrollments = enrollments

    @property
    def sentence(self) -> str:
        return _("%(name)s is on this roll already. Is it the same person?") % {"name": self.name}


class SessionNotOn(EnrollmentRefused):
    """A session's code is scanned long before it begins, after it is over, or though it is not held."""

    @property
    def sentence(self) -> str:
        return _("This session is not on now, so nobody can be noted as here.")
