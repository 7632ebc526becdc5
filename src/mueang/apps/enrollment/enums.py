"""Words of enrollment."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class EnrollmentState(TextChoices):
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    ENROLLED = "enrolled", _("Enrolled")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_COMPLETED = "not_completed", _("Not completed")


MAY_BE_WITHDRAWN = (EnrollmentState.ENROLLED, EnrollmentState.WAITLISTED, EnrollmentState.OFFERED)
HOLDS_A_SEAT = (EnrollmentState.ENROLLED, EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED)
# An offered seat is nobody else's while the offer stands, though its learner is on no roll yet.
COUNTS_AS_TAKEN = (*HOLDS_A_SEAT, EnrollmentState.OFFERED)

ANSWER_HOURS = 24


class OfferState(TextChoices):
    OPEN = "open", _("Waiting for the answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Not answered in time")
    LAPSED = "lapsed", _("No longer stands")


class HoldState(TextChoices):
    HELD = "held", _("Held")
    TAKEN = "taken", _("Taken")
    RELEASED = "released", _("Released")


class Via(TextChoices):
    SELF = "self", _("Joined by themselves")
    CARER = "carer", _("Joined by a carer")
    OFFICER = "officer", _("Entered by an officer")
    ROSTER = "roster", _("From a roster")
    WALK_IN = "walk_in", _("Walked in")
    ROUND = "round", _("By wishes and draw")
    GROUP = "group", _("With their class or group")


class Mark(TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEFT_EARLY = "left_early", _("Left early")
    ABSENT = "absent", _("Absent")
    EXCUSED = "excused", _("Excused")


MARKS_HERE = (Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY)


class Weight(IntegerChoices):
    """Which of two marks stands, before anybody asks which is the later: the heavier."""

    ASSUMED = 0, _("Assumed when the roll was saved")
    MARKED = 1, _("Marked by hand")
    CORRECTED = 2, _("Corrected after the day, with a reason")


class AssessmentResult(TextChoices):
    PASSED = "passed", _("Passed")
    NOT_YET = "not_yet", _("Not yet")


class CreditScheme(TextChoices):
    """Names of the rules in `methods.credit`, in words."""

    THAI_UNIVERSITY = "thai-university", _("University practice: 15 lecture, 30–45 lab or 45 practice hours a credit")
    THAI_BACHELOR_2558 = (
        "thai-bachelor-2558",
        _("Bachelor's degree standard 2558: 15 lecture, 30 lab or 45 practice hours a credit"),
    )
    THAI_UNIVERSITY_LAB_45 = (
        "thai-university-lab-45",
        _("University practice, strict: 15 lecture, 45 lab or 45 practice hours a credit"),
    )


class RecognitionRoute(TextChoices):
    """The five routes of the national credit bank for higher education."""

    CS = "CS", _("CS: standard test or certificate")
    CN = "CN", _("CN: course outside a degree")
    CT = "CT", _("CT: assessed training")
    CP = "CP", _("CP: portfolio")
    CE = "CE", _("CE: examination")


class AlertClosing(TextChoices):
    CAME_BACK = "came_back", _("Came back")
    CALLED = "called", _("Somebody spoke with them")
    CORRECTED = "corrected", _("The roll was corrected")
    ENDED = "ended", _("No longer learning here")


class CallResult(TextChoices):
    RETURNS = "returns", _("Will come again")
    ILL = "ill", _("Ill, or somebody in the family is")
    NO_WAY = "no_way", _("Cannot get there")
    NO_TIME = "no_time", _("Has no time or has to work")
    STOPS = "stops", _("Does not want to go on")
    OTHER = "other", _("Another reason")
    NO_ANSWER = "no_answer", _("Nobody answered")


class RoundMethod(TextChoices):
    WISHES = "wishes", _("By wishes, with seats kept for groups")
    LOTTERY = "lottery", _("By drawn order alone")


TAKE_GROUPS = (RoundMethod.WISHES,)
MOST_WISHES = 5
MOST_IN_A_WISH_LIST = 6
# Fewer than this in any group, and no entry's group is published.
FEWEST_IN_A_PUBLISHED_GROUP = 10


class RoundState(TextChoices):
    OPEN = "open", _("Announced")
    DRAWING = "drawing", _("Being drawn")
    DRAWN = "drawn", _("Drawn, not published yet")
    PUBLISHING = "publishing", _("Being published")
    PUBLISHED = "published", _("Published")
    CALLED_OFF = "called_off", _("Called off")
