"""Refusals about faces on the roll."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mueang.apps.enrollment.errors.refusals import EnrollmentRefused


class NoFacesHere(EnrollmentRefused):
    """The activity shows no faces, is over, or the person has no seat in it."""

    @property
    def sentence(self) -> str:
        return _("The roll of this activity shows no picture of this person. Nothing was kept.")


class FaceNeedsConsent(EnrollmentRefused):
    """Nobody agreed."""

    @property
    def sentence(self) -> str:
        return _("Please ask first, and say who agreed. Nothing was kept.")


class FaceRefused(EnrollmentRefused):
    """The file is no picture that can be shown; `code` is that of lib.photographs."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        says = {
            "too_large": _("The picture is larger than 10 MB. Please send a smaller one."),
            "not_a_photo": _(
                "This is no JPEG, PNG or WebP picture. On an iPhone choose “Most compatible” as the format."
            ),
            "too_many_pixels": _("The picture has more than 50 million pixels. Please send a smaller one."),
        }
        return says.get(self.code, _("The picture is damaged and cannot be read. Please choose another."))
