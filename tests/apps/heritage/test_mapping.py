"""A mapping day: joined once, sent as often as the network likes, decided once; silent about who did not agree."""

from __future__ import annotations

import base64
import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.heritage.test_pictures import drawn
from factories.mapping import a_day, a_finding, body, joined, sent
from factories.rows import HeritageItemFactory
from mueang.apps.audit.models import Event
from mueang.apps.heritage.actions import (
    add_passes,
    close_day,
    decline_finding,
    end_pass,
    join_day,
    merge_finding,
    open_day,
    publish_item,
    take_finding,
)
from mueang.apps.heritage.actions.mapping import MOST_FINDINGS, MOST_PASSES
from mueang.apps.heritage.errors import AlreadyDecided, DayIsOver, NotForThePublic, PassIsUsed
from mueang.apps.heritage.models import Finding, HeritageItem, Holder
from mueang.apps.heritage.queries.mapping import days_of, names_alike


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HERITAGE_PHOTO_DIR = tmp_path / "pictures"
    return settings.HERITAGE_PHOTO_DIR


@pytest.fixture
def phone(cast):
    """A volunteer's telephone that has joined, and its pass."""
    one, secret = joined(a_day(cast))
    client = Client()
    client.cookies["mueang_mapping"] = secret

    class Phone:
        mapping_pass = one

        def send(self, *items, **changes):
            return client.post("/mapping/sync.json", {**body(one, *items), **changes}, content_type="application/json")

        def get(self, address):
            return client.get(address)

    return Phone()


def test_a_link_is_looked_at_freely_and_lets_one_telephone_in(cast, client):
    day = a_day(cast)
    key = day.passes.get(number=1).key
    address = reverse("mapping:join", args=[key])
    for _ in range(2):
        assert client.get(address).status_code == 200
    assert client.post(address, {"name": "น้อง"}).status_code == 200

    answer = client.post(address, {"name": "น้อง", "agreed": "on"})
    assert (answer.status_code, answer["Location"]) == (302, "/mapping/")
    cookie = answer.cookies["mueang_mapping"]
    assert cookie["httponly"]
    assert key not in cookie.value
    page = client.get("/mapping/").content.decode()
    assert day.name in page
    assert "<form" in page

    second = Client().post(address, {"name": "อีกคน", "agreed": "on"})
    assert second.status_code == 410
    assert Client().get("/mapping/").status_code == 403
    assert Client().get("/mapping/day.json").status_code == 401
    assert day.passes.get(number=1).name == "น้อง"


def test_what_is_sent_twice_is_written_once_and_a_lost_answer_loses_nothing(phone):
    first, second = sent(), sent(name="ลายผ้าสมมติ", category="craft")

    for items in ([first], [first, second], [second]):
        answers = phone.send(*items).json()["answers"]
        assert [one["is_kept"] for one in answers] == [True] * len(items)

    assert sorted(Finding.objects.values_list("name", flat=True)) == ["ขนมสมมติ", "ลายผ้าสมมติ"]
    assert Event.objects.filter(verb="mapping.found").count() == 2


def test_of_somebody_who_did_not_agree_nothing_is_written(phone):
    phone.send(sent(agreed=False, holder_name="ชื่อที่ไม่อนุญาต"))

    row = Finding.objects.get()
    assert (row.holder_name, row.holder_phone, row.willingness, row.may_name) == ("", "", "", False)


def test_a_photo_comes_without_its_camera_and_one_that_is_none_is_left_out(phone, folder):
    photo = base64.b64encode(drawn()).decode()
    answers = phone.send(
        sent(photo=photo, alt="ขนมสมมติบนจาน"),
        sent(photo=base64.b64encode(b"no picture").decode(), alt="x"),
        sent(photo=photo, alt=""),
    ).json()["answers"]

    assert [("sentence" in one, one["is_kept"]) for one in answers] == [(False, True), (True, True), (False, True)]
    assert Finding.objects.exclude(digest="").count() == 1
    assert b"CameraOfSomebody" not in b"".join(path.read_bytes() for path in folder.rglob("*.webp"))


