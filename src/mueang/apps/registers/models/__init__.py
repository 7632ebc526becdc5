"""Schools, pupils, their pages and years, and the files they came from."""

from mueang.apps.registers.models.imports import ImportRun, MatchQuestion, SignTable
from mueang.apps.registers.models.merges import PupilMerge
from mueang.apps.registers.models.pages import PageCorrection, PupilYear, RegisterPage
from mueang.apps.registers.models.pupils import Pupil, PupilQuerySet, Schooling, SchoolingQuerySet, pupil_id_hash
from mueang.apps.registers.models.schools import School, SchoolCalendar, Section

__all__ = [
    "ImportRun",
    "MatchQuestion",
    "PageCorrection",
    "Pupil",
    "PupilMerge",
    "PupilQuerySet",
    "PupilYear",
    "RegisterPage",
    "School",
    "SchoolCalendar",
    "Schooling",
    "SchoolingQuerySet",
    "Section",
    "SignTable",
    "pupil_id_hash",
]
