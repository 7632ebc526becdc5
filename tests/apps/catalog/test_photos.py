"""Pictures of an offering: described, made safe, shown, taken off."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, translate_url
from django.utils import translation
from PIL import Image

from factories.catalog import DraftFactory
from factories.rows import OfferingFactory
from mueang.apps.catalog.actions import add_photo, copy_offering, describe_photo, remove_photo
from mueang.apps.catalog.errors import NotDescribed, PhotoIsThere, PhotoRefused, TooManyPhotos
from mueang.apps.catalog.models import Photo
from mueang.apps.catalog.queries import json_ld, offering_page


def a_picture(colour: str = "teal", size: tuple[int, int] = (700, 400)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture(autouse=True)
def photo_folder(settings, tmp_path):
    settings.PHOTO_DIR = tmp_path / "photos"
    return settings.PHOTO_DIR


@pytest.fixture
def offering(cast):
    return OfferingFactory(city=cast.city, place=cast.place, program__city=cast.city)


def added(offering, cast, **facts) -> Photo:
    options = {"data": a_picture(), "alt_th": "ผ้าสมมติสีน้ำเงิน", "actor": cast.keeper, **facts}
    return add_photo(offering=offering, **options)


def test_a_picture_is_kept_in_its_widths_and_shown_with_its_words(client, cast, offering, photo_folder):
    photo = added(offering, cast, alt_en="Invented blue cloth", credit="ช่างภาพสมมติ")

    page = offering_page(city=cast.city, slug=offering.slug)
    assert page is not None
    [line] = page.photos
    assert (line.widths, line.width, line.height, line.middle_width) == ((320, 640, 700), 700, 400, 640)
    html = client.get(reverse("public:offering", args=[cast.city.slug, offering.slug])).content.decode()
    assert 'alt="ผ้าสมมติสีน้ำเงิน"' in html
    assert "ช่างภาพสมมติ" in html
    file = client.get(reverse("photo_file", args=[photo.digest, 320]))
    assert (file.status_code, file["Content-Type"]) == (200, "image/webp")
    assert file["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in file["Content-Security-Policy"]
    assert not file.cookies
    document = json_ld(page, city=cast.city, url="https://x.example.test/a/", language="en")
    assert document["image"] == [f"https://x.example.test/photos/{photo.digest}-700.webp"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/photos/" + "0" * 40 + "-320.webp",
        "/photos/../secret.key",
        "/photos/x-1.webp",
        f"/photos/{'0' * 40}-{'1' * 400}.webp",
    ],
)
def test_a_picture_that_is_none_is_no_address(client, path):
    assert client.get(path).status_code == 404


def test_a_picture_without_words_twice_too_many_or_by_a_stranger_is_refused(cast, offering, photo_folder):
    with pytest.raises(NotDescribed):
        added(offering, cast, alt_th="  ")
    with pytest.raises(PermissionDenied):
        added(offering, cast, actor=cast.stranger)
    assert not photo_folder.exists()
    photo = added(offering, cast)
    with pytest.raises(PhotoIsThere):
        added(offering, cast)
    with pytest.raises(NotDescribed):
        describe_photo(photo=photo, alt_th="", actor=cast.keeper)
    with pytest.raises(PermissionDenied):
        remove_photo(photo=photo, actor=cast.stranger)
    for number in range(5):
        Photo.objects.create(offering=offering, digest=f"{number:040}", width=1, height=1, alt_th="สมมติ")
    with pytest.raises(TooManyPhotos):
        added(offering, cast, data=a_picture("red"))


@pytest.mark.parametrize("code", ["empty", "too_large", "not_a_photo", "too_many_pixels", "damaged", "unheard of"])
def test_every_refusal_says_what_to_do(code):
    assert "กรุณา" in PhotoRefused(code).sentence or "iPhone" in PhotoRefused(code).sentence


def test_a_file_goes_only_when_no_offering_shows_it(cast, offering, photo_folder, django_capture_on_commit_callbacks):
    first = added(offering, cast)
    copy = copy_offering(offering=offering, starts_on=offering.starts_on, actor=cast.keeper)
    second = copy.photos.get()
    assert second.alt_th == first.alt_th

    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=first, actor=cast.keeper)
    assert len(list(photo_folder.rglob("*.webp"))) == 3
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=second, actor=cast.keeper)
    assert list(photo_folder.rglob("*.webp")) == []


def test_pictures_are_added_described_and_taken_off_at_the_desk(client, cast, offering):
    client.force_login(cast.keeper)
    with translation.override("en"):
        address = reverse("catalog:photos", args=[cast.city.slug, offering.slug])
    typed = {"alt_th": "ลานกิจกรรมสมมติ", "agreed": "on"}
    assert "No picture yet" in client.get(address).content.decode()

    wrong = client.post(address, {**typed, "picture": SimpleUploadedFile("a.jpg", b"<svg>")})
    assert "no JPEG" in wrong.content.decode()
    unasked = client.post(address, {"alt_th": "x", "picture": SimpleUploadedFile("a.jpg", a_picture())})
    assert unasked.status_code == 200
    assert not Photo.objects.exists()
    client.post(address, {**typed, "picture": SimpleUploadedFile("../../a.exe", a_picture())})
    photo = Photo.objects.get()
    assert "ลานกิจกรรมสมมติ" in client.get(address).content.decode()

    assert "ลานกิจกรรมสมมติ" in client.get(f"{address}{photo.uuid}/").content.decode()
    client.post(f"{address}{photo.uuid}/", {"alt_th": "ลานใหม่สมมติ", "alt_en": "Invented yard"})
    photo.refresh_from_db()
    assert (photo.alt_th, photo.alt_en) == ("ลานใหม่สมมติ", "Invented yard")
    client.post(f"{address}{photo.uuid}/remove/")
    assert not Photo.objects.exists()
    client.force_login(cast.auditor)
    assert client.get(address).status_code == 403
    assert translate_url(address, "th")


def test_a_draft_elsewhere_shows_no_picture_here(client, cast):
    foreign = DraftFactory(city=cast.elsewhere, program__city=cast.elsewhere, place__city=cast.elsewhere)
    client.force_login(cast.keeper)

    assert client.get(reverse("catalog:photos", args=[cast.city.slug, foreign.slug])).status_code == 404
