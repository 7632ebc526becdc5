"""What a person may type about schools, pupils, class sheets and files."""

from mueang.apps.registers.forms.runs import SignsForm, UploadForm
from mueang.apps.registers.forms.schools import (
    CalendarForm,
    InviteTeacherForm,
    PupilForm,
    SchoolForm,
    SectionForm,
    TeacherForm,
)
from mueang.apps.registers.forms.sheets import Sheet, read_sheet

__all__ = [
    "CalendarForm",
    "InviteTeacherForm",
    "PupilForm",
    "SchoolForm",
    "SectionForm",
    "Sheet",
    "SignsForm",
    "TeacherForm",
    "UploadForm",
    "read_sheet",
]
