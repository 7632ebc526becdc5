"""Refusals: facts that end an action before anything is written, each with a sentence for the reader."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise


class Refused(Exception):
    """What will not be done; an app's own refusals are named as the facts they state.

    `says` is the sentence where it is always the same; one with numbers or names in it overrides `sentence`.
    """

    says: ClassVar[str | Promise] = ""

    @property
    def sentence(self) -> str:
        """Why, and what to do, in the reader's language. Not for logs: it may hold a name."""
        return str(self.says)
