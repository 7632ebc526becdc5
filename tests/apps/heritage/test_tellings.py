"""Recordings of heritage: heard only while the item may be seen, with words for who cannot hear, named as agreed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories.heritage import HolderFactory, NamedHolderFactory
from factories.rows import HeritageItemFactory
from factories.sounds import SAID, a_wav, an_m4a, an_mp3
from mueang.apps.heritage.actions import remove_holder, withdraw_item
from mueang.apps.heritage.actions.tellings import add_telling, change_telling, remove_telling
from mueang.apps.heritage.errors import RecordingIsThere, RecordingRefused, TooManyRecordings
from mueang.apps.heritage.models import ItemTelling
from mueang.apps.heritage.queries.tellings import shown_tellings

WORDS = {"title_th": "เล่าเรื่องผ้าสมมติ", "words_th": "ย้อมด้วยเปลือกไม้สามวัน"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HERITAGE_SOUND_DIR = tmp_path / "sounds"
    return settings.HERITAGE_SOUND_DIR


@pytest.fixture
def item(cast):
    return HeritageItemFactory(city=cast.city)


def told(cast, item, data=None, **words):
    return add_telling(item=item, data=data or an_mp3(), actor=cast.officer, **(WORDS | words))


def address_of(telling) -> str:
    return reverse("heritage_telling_file", args=[telling.uuid])


def test_it_is_heard_by_everybody_only_while_its_item_is_seen(cast, item, client):
    telling = told(cast, item)
    page = client.get(reverse("public:heritage_item", args=[cast.city.slug, item.slug])).content.decode()
    assert f'src="{address_of(telling)}"' in page
    assert page.count(WORDS["words_th"]) == 2  # to be read, and in the feed's transcript

    heard = client.get(address_of(telling))
    assert (heard.status_code, heard["Content-Type"], heard["Cache-Control"]) == (
        200,
        "audio/mpeg",
        "public, max-age=300",
    )
    assert SAID not in heard.content
    assert not heard.cookies

    withdraw_item(item=item, actor=cast.officer)
    assert shown_tellings(city=cast.city, slug=item.slug) == []
    assert client.get(address_of(telling)).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(address_of(telling)).status_code == 404
    client.force_login(cast.officer)
    assert client.get(address_of(telling))["Cache-Control"] == "private, no-store"


def test_a_player_asks_for_a_span_and_gets_it(cast, item, client):
    address = address_of(told(cast, item))
    whole = client.get(address).content

    part = client.get(address, headers={"range": "bytes=2-5"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, whole[2:6], f"bytes 2-5/{len(whole)}")
    assert client.get(address, headers={"range": "bytes=99999999-"}).status_code == 200


def test_who_tells_it_is_named_only_under_their_consent(cast, item, client):
    named, quiet = NamedHolderFactory(item=item), HolderFactory(item=item)
    told(cast, item, holder=named)
    told(cast, item, a_wav(), holder=quiet)
    told(cast, item, an_m4a())

    lines = shown_tellings(city=cast.city, slug=item.slug)

    assert [line.who_th for line in lines] == [named.person.full_name, "", ""]
    assert [line.media_type for line in lines] == ["audio/mpeg", "audio/wav", "audio/mp4"]
    remove_holder(holder=named, actor=cast.officer)
    assert [line.who_th for line in shown_tellings(city=cast.city, slug=item.slug)] == ["", "", ""]


def test_refusals_write_nothing(cast, item, folder):
    elsewhere = HolderFactory()
    for data, code in ((b"", "empty"), (b"%PDF", "no_recording")):
        with pytest.raises(RecordingRefused) as refused:
            add_telling(item=item, data=data, actor=cast.officer, **WORDS)
        assert refused.value.code == code
        assert refused.value.sentence
    with pytest.raises(PermissionDenied):
        add_telling(item=item, data=an_mp3(), actor=cast.auditor, **WORDS)
    with pytest.raises(ValidationError):
        told(cast, item, words_th="")
    with pytest.raises(ValidationError):
        told(cast, item, holder=elsewhere)
    assert not any(folder.rglob("*.*"))
    first = told(cast, item)
    with pytest.raises(RecordingIsThere):
        told(cast, item)
    for n_frames in (5, 6, 7):
        told(cast, item, an_mp3(n_frames))
    with pytest.raises(TooManyRecordings):
        told(cast, item, a_wav())
    with pytest.raises(PermissionDenied):
        change_telling(telling=first, actor=cast.auditor, title_th="x")
    assert ItemTelling.objects.count() == 4


def test_the_file_goes_with_the_last_row_that_has_it(cast, folder, django_capture_on_commit_callbacks):
    tellings = [told(cast, one) for one in HeritageItemFactory.create_batch(2, city=cast.city)]

    for telling, is_left in zip(tellings, (True, False), strict=True):
        with django_capture_on_commit_callbacks(execute=True):
            remove_telling(telling=telling, actor=cast.officer)
        assert any(folder.rglob("*.mp3")) is is_left


def test_the_officer_adds_changes_and_takes_off_a_recording(cast, item, client):
    holder = HolderFactory(item=item)
    client.force_login(cast.officer)
    to = lambda name, *more: reverse(f"heritage:{name}", args=[cast.city.slug, item.slug, *more])  # noqa: E731
    assert "ยังไม่มีเสียงบันทึก" in client.get(to("tellings")).content.decode()

    sent = {**WORDS, "agreed": "on", "holder": str(holder.pk)}
    assert client.post(to("tellings"), {**sent, "recording": SimpleUploadedFile("a.mp3", b"MZ")}).status_code == 200
    assert client.post(to("tellings"), {**sent, "recording": SimpleUploadedFile("a.exe", an_mp3())}).status_code == 302
    telling = ItemTelling.objects.get()
    assert telling.holder == holder
    assert WORDS["words_th"] in client.get(to("telling_change", telling.uuid)).content.decode()
    client.post(to("telling_change", telling.uuid), {**WORDS, "title_th": "ชื่อใหม่"})
    telling.refresh_from_db()
    assert (telling.title_th, telling.holder) == ("ชื่อใหม่", None)

    client.post(to("telling_remove", telling.uuid))
    assert not ItemTelling.objects.exists()
