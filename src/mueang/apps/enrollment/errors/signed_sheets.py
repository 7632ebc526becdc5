"""Refusals about photographs of the signed sheet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mueang.apps.enrollment.errors.refusals import EnrollmentRefused


class TooManyPages(EnrollmentRefused):
    """The roll has as many pages as it may."""

    @property
    def sentence(self) -> str:
        return _("A roll holds at most ten pages. Please photograph two pages together, or replace one.")


class PageIsThere(EnrollmentRefused):
    """This very picture stands on the roll already."""

    @property
    def sentence(self) -> str:
        return _("This picture is on the roll already. Nothing was added.")


class PageReplaced(EnrollmentRefused):
    """The page was replaced, and its picture is gone."""

    @property
    def sentence(self) -> str:
        return _("This page was replaced by another picture meanwhile.")


class PageRefused(EnrollmentRefused):
    """A file is no picture that can be kept; `code` is that of lib.photographs, `number` which of those sent it was."""

    def __init__(self, code: str, *, number: int) -> None:
        super().__init__(code)
        self.code, self.number = code, number

    @property
    def sentence(self) -> str:
        says = {
            "empty": _("Picture %(number)d is empty. Please choose it again."),
            "too_large": _("Picture %(number)d is larger than 10 MB. Please send a smaller one."),
            "not_a_photo": _("Picture %(number)d is no JPEG, PNG or WebP. On an iPhone choose “Most compatible”."),
            "too_many_pixels": _("Picture %(number)d has more than 50 million pixels. Please send a smaller one."),
        }
        damaged = _("Picture %(number)d is damaged and cannot be read. Please take it again.")
        return says.get(self.code, damaged) % {"number": self.number}
