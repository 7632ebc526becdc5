"""Recordings of an item: with their words, and who may hear them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.models import HeritageItem, ItemTelling
from mueang.apps.heritage.queries.items import public_name
from mueang.apps.heritage.rules import named_holders, public_items, visible_items
from mueang.apps.network.models import City
from mueang.lib.recordings import MEDIA_TYPES


@dataclass(frozen=True, slots=True)
class TellingLine:
    """A recording as a page shows it; who tells it is named only where they agreed to be named."""

    uuid: UUID
    kind: str
    title_th: str
    title_en: str
    words_th: str
    words_en: str
    who_th: str
    who_en: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]


def tellings_of(item: HeritageItem) -> list[TellingLine]:
    """Two SQL statements; one where nothing is recorded."""
    return _lines(item.tellings.all())


def shown_tellings(*, city: City, slug: str) -> list[TellingLine]:
    """Of a public item. Two SQL statements at most."""
    return _lines(ItemTelling.objects.filter(item__in=public_items(city).filter(slug=slug)))


def telling_to_hear(*, viewer: Viewer, uuid: UUID) -> tuple[ItemTelling | None, bool]:
    """The recording where `viewer` may hear it, and whether everybody may."""
    row = ItemTelling.objects.filter(uuid=uuid).first()
    if row is None:
        return None, False
    is_public = HeritageItem.objects.public().filter(pk=row.item_id).exists()
    may = is_public or visible_items(viewer).filter(pk=row.item_id).exists()
    return (row if may else None), is_public


def _lines(tellings: QuerySet[ItemTelling]) -> list[TellingLine]:
    rows = list(tellings.select_related("holder__person__merged_into"))
    holders = [row.holder_id for row in rows if row.holder_id]
    named = set(named_holders().filter(pk__in=holders).values_list("pk", flat=True)) if holders else set()
    return [_line(row, is_named=row.holder_id in named) for row in rows]


def _line(row: ItemTelling, *, is_named: bool) -> TellingLine:
    names = public_name(row.holder.person) if row.holder and is_named else ("", "")
    kind = row.file.rpartition(".")[2]
    return TellingLine(row.uuid, kind, row.title_th, row.title_en, row.words_th, row.words_en, *names)
