"""Let an item be heard: a recording with its words, kept apart, heard only while the item may be seen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.actions.items import locked_item
from mueang.apps.heritage.errors import RecordingIsThere, RecordingRefused, TooManyRecordings
from mueang.apps.heritage.models import HeritageItem, ItemTelling
from mueang.apps.network.actions import mark_public_change
from mueang.lib.recordings import RecordingError, forget, keep, prepare

MOST_RECORDINGS = 4


def add_telling(*, item: HeritageItem, data: bytes, actor: User, **words: Any) -> ItemTelling:
    """Words are title_th, title_en, words_th, words_en and the holder who tells it, if any.

    Looked at before any row is locked. Raises PermissionDenied, RecordingRefused, TooManyRecordings, RecordingIsThere
    and ValidationError, also where what is said is not written down.
    """
    try:
        recording = prepare(data)
    except RecordingError as error:
        raise RecordingRefused(error.code) from None
    with transaction.atomic():
        item = locked_item(item, actor)
        if item.tellings.count() >= MOST_RECORDINGS:
            raise TooManyRecordings
        if item.tellings.filter(file=recording.name).exists():
            raise RecordingIsThere
        last = item.tellings.aggregate(last=Max("order"))["last"]
        telling = ItemTelling(item=item, file=recording.name, n_bytes=len(recording.data), order=(last or 0) + 1)
        _say(telling, words)
        # First the file, then the row: a row whose file is missing would be silent.
        keep(recording, folder=settings.HERITAGE_SOUND_DIR)
        telling.save(force_insert=True)
        _tell(telling, actor=actor, verb="heritage.telling_added")
    return telling


@transaction.atomic
def change_telling(*, telling: ItemTelling, actor: User, **words: Any) -> ItemTelling:
    """Change its words. Raises PermissionDenied and ValidationError."""
    telling.item = locked_item(telling.item, actor)
    _say(telling, words)
    telling.save()
    _tell(telling, actor=actor, verb="heritage.telling_changed")
    return telling


@transaction.atomic
def remove_telling(*, telling: ItemTelling, actor: User) -> None:
    """Take a recording off, and its file where nothing else has it. Raises PermissionDenied."""
    telling.item = locked_item(telling.item, actor)
    _tell(telling, actor=actor, verb="heritage.telling_removed")
    name = telling.file
    telling.delete()
    transaction.on_commit(lambda: forget_recording_unless_kept(name))


def _say(telling: ItemTelling, words: dict[str, Any]) -> None:
    for name, value in words.items():
        setattr(telling, name, value)
    telling.full_clean()
    if telling.holder is not None and telling.holder.item_id != telling.item_id:
        raise ValidationError({"holder": "holds another item"})


def forget_recording_unless_kept(name: str) -> None:
    if not ItemTelling.objects.filter(file=name).exists():
        forget(name, folder=settings.HERITAGE_SOUND_DIR)


def _tell(telling: ItemTelling, *, actor: User, verb: str) -> None:
    item = telling.item
    mark_public_change(item.city, catalog=False)
    record(actor=actor, verb=verb, target=item, book=item.city.slug, facts={"telling": str(telling.uuid)})
