"""Every table of the house that says what personal data it holds, and how its rows are found for one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mueang.apps.audit.enums.targets import TARGET_WORDS
from mueang.apps.privacy.enums.activities import Activity, activity_of
from mueang.apps.privacy.enums.handling import APART_APPS, Handling, handling_of

_NONE = "none"


@dataclass(frozen=True, slots=True)
class DataTable:
    """One annotated model. `handling` and `activity` are None only where somebody forgot the table."""

    label: str
    model: type[models.Model]
    kinds: str
    activity: Activity | None
    handling: Handling | None

    @property
    def title(self) -> str:
        """What the table is called: by the audit record, or by what it holds."""
        return str(TARGET_WORDS.get(self.label.lower(), "")) or self.said

    @property
    def said(self) -> str:
        """The model's own annotation in the reader's language."""
        return _(self.kinds)

    @property
    def is_apart(self) -> bool:
        return self.label.partition(".")[0] in APART_APPS


@cache
def data_tables() -> tuple[DataTable, ...]:
    """All of them, by name; drawn from the models, so that a new one stands here by itself."""
    found = []
    for model in apps.get_models():
        kinds = getattr(model, "personal_data", "") if model.__module__.startswith("mueang.") else ""
        if kinds and kinds != _NONE:
            label = model._meta.label
            found.append(DataTable(label, model, kinds, activity_of(label), handling_of(label)))
    return tuple(sorted(found, key=lambda table: table.label))


def rows_of(table: DataTable, *, person_ids: Sequence[int], user_id: int | None) -> QuerySet[Any] | None:
    """The rows of a table that are about somebody; None where no way leads from its rows to a person."""
    if table.handling is None or not table.handling.ways:
        return None
    asked = Q(pk__in=())
    for way in table.handling.ways:
        if way.startswith("@"):
            asked |= Q(**{way[1:]: user_id}) if user_id else Q(pk__in=())
        else:
            asked |= Q(**{f"{way}__in": person_ids})
    rows: QuerySet[Any] = table.model._base_manager.filter(asked)
    return rows


def end_of(table: DataTable, way: str) -> type[models.Model]:
    """The model a way leads to. Raises FieldDoesNotExist for a way that leads nowhere."""
    model = table.model
    for step in way.removeprefix("@").split("__"):
        if step != "pk":
            field = model._meta.get_field(step)
            model = field.related_model  # type: ignore[assignment]
    return model