@pytest.mark.parametrize(
    "changes",
    [
        {"category": "gold"},
        {"permission": ""},
        {"latitude": 91, "longitude": 0},
        {"season_from": "13", "season_to": "1"},
        {"made_at": "yesterday"},
        {"uuid": "x"},
        {"photo": "***"},
        {"photo": "a" * 4_000_001},
    ],
)
def test_what_no_telephone_sends_is_refused_whole(phone, changes):
    assert phone.send(sent(**changes)).status_code == 400
    assert not Finding.objects.exists()


def test_a_finding_without_a_name_is_told_back_and_the_others_are_kept(phone):
    answers = phone.send(sent(name=" "), sent()).json()["answers"]

    assert [one["is_kept"] for one in answers] == [False, True]
    assert answers[0]["sentence"]


def test_another_pass_an_ended_pass_and_a_long_closed_day_send_nothing(cast, phone):
    one = phone.mapping_pass
    assert phone.send(sent(), owner=str(one.day.uuid)).status_code == 409
    assert phone.send(*[sent()] * 21).status_code == 400
    close_day(day=one.day, actor=cast.officer)
    assert phone.send(sent()).status_code == 200
    with pytest.raises(DayIsOver):
        join_day(key=one.day.passes.get(number=2).key, name="x")
    with pytest.raises(DayIsOver):
        add_passes(day=one.day, n_passes=1, actor=cast.officer)
    one.day.refresh_from_db()
    one.day.closed_at -= timedelta(days=4)
    one.day.save()
    assert phone.send(sent()).status_code == 401
    one.day.closed_at = None
    one.day.save()
    end_pass(one=one, actor=cast.officer)
    assert phone.get("/mapping/day.json").status_code == 401
    assert Finding.objects.count() == 1


def test_one_pass_does_not_fill_the_house(phone):
    one, now = phone.mapping_pass, timezone.now()
    rows = [a_finding(one)]
    Finding.objects.bulk_create(
        Finding(uuid=uuid4(), day=one.day, by=one, category="food", name="ก", made_at=now, received_at=now)
        for n in range(MOST_FINDINGS - len(rows))
    )

    assert phone.send(sent()).json()["answers"][0]["is_kept"] is False


def test_the_page_its_worker_and_its_key_are_the_telephones_own(phone):
    assert "mapping.js" in phone.get("/mapping/worker.js").content.decode()
    told = phone.get("/mapping/day.json").json()
    assert (told["owner"], len(told["key"]["hex"])) == (str(phone.mapping_pass.uuid), 64)
    assert "no-store" in phone.get("/mapping/day.json")["Cache-Control"]


