"""Whether the house works, as anybody may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from factories.rows import CityFactory
from mueang.apps.notices.models import Notice
from mueang.apps.upkeep import tasks
from mueang.apps.upkeep.actions import note_beat
from mueang.apps.upkeep.models import Beat
from mueang.apps.upkeep.queries import house_state

pytestmark = pytest.mark.django_db


def test_a_house_whose_worker_was_just_there_works(client):
    tasks.run(timezone.now())

    page, said = client.get("/en/status/"), client.get("/status.json")

    assert "Everything works." in page.content.decode()
    assert (said.status_code, said.json()["status"]) == (200, "ok")
    assert "no-store" in page["Cache-Control"]


def test_a_silent_worker_is_said_with_since_when(client):
    last = timezone.now() - timedelta(minutes=4)
    note_beat(now=last, machine="web1")

    said = client.get("/status.json").json()

    assert said["status"] == "late"
    assert said["parts"][1] == {"name": "follow_up", "ok": False, "since": last.isoformat()}
    assert "something below is late" in client.get("/en/status/").content.decode()


def test_a_house_whose_worker_was_never_there_says_so(client):
    page = client.get("/en/status/").content.decode()

    assert "Stands still" in page


def test_one_live_worker_of_two_machines_is_enough_and_a_machine_gone_for_a_day_is_forgotten():
    now = timezone.now()
    note_beat(now=now - timedelta(days=2), machine="old")
    note_beat(now=now - timedelta(minutes=9), machine="ill")
    note_beat(now=now, machine="well")
    note_beat(now=now, machine="well")

    assert house_state(now=now).is_well
    assert set(Beat.objects.values_list("machine", flat=True)) == {"ill", "well"}


@pytest.mark.parametrize(
    ("channel", "minutes", "is_well"), [("email", 16, False), ("email", 14, True), ("copy", 60, True)]
)
def test_words_that_should_have_gone_are_said_without_whose_they_are(client, channel, minutes, is_well):
    now = timezone.now()
    note_beat(now=now)
    Notice.objects.create(
        city=CityFactory(),
        channel=channel,
        address="somchai@example.org",
        subject="สมชาย",
        key="k",
        next_attempt_at=now - timedelta(minutes=minutes),
    )

    said = client.get("/status.json")

    assert said.json()["parts"][2]["ok"] is is_well
    assert b"somchai" not in said.content
    assert "สมชาย" not in client.get("/status/").content.decode()


def test_a_database_that_does_not_answer_is_said_on_a_page_that_needs_none(client):
    def gone(*_asked: object) -> None:
        raise OperationalError("gone: hunter2")

    with connection.execute_wrapper(gone):
        page, said = client.get("/en/status/"), client.get("/status.json")

    assert (page.status_code, said.status_code) == (503, 503)
    assert said.json()["status"] == "down"
    assert "Pages cannot be read just now" in page.content.decode()
    assert b"hunter2" not in page.content + said.content


def test_the_page_asks_twice_however_much_waits(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/status/")
