"""What a web process would hold in vain: room that nothing fills, and words that were copied."""

from __future__ import annotations

import gettext
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import trans_real


def pack_fields() -> None:
    """Keep each field of each model in as much room as it fills.

    A field has more attributes than Python lets instances of a class share the names of (30), and a dict that grew one
    by one has room for twice as many: 1.6 MB in the fields of 180 tables.
    """
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            held: dict[str, Any] = field.__dict__
            field.__dict__ = dict(held)


def merge_words() -> None:
    """Load all languages, and let go of the catalogues that Django has merged: 0.7 MB of tables of the same words."""
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)
    getattr(gettext, "_translations", {}).clear()
