"""What a keeper's device asks for and sends: the page it keeps, names and no more, and every answer."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import adult, child, joined, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.models import Apology, Attendance, CheckOut, Enrollment, MarkEntry, Scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=45)


@pytest.fixture
def session(offering):
    return SessionFactory(offering=offering, number=1, starts_at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.keeper)
    return client


def item(session, kind="mark", **more):
    return {"uuid": str(uuid4()), "session": str(session.uuid), "kind": kind, "made_at": _now()} | more


def _now():
    return timezone.now().isoformat()


def send(client, owner, *items, **more):
    body = {"device": str(uuid4()), "owner": str(owner.uuid), "sent_at": _now(), "items": items} | more
    return client.post(reverse("keeper:sync"), json.dumps(body), content_type="application/json")


def test_the_page_kept_on_the_device_is_the_same_for_everybody(client, cast, session):
    joined(session.offering, adult("มาลี"))
    address = reverse("keeper:hall")

    strangers = client.get(address)
    client.force_login(cast.keeper)
    keepers = client.get(address)

    assert strangers.text.replace(" ", "") == keepers.text.replace(" ", "")
    assert "มาลี" not in keepers.text
    assert str(cast.keeper) not in keepers.text
    assert "camera=(self)" in keepers.headers["Permissions-Policy"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_worker_and_the_manifest_belong_to_their_language(client, prefix):
    worker = client.get(f"{prefix}/keeper/worker.js")
    manifest = client.get(f"{prefix}/keeper/hall.webmanifest").json()

    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert f'"{prefix}/keeper/hall/"' in worker.text
    assert "&quot;" not in worker.text
    assert manifest["scope"] == f"{prefix}/keeper/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_a_device_is_told_names_and_marks_and_nothing_else_about_anybody(keeper, cast, session):
    phone = "0812345678"
    joined(session.offering, adult("มาลี", phone=phone), child("ตะวัน"))
    SessionFactory(offering__program__city=cast.city, number=2)  # at another place, which could leak

    answer = keeper.get(reverse("keeper:rolls"))

    (sheet,) = answer.json()["sheets"]
    lead, little = sorted(sheet["lines"], key=lambda line: line["is_fetched"])
    assert lead["name"] == "นางมาลี ทดสอบ"
    assert (little["is_fetched"], little["carers"]) == (True, ["นางมาลี ทดสอบ"])
    assert (lead["is_fetched"], lead["carers"]) == (False, [])
    assert lead["code"] == little["code"] != ""
    assert phone[1:] not in answer.text
    assert set(lead) == {
        "who", "name", "mark", "away", "entry", "lost", "by", "scanned_at", "is_sorry",
        "is_fetched", "carers", "fetched", "code",
    }  # fmt: skip
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_whoever_is_signed_out_is_told_so_and_nothing_is_written(client, cast, session):
    (learner,) = seated(session.offering)

    answers = [client.get(reverse("keeper:rolls")), send(client, cast.keeper, item(session, who=str(learner.uuid)))]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert not MarkEntry.objects.exists()


def test_marks_made_under_another_account_are_not_taken_for_this_one(keeper, cast, session):
    (learner,) = seated(session.offering)

    answer = send(keeper, cast.officer, item(session, who=str(learner.uuid), mark="absent"))

    assert answer.status_code == 409
    assert not MarkEntry.objects.exists()


def test_without_its_token_a_request_is_refused(cast, session):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.keeper)

    assert send(strict, cast.keeper, item(session, "save")).status_code == 403
    token = strict.get(reverse("keeper:rolls")).json()["token"]
    strict.defaults["HTTP_X_CSRFTOKEN"] = token
    assert send(strict, cast.keeper, item(session, "save")).status_code == 200


def test_everything_a_device_sends_is_written_once_and_comes_back_on_the_sheet(keeper, cast, session):
    absent, little = joined(session.offering, adult(), child()).enrollments.order_by("pk")
    walk_in = item(session, "walk_in", name="นายเดินมา ทดสอบ", phone="๐๘๖-๑๑๑-๒๒๒๒")
    items = [
        item(session, who=str(absent.uuid), mark="late", away=20),
        item(session, "check_out", who=str(little.uuid), fetched_by="นางยาย"),
        walk_in,
        item(session, who=walk_in["uuid"], mark="left_early", away=60),
        item(session, "save"),
    ]

    first = send(keeper, cast.keeper, *items).json()
    again = send(keeper, cast.keeper, *items).json()

    assert all(answer["is_kept"] for answer in (*first["answers"], *again["answers"]))
    assert len(first["answers"]) == len(items)
    assert (Attendance.objects.count(), CheckOut.objects.count(), Enrollment.objects.count()) == (3, 1, 3)
    (sheet,) = again["sheets"]
    said = {line["name"]: (line["mark"], line["away"]) for line in sheet["lines"]}
    assert said["นายเดินมา ทดสอบ"] == ("left_early", 60)
    assert said[absent.person.full_name] == ("late", 20)
    assert {line["fetched"]["by"] for line in sheet["lines"] if line["fetched"]} == {"นางยาย"}
    assert sheet["saved_at"]


def test_what_is_refused_says_why_and_a_namesake_is_named(keeper, cast, session):
    known = joined(session.offering, adult("เดินมา")).enrollments.get()
    good = item(session, who=str(known.uuid), mark="absent")
    elsewhere = SessionFactory(offering__program__city=cast.city)

    answers = send(
        keeper,
        cast.keeper,
        item(session, "walk_in", name="เดินมา ทดสอบ"),
        item(session, "walk_in", name="ใหม่", phone="12"),
        item(session, "walk_in", name=" "),
        item(session, who=str(known.uuid), mark="asleep"),
        item(session, who="nobody", mark="absent"),
        item(session, "dance"),
        item(session, "check_out", who=str(known.uuid), fetched_by=" "),
        item(session, who=str(known.uuid), mark="absent", made_at="yesterday"),
        item(session, who=str(known.uuid), mark="absent", made_at="2026-01-01T10:00:00"),
        item(session, who=str(known.uuid), mark="late", away="x"),
        item(elsewhere, "save"),
        good | {"session": "?", "uuid": str(uuid4())},
        good,
    ).json()["answers"]

    refusals = [answer.get("refusal") for answer in answers]
    assert sorted(refusals, key=str) == sorted(
        ["PerhapsOnTheRoll", "NoPhone", *["NotUnderstood"] * 9, "NotYours", None], key=str
    )
    assert all(answer["sentence"] for answer in answers if not answer["is_kept"])
    (namesake,) = [answer for answer in answers if answer.get("refusal") == "PerhapsOnTheRoll"]
    assert namesake["perhaps"] == [str(known.uuid)]


def test_a_colleagues_later_mark_is_told_to_both(keeper, cast, session):
    (learner,) = seated(session.offering)
    early, late = timezone.now() - timedelta(seconds=50), timezone.now() - timedelta(seconds=20)
    other = Client()
    other.force_login(cast.officer)
    send(other, cast.officer, item(session, who=str(learner.uuid), mark="absent", made_at=late.isoformat()))

    told = send(
        keeper, cast.keeper, item(session, who=str(learner.uuid), mark="late", made_at=early.isoformat())
    ).json()
    theirs = other.get(reverse("keeper:rolls")).json()

    assert told["answers"][0]["instead"] == {"mark": "absent", "by": str(cast.officer)}
    for sheets in (told["sheets"], theirs["sheets"]):
        assert [(lost["mark"], lost["by"]) for lost in sheets[0]["lines"][0]["lost"]] == [("late", str(cast.keeper))]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"items": 1, "device": "x", "owner": "y", "sent_at": "z"}', b"\xff", b'{"items":[1]}'],
)
def test_nonsense_is_refused_without_a_trace(keeper, body):
    assert keeper.post(reverse("keeper:sync"), body, content_type="application/json").status_code == 400


def test_a_batch_has_a_size_and_holds_items_only(keeper, cast, session):
    assert send(keeper, cast.keeper, *[item(session, "save")] * 201).status_code == 400
    assert send(keeper, cast.keeper, 1).status_code == 400


def test_a_cancelled_session_is_said_for_every_item(keeper, cast, session):
    session.state = "cancelled"
    session.save()

    answers = send(keeper, cast.keeper, item(session, "save"), item(session, "save")).json()["answers"]

    assert [answer["is_kept"] for answer in answers] == [False, False]


def test_who_scanned_and_a_saved_roll_stand_on_the_sheet(keeper, cast, session):
    scanned, _other = seated(session.offering, 2)
    Scan.objects.create(session=session, enrollment=scanned, scanned_at=timezone.now())
    take_roll(session, actor=cast.keeper)
    joined(session.offering)

    (sheet,) = keeper.get(reverse("keeper:rolls")).json()["sheets"]

    assert [bool(line["scanned_at"]) for line in sheet["lines"]].count(True) == 1
    assert sorted(line["mark"] for line in sheet["lines"]) == ["", "present", "present"]


def test_who_said_sorry_starts_as_excused_and_why_stays_at_the_desk(keeper, session):
    sorry, came_after_all, _other = seated(session.offering, 3)
    for enrollment in (sorry, came_after_all):
        Apology.objects.create(enrollment=enrollment, session=session, said_at=timezone.now(), reason="ไปโรงพยาบาล")
    Scan.objects.create(session=session, enrollment=came_after_all, scanned_at=timezone.now())

    answer = keeper.get(reverse("keeper:rolls"))
    lines = {line["who"]: line for line in answer.json()["sheets"][0]["lines"]}

    assert (lines[str(sorry.uuid)]["mark"], lines[str(sorry.uuid)]["is_sorry"]) == ("excused", True)
    assert lines[str(came_after_all.uuid)]["mark"] == "present"
    assert [line["is_sorry"] for line in lines.values()].count(True) == 2
    assert "ไปโรงพยาบาล" not in json.dumps(answer.json(), ensure_ascii=False)


def test_the_device_shows_what_the_saving_will_write_for_who_said_sorry(keeper, cast, session):
    (sorry,) = seated(session.offering, 1)
    Apology.objects.create(enrollment=sorry, session=session, said_at=timezone.now())

    send(keeper, cast.keeper, item(session, "save"))

    (sheet,) = keeper.get(reverse("keeper:rolls")).json()["sheets"]
    assert Attendance.objects.get().mark == "excused"
    assert [line["mark"] for line in sheet["lines"]] == ["excused"]


def test_an_apology_of_another_session_excuses_nobody(keeper, session):
    (learner,) = seated(session.offering, 1)
    other = SessionFactory(offering=session.offering, starts_at=timezone.now() + timedelta(days=9))
    Apology.objects.create(enrollment=learner, session=other, said_at=timezone.now())

    (sheet,) = keeper.get(reverse("keeper:rolls")).json()["sheets"]

    assert [(line["mark"], line["is_sorry"]) for line in sheet["lines"]] == [("present", False)]


@pytest.mark.parametrize("n_learners", [1, 3])
def test_the_rolls_take_a_fixed_number_of_statements(keeper, session, n_learners, django_assert_num_queries):
    for _ in range(n_learners):
        joined(session.offering, adult(), child())

    with django_assert_num_queries(13):
        keeper.get(reverse("keeper:rolls"))
