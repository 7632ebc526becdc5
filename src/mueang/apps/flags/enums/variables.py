"""What rules can look at: each with its unit, where it comes from and the words a sentence about it may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Variable(TextChoices):
    """Read from the registers and the list of pupils; those of `FactKind` are entered by somebody."""

    ABSENCE_4_WEEKS = "absence_4_weeks", _("Absence in the last 20 school days")
    ABSENCE_YEAR = "absence_year", _("Absence in the school year so far")
    UNEXCUSED_YEAR = "unexcused_year", _("Absence without leave in the school year so far")
    DAYS_IN_A_ROW = "days_in_a_row", _("School days absent in a row, up to now")
    WORSENING = "worsening", _("More absence than four weeks earlier")
    LATE_YEAR = "late_year", _("Late on days present")
    OVER_AGE_YEARS = "over_age_years", _("Older than the class")
    TRANSITION = "transition", _("In a year of transition")
    FAILING_SUBJECTS = "failing_subjects", _("Subjects failed")
    REPEATED_GRADE = "repeated_grade", _("Repeated a class")
    SCHOOL_CHANGES = "school_changes", _("Changes of school in a year")
    INCOME_PER_HEAD = "income_per_head", _("Household income a head and month")
    HOUSEHOLD_SIGNS = "household_signs", _("Signs of hardship on the household form")
    CARE_BURDEN = "care_burden", _("Cares for somebody at home")
    DISTANCE_KM = "distance_km", _("Distance to school")


class FactKind(TextChoices):
    """What somebody may enter about a pupil. Faith and ethnicity are no facts of this list, ever."""

    FAILING_SUBJECTS = Variable.FAILING_SUBJECTS.value, Variable.FAILING_SUBJECTS.label
    REPEATED_GRADE = Variable.REPEATED_GRADE.value, Variable.REPEATED_GRADE.label
    SCHOOL_CHANGES = Variable.SCHOOL_CHANGES.value, Variable.SCHOOL_CHANGES.label
    INCOME_PER_HEAD = Variable.INCOME_PER_HEAD.value, Variable.INCOME_PER_HEAD.label
    HOUSEHOLD_SIGNS = Variable.HOUSEHOLD_SIGNS.value, Variable.HOUSEHOLD_SIGNS.label
    CARE_BURDEN = Variable.CARE_BURDEN.value, Variable.CARE_BURDEN.label
    DISTANCE_KM = Variable.DISTANCE_KM.value, Variable.DISTANCE_KM.label
    OTHER_LANGUAGE = "other_language", _("Speaks another language than Thai at home")
    HAS_DISABILITY = "has_disability", _("Lives with a disability")
    IS_MIGRANT = "is_migrant", _("Child of a migrant family")


# Kept so that errors can be compared between groups of children: no rule and no second opinion looks at them.
COMPARED = (FactKind.OTHER_LANGUAGE, FactKind.HAS_DISABILITY, FactKind.IS_MIGRANT)


PERCENT, DAYS, YEARS, POINTS = _("%"), _("days"), _("years"), _("percentage points")
YES_OR_NO = pgettext_lazy("unit", "1 = yes, 0 = no")


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one variable is measured: unit, greatest value that makes sense, and the words a sentence may hold."""

    unit: Any
    greatest: float
    words: tuple[str, ...] = ("value", "threshold")
    is_yes_or_no: bool = False


_COUNTED = ("value", "threshold", "days", "of")
MEANING: Mapping[str, Meaning] = {
    Variable.ABSENCE_4_WEEKS: Meaning(PERCENT, 100, _COUNTED),
    Variable.ABSENCE_YEAR: Meaning(PERCENT, 100, _COUNTED),
    Variable.UNEXCUSED_YEAR: Meaning(PERCENT, 100, _COUNTED),
    Variable.DAYS_IN_A_ROW: Meaning(DAYS, 250),
    Variable.WORSENING: Meaning(POINTS, 100),
    Variable.LATE_YEAR: Meaning(PERCENT, 100),
    Variable.OVER_AGE_YEARS: Meaning(YEARS, 20),
    Variable.TRANSITION: Meaning(YES_OR_NO, 1, is_yes_or_no=True),
    Variable.FAILING_SUBJECTS: Meaning(pgettext_lazy("unit", "subjects"), 30),
    Variable.REPEATED_GRADE: Meaning(YES_OR_NO, 1, is_yes_or_no=True),
    Variable.SCHOOL_CHANGES: Meaning(pgettext_lazy("unit", "changes"), 20),
    Variable.INCOME_PER_HEAD: Meaning(_("baht a month"), 1_000_000),
    Variable.HOUSEHOLD_SIGNS: Meaning(pgettext_lazy("unit", "of 8 signs"), 8),
    Variable.CARE_BURDEN: Meaning(YES_OR_NO, 1, is_yes_or_no=True),
    Variable.DISTANCE_KM: Meaning(_("km"), 200),
}

FACT_MEANING: Mapping[str, Meaning] = {
    kind: MEANING.get(kind.value, Meaning(YES_OR_NO, 1, is_yes_or_no=True)) for kind in FactKind
}

# The last year of primary school and of lower secondary school (Grade.P6, Grade.M3): after these, pupils are lost.
TRANSITION_GRADES = (6, 9)
