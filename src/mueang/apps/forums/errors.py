"""Refusals of forums, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class ForumRefused(Refused):
    """What will not be done; nothing has been written."""


class ForumAlready(ForumRefused):
    """The offering is a forum."""

    says = _("This activity has its forum pages already.")


class NotOfThisForum(ForumRefused):
    """A session that this forum does not have."""

    says = _("This session does not belong to this forum.")


class PictureRefused(ForumRefused):
    """The file is no picture that can be shown."""

    says = _("The picture cannot be read. Please choose a JPEG, PNG or WebP of up to 10 MB.")


class PictureNeedsConsent(ForumRefused):
    """Nobody is shown who did not agree to it."""

    says = _("A picture of a speaker is kept only if they agreed to be shown.")
