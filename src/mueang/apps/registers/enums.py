"""Words of registers."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Affiliation(TextChoices):
    OBEC = "obec", _("Basic Education Commission (OBEC)")
    MUNICIPAL = "municipal", pgettext_lazy("school", "Municipality")
    LOCAL = "local", _("Another local government")
    PRIVATE = "private", pgettext_lazy("school", "Private")
    ISLAMIC_PRIVATE = "islamic_private", _("Private school teaching Islam")
    PONDOK = "pondok", _("Pondok institute")
    BORDER_POLICE = "border_police", _("Border Patrol Police")
    VOCATIONAL = "vocational", _("Vocational Education Commission")
    UNIVERSITY = "university", _("University demonstration school")
    BUDDHIST = "buddhist", _("Phrapariyattidhamma school")
    SPECIAL = "special", _("Special education")
    LEARNING_CENTRE = "learning_centre", _("Learning centre")
    OTHER = "other", pgettext_lazy("school", "Other")


class Sex(TextChoices):
    FEMALE = "female", _("Girl")
    MALE = "male", _("Boy")


SEX_OF_PREFIX: dict[str, str] = {
    **dict.fromkeys(["ด.ญ.", "เด็กหญิง", "น.ส.", "นางสาว", "นาง"], Sex.FEMALE),
    **dict.fromkeys(["ด.ช.", "เด็กชาย", "นาย"], Sex.MALE),
}


class Grade(IntegerChoices):
    """1 to 12 are the twelve years of basic education; a vocational year stands beside its general one plus 20."""

    K1 = -2, _("Kindergarten 1")
    K2 = -1, _("Kindergarten 2")
    K3 = 0, _("Kindergarten 3")
    P1 = 1, _("Primary 1")
    P2 = 2, _("Primary 2")
    P3 = 3, _("Primary 3")
    P4 = 4, _("Primary 4")
    P5 = 5, _("Primary 5")
    P6 = 6, _("Primary 6")
    M1 = 7, _("Secondary 1")
    M2 = 8, _("Secondary 2")
    M3 = 9, _("Secondary 3")
    M4 = 10, _("Secondary 4")
    M5 = 11, _("Secondary 5")
    M6 = 12, _("Secondary 6")
    V1 = 30, _("Vocational 1")
    V2 = 31, _("Vocational 2")
    V3 = 32, _("Vocational 3")

    @property
    def year_of_schooling(self) -> int:
        """How many years after kindergarten, 1 to 12; 0 and below in kindergarten."""
        return self.value - 20 if self.value >= Grade.V1 else self.value

    @property
    def usual_age(self) -> int:
        """Completed years on 16 May of most who begin the grade: six in Primary 1 (Compulsory Education Act 2002)."""
        return self.year_of_schooling + 5


class DayMark(TextChoices):
    """What the register says of one pupil on one day; a day without a mark is neither present nor absent."""

    PRESENT = "present", pgettext_lazy("register", "Present")
    LATE = "late", pgettext_lazy("register", "Late")
    ABSENT = "absent", pgettext_lazy("register", "Absent")
    LEAVE = "excused", pgettext_lazy("register", "On leave or ill")


class RunKind(TextChoices):
    CLASS_SHEET = "class_sheet", _("Class sheet (Excel)")
    MARKS = "marks", _("List of marks (CSV)")
    ONEROSTER = "oneroster", _("OneRoster files")
    EDFI = "edfi", _("Ed-Fi absences")


class RunState(TextChoices):
    READING = "reading", _("Being read")
    PREVIEW = "preview", _("Being checked")
    WAITING = "waiting", _("Waiting to be written")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")
    FAILED = "failed", _("Failed")


class Confidence(TextChoices):
    """How sure it is that a line of a file is a pupil known already, the surest first."""

    NATIONAL_ID = "national_id", _("Same national ID number")
    NUMBER = "number", _("Same pupil number and name at the school")
    NAME_AND_BIRTH = "name_and_birth", _("Same name and birth date")
    NAME_AND_CLASS = "name_and_class", _("Same name in the same class")
    NUMBER_ONLY = "number_only", _("Same pupil number, but another name")
    NAME = "name", _("Same name only")
    STATED = "stated", _("Stated by a person")


# Signs of class sheets; a city may change them. Leave (ล), ill (ป) and school business away (ก) are excused.
USUAL_SIGNS: dict[str, str] = {
    **dict.fromkeys(["/", "✓", "✔", "√", "ม", "มา", "1", "P", "."], DayMark.PRESENT),
    **dict.fromkeys(["ส", "สาย", "L", "T"], DayMark.LATE),
    **dict.fromkeys(["ข", "ขาด", "x", "×", "✗", "✘", "0", "A", "-"], DayMark.ABSENT),
    **dict.fromkeys(["ล", "ลา", "ป", "ป่วย", "ก", "กิจ", "E", "S"], DayMark.LEAVE),
}
