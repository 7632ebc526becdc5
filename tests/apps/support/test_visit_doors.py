"""Doors of visits: pages, files, paper, and what a device asks and sends."""

import base64
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cast import MEMBERS
from factories.cases import colleague
from factories.concerns import CHILD, ConcernFactory
from factories.visits import planned, report
from mueang.apps.audit.models import Event
from mueang.apps.support.actions.visits import sync_visits
from mueang.apps.support.models.visits import Visit, VisitReport

pytestmark = pytest.mark.django_db


def sync(reports, actor, sent_at=None):
    return sync_visits(reports=reports, device=uuid4(), sent_at=sent_at or timezone.now(), actor=actor)


def picture(size=(2000, 1000)):
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "LEAKCAM"
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def url(name, cast, *more):
    return reverse(f"support:{name}", args=[cast.city.slug, *(one.uuid for one in more)])


def test_each_door_opens_only_for_those_who_may(client, cast):
    visit = planned(cast)
    sync([report(visit, photo=picture((60, 40)))], cast.case_worker)
    photo = reverse("support:visit_photo", args=[cast.city.slug, visit.uuid, VisitReport.objects.get().uuid])
    both = {"case_worker", "case_supervisor"}
    pages = {url(name, cast): both for name in ("visits", "visits_print", "field", "field_worker")}
    pages |= {url("visit", cast, visit): both, photo: both, url("visit_plan", cast, visit.concern): {"case_supervisor"}}
    for page, may in pages.items():
        for name in MEMBERS:
            client.logout()
            if name != "anonymous":
                client.force_login(getattr(cast, name))
            answer = client.get(page)
            expected = 200 if name in may else 302 if name == "anonymous" else 404
            assert (name, page, answer.status_code) == (name, page, expected)
            assert name in may or CHILD not in answer.content.decode()


@pytest.mark.parametrize("name", ["field_visits", "field_keys", "field_sync"])
def test_a_device_is_told_to_sign_in_and_a_stranger_nothing(client, cast, name):
    ask = client.get if name == "field_visits" else lambda page: client.post(page, "{}", "application/json")
    assert ask(url(name, cast)).status_code == 401
    for member in ("stranger", "manager", "teacher", "auditor", "unit_officer"):
        client.force_login(getattr(cast, member))
        assert ask(url(name, cast)).status_code == 404


def test_the_page_that_is_kept_holds_no_name(client, cast):
    planned(cast)
    client.force_login(cast.case_worker)

    for name in ("field", "field_worker"):
        assert "ลับสุดยอด" not in client.get(url(name, cast)).content.decode()


def test_a_device_takes_along_its_own_visits_of_today_and_a_key(client, cast):
    mine = planned(cast)
    planned(cast, to=colleague(cast))
    planned(cast, on=timezone.localdate() + timedelta(days=2))
    client.force_login(cast.case_worker)

    told = client.get(url("field_visits", cast)).json()

    assert [one["uuid"] for one in told["visits"]] == [str(mine.uuid)]
    assert told["visits"][0]["name"] == CHILD
    again = client.get(url("field_visits", cast)).json()
    assert again["key"]["number"] == told["key"]["number"]
    asked = client.post(url("field_keys", cast), json.dumps({"numbers": [told["key"]["number"]]}), "application/json")
    assert list(asked.json()["keys"].values()) == [told["key"]["hex"]]
    client.force_login(cast.case_supervisor)
    other = client.post(url("field_keys", cast), json.dumps({"numbers": [told["key"]["number"]]}), "application/json")
    assert other.json()["keys"] != asked.json()["keys"]
    client.logout()
    client.force_login(cast.case_worker)
    assert client.get(url("field_visits", cast)).json()["key"]["number"] != told["key"]["number"]
    assert Event.objects.filter(facts__way="device").exists()


def body(cast, row, **more):
    item = {"uuid": str(uuid4()), "visit": str(row.uuid), "found": "child", "made_at": timezone.now().isoformat()}
    sent = {"device": str(uuid4()), "owner": str(cast.case_worker.uuid), "sent_at": timezone.now().isoformat()}
    return sent | {"items": [item | more]}


