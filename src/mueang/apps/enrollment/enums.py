"""Words of enrollment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrollmentState(TextChoices):
    WAITLISTED = "waitlisted", _("On the waiting list")
    ENROLLED = "enrolled", _("Enrolled")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_COMPLETED = "not_completed", _("Not completed")


MAY_BE_WITHDRAWN = (EnrollmentState.ENROLLED, EnrollmentState.WAITLISTED)
HOLDS_A_SEAT = (EnrollmentState.ENROLLED, EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED)


class Via(TextChoices):
    SELF = "self", _("Joined by themselves")
    CARER = "carer", _("Joined by a carer")
    OFFICER = "officer", _("Entered by an officer")
    ROSTER = "roster", _("From a roster")
    WALK_IN = "walk_in", _("Walked in")


class Mark(TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    ABSENT = "absent", _("Absent")
    EXCUSED = "excused", _("Excused")


class AssessmentResult(TextChoices):
    PASSED = "passed", _("Passed")
    NOT_YET = "not_yet", _("Not yet")
