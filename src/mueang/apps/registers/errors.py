"""Refusals of registers, named as facts; none holds a child's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.lib.refusals import Refused


class RegisterRefused(Refused):
    """What registers will not do; nothing has been written."""


class SchoolKnown(RegisterRefused):
    """Another school of the city has this name or code."""

    says: ClassVar[str | Promise] = gettext_lazy("This city has a school with this name or code already.")


class PupilNameMissing(RegisterRefused):
    says: ClassVar[str | Promise] = gettext_lazy("Please type the pupil's name.")


class PupilIdKnown(RegisterRefused):
    """Another pupil of the city has this national ID number."""

    says: ClassVar[str | Promise] = gettext_lazy("Another pupil of this city has this national ID number already.")


class PupilNumberTaken(RegisterRefused):
    """Another pupil has this number at the school in that year."""

    says: ClassVar[str | Promise] = gettext_lazy("Another pupil of this school has this number already.")


class CannotMerge(RegisterRefused):
    """One and the same row, of two cities, merged before, or with two national ID numbers."""

    says: ClassVar[str | Promise] = gettext_lazy(
        "These two cannot be made one: they have two national ID numbers, or one of them was merged already."
    )


class MarksUndecided(RegisterRefused):
    """Both rows have a mark on a day, and nobody said which is right."""

    says: ClassVar[str | Promise] = gettext_lazy("Please choose the right mark for every day on which the two differ.")


class MergeReasonMissing(RegisterRefused):
    says: ClassVar[str | Promise] = gettext_lazy("Please say why you think so.")


class MergeSettled(RegisterRefused):
    """What was merged has changed since, or is undone."""

    says: ClassVar[str | Promise] = gettext_lazy(
        "This can no longer be undone by itself: marks or schools of the child were changed since."
    )


class SchoolElsewhere(RegisterRefused):
    """A school, class or pupil of another city was named."""

    says: ClassVar[str | Promise] = gettext_lazy("That belongs to another city.")


class PageStale(RegisterRefused):
    """Somebody saved one of the same days otherwise since the sheet was opened."""

    says: ClassVar[str | Promise] = gettext_lazy(
        "A colleague changed some of these days while this sheet was open. Please look at the days marked in colour."
    )


class RunClosed(RegisterRefused):
    """The file was confirmed or thrown away before."""

    says: ClassVar[str | Promise] = gettext_lazy("This file was confirmed or thrown away already.")


class RegisterFileRefused(RegisterRefused):
    """A file that will not be read. `code` says why; `where` names the sheet or line if there is one."""

    def __init__(self, code: str, params: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code, self.params = code, dict(params or {})

    @property
    def sentence(self) -> str:
        words = {
            "too_large": _("The file has %(megabytes)s MB; at most %(limit)s MB are taken. Please send it in parts."),
            "empty": _("There is nothing in this file."),
            "encrypted": _("The file has a password. Please save it without one."),
            "web_page": _("This is a web page that is called a workbook. Open it in Excel and save it as .xlsx."),
            "binary_workbook": _("This is an .xlsb file. Please save it as .xlsx."),
            "unknown_encoding": _("The letters cannot be read. Please save the file as CSV UTF-8."),
            "no_class_sheet": _("No sheet with days across and pupils down was found in this workbook."),
            "no_columns": _("The columns for pupil, date and mark were not found in the first line."),
            "no_oneroster": _("There is no users.csv in these files. Please send the zip as the other system made it."),
            "not_edfi": _("This is no Ed-Fi interchange file of attendance, students or calendars."),
            "bad_xml": _("The file is not well formed XML, or holds a document type, which is refused for safety."),
            "too_many": _("There is more in this file than can be read at once. Please send it in parts."),
        }
        return words.get(self.code, _("This file cannot be read. Is it the right one?")) % self.params
