"""The worker: finds rows, app by app, and outlives any of them."""

from django.core.management import call_command

from mueang.config.management.commands import work


def test_every_app_with_tasks_is_asked():
    assert {"notices", "credentials", "people", "enrollment"} <= set(work.tasks())


def test_a_failing_app_does_not_hold_up_the_others(transactional_db, caplog):
    def broken(_now):
        raise RuntimeError("no such luck")

    done = work.work_once({"broken": broken, "sound": lambda _now: 3})

    assert done == 3
    assert "broken" in caplog.text


def test_once_works_until_nothing_waits(monkeypatch, transactional_db):
    rounds = iter([2, 1, 0])
    monkeypatch.setattr(work, "tasks", lambda: {"some": lambda _now: next(rounds)})

    call_command("work", "--once")

    assert list(rounds) == []