def test_what_a_device_sends_is_kept_once_and_answered(client, cast):
    visit = planned(cast)
    client.force_login(cast.case_worker)
    photo = base64.b64encode(picture((80, 60))).decode()
    sent = body(cast, visit, said="พบ", next_on="2026-07-01", is_in_danger=True, photo=photo)

    for _again in range(2):
        answer = client.post(url("field_sync", cast), json.dumps(sent), "application/json")
        assert answer.json()["answers"] == [{"uuid": sent["items"][0]["uuid"], "is_kept": True}]

    row = VisitReport.objects.get()
    assert (row.said, row.is_in_danger, str(row.next_on), hasattr(row, "photo")) == ("พบ", True, "2026-07-01", True)
    lost = client.post(url("field_sync", cast), json.dumps(body(cast, visit, photo="AAAA")), "application/json").json()
    assert lost["answers"][0]["is_kept"]
    assert lost["answers"][0]["sentence"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"found": "ghost"},
        {"made_at": "yesterday"},
        {"made_at": "2026-01-01T10:00:00"},
        {"uuid": "x"},
        {"photo": "***"},
        {"photo": "A" * 4_000_001},
        {"next_on": "soon"},
    ],
)
def test_what_no_device_sends_is_refused_whole(client, cast, wrong):
    visit = planned(cast)
    client.force_login(cast.case_worker)

    answer = client.post(url("field_sync", cast), json.dumps(body(cast, visit, **wrong)), "application/json")

    assert answer.status_code == 400
    assert not VisitReport.objects.exists()


def test_another_accounts_reports_and_too_many_are_refused(client, cast):
    visit = planned(cast)
    client.force_login(cast.case_supervisor)
    assert client.post(url("field_sync", cast), json.dumps(body(cast, visit)), "application/json").status_code == 409
    client.force_login(cast.case_worker)
    many = body(cast, visit)
    many["items"] = many["items"] * 51
    for sent in (many, [], "x"):
        assert client.post(url("field_sync", cast), json.dumps(sent), "application/json").status_code == 400
    assert client.post(url("field_keys", cast), '{"numbers": ["x"]}', "application/json").status_code == 400
    stray = body(cast, visit, visit=str(uuid4()))
    answer = client.post(url("field_sync", cast), json.dumps(stray), "application/json").json()
    assert not answer["answers"][0]["is_kept"]


def test_a_report_is_entered_from_paper(client, cast):
    visit = planned(cast)
    client.force_login(cast.case_worker)
    page = client.get(url("visit", cast, visit)).content.decode()
    assert "multipart/form-data" in page
    number = uuid4()
    typed = {"number": number, "visited_on": timezone.localdate() - timedelta(days=1), "found": "family"}
    typed |= {"said": "ยายเล่าว่า", "is_from_paper": "on", "photo": io.BytesIO(b"not a photo")}

    for _again in range(2):
        typed["photo"].seek(0)
        client.post(url("visit", cast, visit), typed)

    row = VisitReport.objects.get()
    assert (row.uuid, row.is_from_paper, row.found) == (number, True, "family")
    assert client.post(url("visit", cast, visit), {"number": number}).status_code == 422
    stolen = {"number": number, "visited_on": "1/6/2569", "found": "child"}
    client.force_login(cast.case_supervisor)
    client.post(url("visit", cast, visit), stolen)
    assert VisitReport.objects.count() == 1


def test_visits_are_planned_handed_on_and_called_off_by_page(client, cast):
    concern, other = ConcernFactory(city=cast.city), colleague(cast)
    client.force_login(cast.case_supervisor)
    page = url("visit_plan", cast, concern)
    assert client.post(page, {"to": ""}).status_code == 422
    client.post(page, {"to": cast.case_worker.uuid, "on": "1/6/2569", "purpose": "x"})
    visit = Visit.objects.get()

    client.post(url("visit_hand_on", cast, visit), {"to": ""})
    client.post(url("visit_hand_on", cast, visit), {"to": other.uuid})
    visit.refresh_from_db()
    assert (visit.assigned_to, visit.handed_from) == (other, cast.case_worker)
    client.force_login(other)
    assert client.post(url("visit_hand_on", cast, visit), {"to": cast.case_worker.uuid}).status_code == 404
    client.post(url("visit_call_off", cast, visit))
    client.post(url("visit_call_off", cast, visit))
    visit.refresh_from_db()
    assert visit.called_off_at


@pytest.mark.parametrize("show", ["", "later", "done"])
def test_lists_and_files_are_written_down(client, cast, show):
    visit = planned(cast)
    sync([report(planned(cast))], cast.case_worker)
    client.force_login(cast.case_supervisor)

    text = client.get(url("visits", cast), {"show": show}).content.decode()
    answer = client.get(url("visits", cast), {"show": show, "format": "xlsx"})

    assert ("ลับสุดยอด" in text) == (show != "later")
    assert answer.content.startswith(b"PK")
    assert {"page", "file"} <= set(Event.objects.filter(verb="read").values_list("facts__way", flat=True))
    assert visit.city == cast.city


def test_a_photo_of_another_visit_is_not_found(client, cast):
    visit, other = planned(cast), planned(cast)
    sync([report(other, photo=picture((60, 40)))], cast.case_worker)
    client.force_login(cast.case_worker)

    answer = client.get(
        reverse("support:visit_photo", args=[cast.city.slug, visit.uuid, VisitReport.objects.get().uuid])
    )

    assert answer.status_code == 404
