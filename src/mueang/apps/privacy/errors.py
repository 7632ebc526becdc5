"""Refusals of privacy, named as facts; `sentence` says each to a reader."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.lib.refusals import Refused


class PrivacyRefused(Refused):
    """What the desk of data protection will not do; nothing has been written."""


class StillInService(PrivacyRefused):
    """The person's account holds a role of the city or another office."""

    says: ClassVar[str | Promise] = _(
        "This person still holds a role. Hand over what they answer for and end the role first; then erase."
    )


class BreachClosed(PrivacyRefused):
    """The breach was closed, perhaps by a colleague a moment ago."""

    says: ClassVar[str | Promise] = _("This breach has been closed already.")


class BreachWaits(PrivacyRefused):
    """Somebody who must be told has not been told, and no reason says why."""

    says: ClassVar[str | Promise] = _(
        "Somebody who must know of it has not been told yet. Write down that they were told, "
        "or why they were not, before you close it."
    )


class LateWithoutReason(PrivacyRefused):
    """The PDPC was told after 72 hours, and no reason is given."""

    says: ClassVar[str | Promise] = _("More than 72 hours have passed. Write why the PDPC is told only now.")


class NotInOrder(PrivacyRefused):
    """A moment lies in the future, or before the city knew of the breach."""

    says: ClassVar[str | Promise] = _("This moment is in the future, or before the city knew of the breach.")


class VersionKnown(PrivacyRefused):
    """A text of this purpose has this version already."""

    says: ClassVar[str | Promise] = _("There is a text of this version already. Give the new one a new version.")


class NotYetThere(PrivacyRefused):
    """Nobody can agree to a notice of which there is no text."""

    says: ClassVar[str | Promise] = _("The text has changed since this page was opened. Read the new one, then agree.")


class TooShort(PrivacyRefused):
    """A rule would let go what is still needed."""

    def __init__(self, *, least_days: int) -> None:
        super().__init__(least_days)
        self.least_days = least_days

    @property
    def sentence(self) -> str:
        return str(_("What is still needed would go: keep it at least %(days)d days.") % {"days": self.least_days})


class SeenSomethingElse(PrivacyRefused):
    """The rule was changed between the preview and the press."""

    says: ClassVar[str | Promise] = _("The rule was changed since you looked. Look at what would go once more.")


class ExportClosed(PrivacyRefused):
    """The agreement was closed and its key destroyed."""

    says: ClassVar[str | Promise] = _("This agreement is closed and its key destroyed. Nothing more goes out under it.")


class NobodyLeft(PrivacyRefused):
    """Every group is smaller than k."""

    says: ClassVar[str | Promise] = _(
        "Every group would be smaller than the smallest allowed, so nothing can go out. "
        "Wait until more people take part."
    )
