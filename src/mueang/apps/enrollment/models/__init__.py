"""Who has a seat, who came, and the ledger of learning hours that only grows."""

from mueang.apps.enrollment.models.absences import AbsenceAlert, AbsenceAlertQuerySet, AbsenceCall, AbsenceWatch
from mueang.apps.enrollment.models.apologies import Apology
from mueang.apps.enrollment.models.faces import FaceSetting
from mueang.apps.enrollment.models.holds import SeatHold
from mueang.apps.enrollment.models.ledger import Assessment, HoursEntry, HoursEntryQuerySet
from mueang.apps.enrollment.models.line import SeatOffer, WaitingLine
from mueang.apps.enrollment.models.marks import CheckOut, MarkEntry, MarkEntryQuerySet, Scan
from mueang.apps.enrollment.models.recognition import CreditAgreement, Recognition
from mueang.apps.enrollment.models.rolls import Attendance, AttendanceQuerySet, RollCall
from mueang.apps.enrollment.models.rooms import RoomChoice
from mueang.apps.enrollment.models.rounds import (
    AllocationRound,
    RoundInvitation,
    RoundOffering,
    RoundQuerySet,
    WishList,
    WishListQuerySet,
    WishMember,
)
from mueang.apps.enrollment.models.seats import Enrollment, EnrollmentQuerySet, Party
from mueang.apps.enrollment.models.signed_sheets import MOST_PAGES, SignedPage, SignedPageQuerySet

__all__ = [
    "MOST_PAGES",
    "AbsenceAlert",
    "AbsenceAlertQuerySet",
    "AbsenceCall",
    "AbsenceWatch",
    "AllocationRound",
    "Apology",
    "Assessment",
    "Attendance",
    "AttendanceQuerySet",
    "CheckOut",
    "CreditAgreement",
    "Enrollment",
    "EnrollmentQuerySet",
    "FaceSetting",
    "HoursEntry",
    "HoursEntryQuerySet",
    "MarkEntry",
    "MarkEntryQuerySet",
    "Party",
    "Recognition",
    "RollCall",
    "RoomChoice",
    "RoundInvitation",
    "RoundOffering",
    "RoundQuerySet",
    "Scan",
    "SeatHold",
    "SeatOffer",
    "SignedPage",
    "SignedPageQuerySet",
    "WaitingLine",
    "WishList",
    "WishListQuerySet",
    "WishMember",
]
