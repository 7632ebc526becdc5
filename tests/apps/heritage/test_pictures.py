"""Pictures of heritage: described, made safe, and seen only while the item may be."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from factories.rows import HeritageItemFactory
from mueang.apps.heritage.actions import (
    add_picture,
    describe_picture,
    publish_item,
    remove_picture,
    withdraw_item,
)
from mueang.apps.heritage.errors import NotDescribed, PictureIsThere, PictureRefused, TooManyPictures
from mueang.apps.heritage.models import ItemPicture
from mueang.lib.photographs import Prepared


def drawn(colour: str = "teal") -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CameraOfSomebody"
    Image.new("RGB", (640, 400), colour).save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HERITAGE_PHOTO_DIR = tmp_path / "pictures"
    return settings.HERITAGE_PHOTO_DIR


def test_a_picture_is_seen_by_everybody_only_while_its_item_is(cast, client, folder):
    item = HeritageItemFactory(city=cast.city)
    picture = add_picture(item=item, data=drawn(), alt_th="ผ้าสมมติ", credit="ช่างสมมติ", actor=cast.officer)
    address = reverse("heritage_picture_file", args=[picture.digest, 320])
    page = client.get(reverse("public:heritage_item", args=[cast.city.slug, item.slug])).content.decode()
    assert 'alt="ผ้าสมมติ"' in page

    seen = client.get(address)
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/webp")
    assert not seen.cookies
    assert b"CameraOfSomebody" not in b"".join(path.read_bytes() for path in folder.rglob("*.webp"))

    withdraw_item(item=item, actor=cast.officer)
    assert client.get(address).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404
    client.force_login(cast.officer)
    kept = client.get(address)
    assert (kept.status_code, kept["Cache-Control"]) == (200, "private, no-store")
    assert client.get(reverse("photo_file", args=[picture.digest, 320])).status_code == 404

    publish_item(item=item, actor=cast.officer)
    client.logout()
    assert client.get(address).status_code == 200


def test_the_officer_adds_describes_and_takes_off_a_picture(cast, client, folder):
    item = HeritageItemFactory(city=cast.city)
    client.force_login(cast.officer)
    to = lambda name, *more: reverse(f"heritage:{name}", args=[cast.city.slug, item.slug, *more])  # noqa: E731
    assert "ยังไม่มีภาพ" in client.get(to("pictures")).content.decode()

    sent = {"alt_th": "ผ้าสมมติ", "agreed": "on", "picture": SimpleUploadedFile("a.jpg", drawn())}
    assert client.post(to("pictures"), sent).status_code == 302
    picture = ItemPicture.objects.get()
    assert client.get(to("picture_describe", picture.uuid)).status_code == 200
    client.post(to("picture_describe", picture.uuid), {"alt_th": "ผ้าใหม่สมมติ"})
    picture.refresh_from_db()
    assert picture.alt_th == "ผ้าใหม่สมมติ"
    assert client.post(to("pictures"), {**sent, "picture": SimpleUploadedFile("x", b"no")}).status_code == 200

    client.post(to("picture_remove", picture.uuid))
    assert not ItemPicture.objects.exists()


def test_files_go_with_the_last_picture_that_shows_them(cast, folder, django_capture_on_commit_callbacks):
    items = HeritageItemFactory.create_batch(2, city=cast.city)
    pictures = [add_picture(item=item, data=drawn(), alt_th="ผ้า", actor=cast.officer) for item in items]

    for picture, is_left in zip(pictures, (True, False), strict=True):
        with django_capture_on_commit_callbacks(execute=True):
            remove_picture(picture=picture, actor=cast.officer)
        assert any(folder.rglob("*.webp")) is is_left


def test_refusals_of_pictures_write_nothing(cast, monkeypatch):
    item = HeritageItemFactory(city=cast.city)
    with pytest.raises(NotDescribed):
        add_picture(item=item, data=drawn(), alt_th=" ", actor=cast.officer)
    with pytest.raises(PictureRefused) as refused:
        add_picture(item=item, data=b"text", alt_th="ผ้า", actor=cast.officer)
    assert "JPEG" in refused.value.sentence
    with pytest.raises(PermissionDenied):
        add_picture(item=item, data=drawn(), alt_th="ผ้า", actor=cast.stranger)
    first = add_picture(item=item, data=drawn(), alt_th="ผ้า", actor=cast.officer)
    with pytest.raises(PictureIsThere):
        add_picture(item=item, data=drawn(), alt_th="ผ้า", actor=cast.officer)
    with pytest.raises(NotDescribed):
        describe_picture(picture=first, alt_th="", actor=cast.officer)
    for number in range(5):
        ItemPicture.objects.create(item=item, digest=f"{number:040}", widths=[320], width=320, height=2, alt_th="ผ้า")
    prepared = Prepared("f" * 40, 1, 1, {1: b"x"})
    monkeypatch.setattr("mueang.apps.heritage.actions.pictures.prepared_picture", lambda data: prepared)
    with pytest.raises(TooManyPictures):
        add_picture(item=item, data=b"", alt_th="ผ้า", actor=cast.officer)
    assert ItemPicture.objects.count() == 6
