"""Refusals of attendance that comes from Moodle."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mueang.apps.enrollment.errors.refusals import EnrollmentRefused

WHY: Mapping[str, Promise] = {
    "no_names": gettext_lazy(
        "No headings “First name” and “Last name” were found. Export the attendance from Moodle anew."
    ),
    "no_sessions": gettext_lazy("No column names a day. Export the attendance from Moodle anew, with its sessions."),
    "nobody": gettext_lazy("There is nobody in this file."),
    "too_much": gettext_lazy(
        "This is more than one course: at most 200 sessions, 2,000 people and 30 different marks."
    ),
}


class MoodleSheetRefused(EnrollmentRefused):
    """The file is no attendance export."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def sentence(self) -> str:
        return str(WHY[self.why])


class NobodyMarked(EnrollmentRefused):
    says = gettext_lazy("No column was given a session, so there is nothing to save.")
