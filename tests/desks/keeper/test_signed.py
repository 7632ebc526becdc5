"""Photographs of the signed sheet: attached whole, seen by the roll's own staff, every look on record."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from factories.catalog import InstructorFactory
from factories.rows import OfferingFactory, PersonFactory, PlaceFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import add_signed_pages, read_signed_page, replace_signed_page
from mueang.apps.enrollment.errors import (
    PageIsThere,
    PageRefused,
    PageReplaced,
    ReasonNeededHere,
    RollTooEarly,
    TooManyPages,
)
from mueang.apps.enrollment.models import SignedPage

pytestmark = pytest.mark.django_db


def a_picture(colour="white", *, with_place=False):
    exif = Image.Exif()
    if with_place:
        exif[0x010F] = "InventedCamera"
    written = io.BytesIO()
    Image.new("RGB", (600, 800), colour).save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture
def session(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    return SessionFactory(offering=offering, number=1, starts_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def page(session, cast):
    return add_signed_pages(session=session, pictures=[a_picture()], actor=cast.keeper)[0]


def to(name, *rest):
    with translation.override("en"):
        return reverse(f"keeper:{name}", args=rest)


def file(data, name="page.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def verbs():
    return list(Event.objects.filter(verb__startswith="roll.sheet").order_by("pk").values_list("verb", flat=True))


def test_several_pages_are_attached_in_their_order_and_shown_on_the_roll(client, cast, session):
    client.force_login(cast.keeper)

    sent = [file(a_picture("white")), file(a_picture("ivory"))]
    answer = client.post(to("signed_add", session.uuid), {"pages": sent}, follow=True)

    assert "2 pages are on the roll." in answer.text
    assert ("Page 1" in answer.text, "Page 2" in answer.text) == (True, True)
    assert list(SignedPage.objects.values_list("number", "added_by")) == [(1, cast.keeper.pk), (2, cast.keeper.pk)]


def test_where_it_was_taken_is_gone_and_what_is_kept_is_sealed(session, cast):
    [page] = add_signed_pages(session=session, pictures=[a_picture(with_place=True)], actor=cast.keeper)

    picture = read_signed_page(page=page, actor=cast.keeper)

    assert picture.startswith(b"RIFF")
    assert b"InventedCamera" not in picture
    assert not dict(Image.open(io.BytesIO(picture)).getexif())
    assert b"WEBP" not in bytes(page.sealed)


def test_every_look_is_on_record_with_who_looked(client, cast, session, page):
    client.force_login(cast.keeper)

    answer = client.get(to("signed_picture", session.uuid, page.uuid))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    looked = Event.objects.filter(verb="roll.sheet_read").get()
    assert looked.actor == cast.keeper


def test_the_roll_itself_shows_no_picture_and_records_no_look(client, cast, session, page):
    client.force_login(cast.keeper)

    text = client.get(to("roll", session.uuid)).text

    assert f"{page.uuid}.webp" in text
    assert f'<img src="{to("signed_picture", session.uuid, page.uuid)}' not in text
    assert verbs() == ["roll.sheet_added"]


@pytest.mark.parametrize("who", ["anonymous", "stranger", "learner", "auditor", "manager_elsewhere"])
def test_nobody_but_the_rolls_staff_sees_adds_or_replaces(client, cast, session, page, who):
    if who != "anonymous":
        client.force_login(getattr(cast, who))
    door = to("signed_picture", session.uuid, page.uuid)

    answers = [
        client.get(door),
        client.get(to("signed_replace", session.uuid, page.uuid)),
        client.post(to("signed_replace", session.uuid, page.uuid), {"picture": file(a_picture()), "reason": "x"}),
        client.post(to("signed_add", session.uuid), {"pages": file(a_picture("red"))}),
    ]

    expected = 302 if who == "anonymous" else 404
    assert {answer.status_code for answer in answers} == {expected}
    assert SignedPage.objects.count() == 1
    assert "roll.sheet_read" not in verbs()


def test_a_keeper_of_another_place_is_a_stranger_here(cast, session, page):
    elsewhere = OfferingFactory(program__city=cast.city, place=PlaceFactory(city=cast.city))
    other = SessionFactory(offering=elsewhere, starts_at=timezone.now() - timedelta(hours=1))

    with pytest.raises(PermissionDenied):
        add_signed_pages(session=other, pictures=[a_picture()], actor=cast.keeper)
    with pytest.raises(PermissionDenied):
        read_signed_page(page=page, actor=cast.stranger)


def test_who_teaches_takes_the_photograph_too(client, cast, session):
    InstructorFactory(offering=session.offering, person=PersonFactory(city=cast.city, user=cast.stranger))
    client.force_login(cast.stranger)

    client.post(to("signed_add", session.uuid), {"pages": file(a_picture())})

    assert SignedPage.objects.count() == 1


def test_a_page_of_one_session_does_not_open_under_another(client, cast, session, page):
    other = SessionFactory(offering=session.offering, number=2, starts_at=timezone.now())
    client.force_login(cast.keeper)

    assert client.get(to("signed_picture", other.uuid, page.uuid)).status_code == 404


def test_a_page_is_replaced_with_a_reason_and_its_picture_is_gone(client, cast, session, page):
    client.force_login(cast.keeper)
    door = to("signed_replace", session.uuid, page.uuid)

    without = client.post(door, {"picture": file(a_picture("red")), "reason": " "})
    done = client.post(door, {"picture": file(a_picture("red")), "reason": "ถ่ายไม่ชัด"}, follow=True)

    page.refresh_from_db()
    assert without.status_code == 422
    assert "ถ่ายไม่ชัด" in done.text
    assert (bytes(page.sealed), page.replaced_by.number) == (b"", 1)
    assert client.get(to("signed_picture", session.uuid, page.uuid)).status_code == 404
    assert verbs() == ["roll.sheet_added", "roll.sheet_replaced"]


def test_only_one_of_two_who_replace_a_page_does(session, page, cast):
    replace_signed_page(page=page, picture=a_picture("red"), reason="first", actor=cast.keeper)

    with pytest.raises(PageReplaced):
        replace_signed_page(page=page, picture=a_picture("blue"), reason="second", actor=cast.keeper)
    with pytest.raises(ReasonNeededHere):
        replace_signed_page(page=page, picture=a_picture("blue"), reason=" ", actor=cast.keeper)


def test_one_bad_picture_among_several_adds_none_and_says_which(client, cast, session):
    client.force_login(cast.keeper)

    answer = client.post(to("signed_add", session.uuid), {"pages": [file(a_picture()), file(b"<html>")]}, follow=True)

    assert "Picture 2 is no JPEG" in answer.text
    assert not SignedPage.objects.exists()
    assert verbs() == []


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "empty"), (b"\xff\xd8\xff\x00", "damaged"), (b"\xff\xd8\xff" + bytes(10_000_001), "10 MB")]
)
def test_what_is_no_picture_says_why(session, cast, data, says):
    with pytest.raises(PageRefused) as refusal, translation.override("en"):
        add_signed_pages(session=session, pictures=[data], actor=cast.keeper)

    with translation.override("en"):
        assert says in refusal.value.sentence


def test_nothing_chosen_adds_nothing(client, cast, session):
    client.force_login(cast.keeper)

    assert "Please choose a picture." in client.post(to("signed_add", session.uuid), follow=True).text


def test_the_same_picture_again_is_not_added_twice(session, page, cast):
    with pytest.raises(PageIsThere):
        add_signed_pages(session=session, pictures=[a_picture()], actor=cast.keeper)
    with pytest.raises(PageIsThere):
        replace_signed_page(page=page, picture=a_picture(), reason="x", actor=cast.keeper)


def test_ten_pages_are_enough(session, page, cast):
    SignedPage.objects.bulk_create(
        SignedPage(session=session, number=n, width=1, height=1, added_by=cast.keeper, added_at=timezone.now())
        for n in range(2, 11)
    )

    with pytest.raises(TooManyPages) as refusal:
        add_signed_pages(session=session, pictures=[a_picture("red")], actor=cast.keeper)
    with translation.override("en"):
        assert "ten pages" in refusal.value.sentence


def test_before_the_sessions_day_there_is_nothing_to_sign(session, cast):
    session.starts_at, session.ends_at = (timezone.now() + timedelta(days=2, hours=n) for n in (0, 2))
    session.save()

    with pytest.raises(RollTooEarly):
        add_signed_pages(session=session, pictures=[a_picture()], actor=cast.keeper)


@pytest.mark.parametrize("n", [1, 3])
def test_the_roll_asks_no_more_for_three_pages_than_for_one(client, cast, session, n, django_assert_num_queries):
    SignedPage.objects.bulk_create(
        SignedPage(session=session, number=i + 1, width=1, height=1, added_by=cast.keeper, added_at=timezone.now())
        for i in range(n)
    )
    client.force_login(cast.keeper)
    client.get(to("roll", session.uuid))

    with django_assert_num_queries(12):
        client.get(to("roll", session.uuid))
