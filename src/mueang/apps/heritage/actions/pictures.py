"""Show an item in pictures: each described in words, made small and safe, kept apart from pictures of activities."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.actions.items import locked_item
from mueang.apps.heritage.errors import NotDescribed, PictureIsThere, PictureRefused, TooManyPictures
from mueang.apps.heritage.models import Finding, HeritageItem, ItemPicture
from mueang.apps.network.actions import mark_public_change
from mueang.lib.photographs import PhotoError, Prepared, forget, keep, prepare

MOST_PICTURES = 6


def add_picture(
    *, item: HeritageItem, data: bytes, alt_th: str, alt_en: str = "", credit: str = "", actor: User
) -> ItemPicture:
    """Add a picture after the others; where, when and with what it was taken is not kept.

    Made small before any row is locked. Raises PermissionDenied, NotDescribed, PictureRefused, TooManyPictures,
    PictureIsThere.
    """
    if not alt_th.strip():
        raise NotDescribed
    return _add(item, prepared_picture(data), words=(alt_th, alt_en, credit), actor=actor)


def prepared_picture(data: bytes) -> Prepared:
    """The picture in its widths. Raises PictureRefused."""
    try:
        return prepare(data)
    except PhotoError as error:
        raise PictureRefused(error.code) from None


@transaction.atomic
def _add(item: HeritageItem, prepared: Prepared, *, words: tuple[str, str, str], actor: User) -> ItemPicture:
    item = locked_item(item, actor)
    # First the files, then the row: a row whose file is missing would be seen, a file without a row is not.
    keep(prepared, folder=settings.HERITAGE_PHOTO_DIR)
    picture = ItemPicture(
        item=item,
        digest=prepared.digest,
        widths=sorted(prepared.files),
        width=prepared.width,
        height=prepared.height,
    )
    picture.alt_th, picture.alt_en, picture.credit = (text.strip() for text in words)
    append_picture(picture)
    _tell(item, picture, actor=actor, verb="heritage.picture_added")
    return picture


def append_picture(picture: ItemPicture) -> None:
    """Write the row after the item's others; the caller holds the item. Raises TooManyPictures, PictureIsThere."""
    others = picture.item.pictures
    if others.count() >= MOST_PICTURES:
        raise TooManyPictures
    if others.filter(digest=picture.digest).exists():
        raise PictureIsThere
    last = others.aggregate(last=Max("order"))["last"]
    picture.order = 0 if last is None else last + 1
    picture.full_clean()
    picture.save(force_insert=True)


@transaction.atomic
def describe_picture(
    *, picture: ItemPicture, alt_th: str, alt_en: str = "", credit: str = "", actor: User
) -> ItemPicture:
    """Change the words of a picture. Raises PermissionDenied, NotDescribed."""
    item = locked_item(picture.item, actor)
    if not alt_th.strip():
        raise NotDescribed
    picture.alt_th, picture.alt_en, picture.credit = alt_th.strip(), alt_en.strip(), credit.strip()
    picture.clean_fields()
    picture.save(update_fields=["alt_th", "alt_en", "credit"])
    _tell(item, picture, actor=actor, verb="heritage.picture_described")
    return picture


@transaction.atomic
def remove_picture(*, picture: ItemPicture, actor: User) -> None:
    """Take a picture off, and its files where nothing else shows it. Raises PermissionDenied."""
    item = locked_item(picture.item, actor)
    _tell(item, picture, actor=actor, verb="heritage.picture_removed")
    digest = picture.digest
    picture.delete()
    transaction.on_commit(lambda: forget_unless_kept(digest))


def forget_unless_kept(digest: str) -> None:
    """Take the files of a picture away once no row names it."""
    kept = (ItemPicture.objects.filter(digest=digest), Finding.objects.filter(digest=digest))
    if digest and not any(rows.exists() for rows in kept):
        forget(digest, folder=settings.HERITAGE_PHOTO_DIR)


def _tell(item: HeritageItem, picture: ItemPicture, *, actor: User, verb: str) -> None:
    mark_public_change(item.city, catalog=False)
    record(actor=actor, verb=verb, target=item, book=item.city.slug, facts={"picture": str(picture.uuid)})