def test_taking_a_finding_writes_item_holder_and_consent_and_forgets_the_note(cast, phone):
    phone.send(sent(photo=base64.b64encode(drawn()).decode(), alt="ขนมสมมติ"))
    row = Finding.objects.get()

    item = take_finding(finding=row, actor=cast.officer)

    holder = Holder.objects.get()
    assert (item.name_th, item.season_from, item.latitude, item.is_published) == ("ขนมสมมติ", 5, 6.541, False)
    assert (holder.person.given_name, holder.age_band, holder.consent is not None) == ("ยายถือสูตรสมมติ", "75_up", True)
    assert item.pictures.get().alt_th == "ขนมสมมติ"
    row.refresh_from_db()
    assert (row.state, row.holder_name, row.holder_phone) == ("taken", "", "")
    with pytest.raises(AlreadyDecided):
        decline_finding(finding=row, reason="x", actor=cast.officer)
    assert "ยายถือสูตรสมมติ" not in str(list(Event.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize("permission", ["sacred", "family_secret", "city"])
def test_what_its_people_keep_is_never_published_also_when_joined(cast, phone, permission):
    kept = take_finding(finding=a_finding(phone.mapping_pass, permission=permission), actor=cast.officer)
    with pytest.raises(NotForThePublic):
        publish_item(item=kept, actor=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        HeritageItem.objects.filter(pk=kept.pk).update(is_published=True)

    shown = HeritageItemFactory(city=cast.city)
    merged = merge_finding(finding=a_finding(phone.mapping_pass, permission=permission), item=shown, actor=cast.officer)
    assert merged.is_published is False


def test_declining_forgets_who_was_named_and_the_picture(cast, phone, folder, django_capture_on_commit_callbacks):
    phone.send(sent(photo=base64.b64encode(drawn()).decode(), alt="ขนมสมมติ"))
    row = Finding.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        decline_finding(finding=row, reason="ซ้ำกับของเมืองอื่น", actor=cast.officer)

    row.refresh_from_db()
    assert (row.holder_name, row.digest, row.reason) == ("", "", "ซ้ำกับของเมืองอื่น")
    assert not any(folder.rglob("*.webp"))


def test_strangers_open_close_and_decide_nothing(cast, phone):
    row = a_finding(phone.mapping_pass)
    foreign = HeritageItemFactory(city=cast.elsewhere)
    for act in (
        lambda: open_day(city=cast.city, name="x", held_on=row.day.held_on, n_passes=1, actor=cast.manager_elsewhere),
        lambda: close_day(day=row.day, actor=cast.stranger),
        lambda: end_pass(one=phone.mapping_pass, actor=cast.keeper),
        lambda: take_finding(finding=row, actor=cast.auditor),
        lambda: merge_finding(finding=row, item=foreign, actor=cast.unit_officer),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(PassIsUsed):
        join_day(key="no-key", name="x")
    row.refresh_from_db()
    assert row.state == "waiting"


@pytest.mark.parametrize("n_days", [1, 3])
def test_days_are_one_statement_however_many(cast, n_days, django_assert_num_queries):
    for _ in range(n_days):
        a_finding(joined(a_day(cast))[0])
    with django_assert_num_queries(1):
        [day, *_rest] = days_of(viewer=cast.officer, city=cast.city)
    assert (day.n_joined, day.n_found, day.n_waiting) == (1, 1, 1)


def test_the_officer_walks_from_the_day_to_the_item(cast, client):
    client.force_login(cast.officer)
    to = lambda name, *rest: reverse(f"heritage:{name}", args=[cast.city.slug, *rest])  # noqa: E731
    assert client.get(to("day_open")).status_code == 200
    client.post(to("day_open"), {"name": "วันสมมติ", "held_on": "28/11/2569", "n_passes": "2"})
    day = days_of(viewer=cast.officer, city=cast.city).get()
    sheet = client.get(to("day_passes", day.uuid)).content.decode()
    assert sheet.count("<svg") >= 2
    assert day.passes.get(number=1).key in sheet
    client.post(to("day", day.uuid), {"n_passes": str(MOST_PASSES)})
    assert day.passes.count() == MOST_PASSES
    known = HeritageItemFactory(city=cast.city, name_th="ขนมสมมติโบราณ", latitude=6.5, longitude=101.2)
    near = HeritageItemFactory(city=cast.city, name_th="น้ำพริก", category="food", latitude=6.541, longitude=101.2801)
    one, _secret = joined(day)
    spot = {"latitude": 6.541, "longitude": 101.28}
    rows = [a_finding(one, **spot), a_finding(one, name="ขนมอื่น"), a_finding(one, name="ไม่รับ", story="ส")]
    page = client.get(to("finding", rows[0].uuid)).content.decode()
    assert known.name_th in page
    assert near.name_th in page
    assert "ยายถือสูตรสมมติ" in page
    assert client.post(to("finding_merge", rows[0].uuid, known.slug)).status_code == 302
    assert client.post(to("finding_take", rows[1].uuid)).status_code == 302
    assert client.post(to("finding_take", rows[1].uuid))["Location"].endswith(f"/findings/{rows[1].uuid}/")
    client.post(to("finding", rows[2].uuid), {"reason": "ซ้ำ"})
    client.post(to("pass_end", day.uuid, 1))
    client.post(to("day_close", day.uuid))
    for address in (to("days"), to("day", day.uuid), *(to("finding", row.uuid) for row in rows)):
        assert client.get(address).status_code == 200
    cells = openpyxl.load_workbook(io.BytesIO(client.get(to("day", day.uuid), {"format": "xlsx"}).content)).active
    assert "ยายถือสูตรสมมติ" not in str([list(row) for row in cells.iter_rows(values_only=True)])
    client.force_login(cast.auditor)
    assert client.get(to("days")).status_code == 403
    assert client.get(to("day", day.uuid)).status_code == 404


def test_names_are_alike_where_one_holds_the_other():
    assert names_alike("ขนมโค", "ขนมโคโบราณ") == 1.0
    assert names_alike("ขนมโค", "ว่าววงเดือน") < 0.5
    assert names_alike("", "ขนม") == 0.0
