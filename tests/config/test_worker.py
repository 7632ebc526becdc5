"""The worker: finds rows, app by app, and outlives any of them."""

import os
import signal

import pytest
from django.core.management import call_command

from mueang.config.management.commands import work
from mueang.lib.one_by_one import one_by_one


@pytest.fixture
def own_signals():
    """The suite hears its own signals again afterwards."""
    held = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in held.items():
        signal.signal(number, handler)


def test_every_app_with_tasks_is_asked():
    assert {"notices", "credentials", "people", "enrollment"} <= set(work.tasks())


def test_a_failing_app_does_not_hold_up_the_others(transactional_db, caplog):
    def broken(_now):
        raise RuntimeError("no such luck")

    done = work.work_once({"broken": work.Task(broken), "sound": work.Task(lambda _now: 3)})

    assert done == 3
    assert "broken" in caplog.text


def test_once_works_until_nothing_waits(monkeypatch, transactional_db):
    rounds = iter([2, 1, 0])
    monkeypatch.setattr(work, "tasks", lambda: {"some": work.Task(lambda _now: next(rounds))})

    call_command("work", "--once")

    assert list(rounds) == []


def test_an_app_nobody_waits_for_is_asked_again_after_its_seconds_or_at_once_while_it_has_work(transactional_db):
    asked, left = [], iter([2, 1, 0, 0])
    task = work.Task(lambda now: asked.append(now) or next(left), every_seconds=60)
    done = [work.work_once({"slow": task}, clock=lambda at=at: at) for at in (0, 1, 2, 3, 61, 62)]

    assert done == [2, 1, 0, 0, 0, 0]
    assert len(asked) == 4


def test_what_a_person_waits_for_is_asked_every_round():
    patient = {"assessments", "campaigns", "coaching", "committees", "config", "flags", "forums", "handover"}
    patient |= {"lib", "outcomes", "people", "plans", "privacy", "signins", "support", "surveys", "upkeep"}

    assert {label for label, task in work.tasks().items() if task.every_seconds} == patient


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_finishes_the_city_in_hand_and_begins_no_other_work(
    own_signals, monkeypatch, transactional_db, number
):
    done = []

    def freeze(city):
        if city == 3:
            os.kill(os.getpid(), number)
        done.append(city)
        return 1

    found = {
        "indicators": work.Task(lambda _now: one_by_one("figures", range(7_850), freeze)),
        "notices": work.Task(lambda _now: done.append("notices") or 1),
    }
    monkeypatch.setattr(work, "tasks", lambda: found)

    call_command("work")

    assert done == [0, 1, 2, 3]


def test_one_app_with_a_nations_work_does_not_keep_the_others_waiting(transactional_db):
    done = []
    found = {
        "flags": work.Task(lambda _now: one_by_one("flags", range(7_850), lambda city: done.append(city) or 1)),
        "notices": work.Task(lambda _now: done.append("notices") or 1),
    }

    for _round in range(2):
        work.work_once(found, seconds=0)

    assert done == [0, "notices", 1, "notices"]


def test_once_gives_every_app_all_the_time_there_is(own_signals, monkeypatch, transactional_db):
    left = list(range(300))
    monkeypatch.setattr(work, "SECONDS_A_TURN", 0)
    found = {"some": work.Task(lambda _now: one_by_one("some", list(left), lambda row: left.remove(row) or 0))}
    monkeypatch.setattr(work, "tasks", lambda: found)

    call_command("work", "--once")

    assert left == []


def test_a_row_that_failed_is_counted_as_a_failed_round(transactional_db, settings, monkeypatch):
    settings.OPTIONS = {**settings.OPTIONS, "METRICS_LISTEN": "127.0.0.1:0"}
    noted = {}
    monkeypatch.setitem(
        __import__("sys").modules,
        "mueang.config.measuring",
        type("Measuring", (), {"note_round": lambda label, **said: noted.update({label: said["has_failed"]})}),
    )

    def fail(_row):
        raise ValueError

    work.work_once(
        {
            "sound": work.Task(lambda _now: 1),
            "broken": work.Task(lambda _now: one_by_one("rows", [1], fail)),
        }
    )

    assert noted == {"sound": False, "broken": True}
