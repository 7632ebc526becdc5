"""Show an offering in pictures: each described in words, made small and safe, kept under what it shows."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.finding import mark_one_changed
from mueang.apps.catalog.actions.offerings import locked_offering
from mueang.apps.catalog.errors import NotDescribed, PhotoIsThere, PhotoRefused, TooManyPhotos
from mueang.apps.catalog.models import MOST_PHOTOS, Offering, Photo
from mueang.lib.photographs import PhotoError, Prepared, forget, keep, prepare


def add_photo(
    *, offering: Offering, data: bytes, alt_th: str, alt_en: str = "", credit: str = "", actor: User
) -> Photo:
    """Add a picture after the others; where, when and with what it was taken is not kept.

    The picture is made small before any row is locked. Raises PermissionDenied, NotDescribed, PhotoRefused,
    TooManyPhotos, PhotoIsThere.
    """
    if not alt_th.strip():
        raise NotDescribed
    try:
        prepared = prepare(data)
    except PhotoError as error:
        raise PhotoRefused(error.code) from None
    return _add(offering, prepared, alt_th=alt_th, alt_en=alt_en, credit=credit, actor=actor)


@transaction.atomic
def _add(offering: Offering, prepared: Prepared, *, alt_th: str, alt_en: str, credit: str, actor: User) -> Photo:
    offering = locked_offering(offering, actor)
    if offering.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos
    if offering.photos.filter(digest=prepared.digest).exists():
        raise PhotoIsThere
    # First the files, then the row: a row whose file is missing would be seen, a file without a row is not.
    keep(prepared, folder=settings.PHOTO_DIR)
    last = offering.photos.aggregate(last=Max("order"))["last"]
    photo = Photo(
        offering=offering,
        digest=prepared.digest,
        widths=sorted(prepared.files),
        width=prepared.width,
        height=prepared.height,
        alt_th=alt_th.strip(),
        alt_en=alt_en.strip(),
        credit=credit.strip(),
        order=0 if last is None else last + 1,
    )
    photo.full_clean()
    photo.save(force_insert=True)
    _tell(offering, photo, actor=actor, verb="offering.photo_added")
    return photo


@transaction.atomic
def describe_photo(*, photo: Photo, alt_th: str, alt_en: str = "", credit: str = "", actor: User) -> Photo:
    """Change the words of a picture. Raises PermissionDenied, NotDescribed."""
    offering = locked_offering(photo.offering, actor)
    if not alt_th.strip():
        raise NotDescribed
    photo.alt_th, photo.alt_en, photo.credit = alt_th.strip(), alt_en.strip(), credit.strip()
    photo.clean_fields()
    photo.save(update_fields=["alt_th", "alt_en", "credit"])
    _tell(offering, photo, actor=actor, verb="offering.photo_described")
    return photo


@transaction.atomic
def remove_photo(*, photo: Photo, actor: User) -> None:
    """Take a picture off, and its files where no other offering shows it. Raises PermissionDenied."""
    offering = locked_offering(photo.offering, actor)
    _tell(offering, photo, actor=actor, verb="offering.photo_removed")
    digest = photo.digest
    photo.delete()
    transaction.on_commit(lambda: _forget_unless_shown(digest))


def _forget_unless_shown(digest: str) -> None:
    if not Photo.objects.filter(digest=digest).exists():
        forget(digest, folder=settings.PHOTO_DIR)


def _tell(offering: Offering, photo: Photo, *, actor: User, verb: str) -> None:
    mark_one_changed(offering)
    record(actor=actor, verb=verb, target=offering, book=offering.city.slug, facts={"photo": str(photo.uuid)})
