"""The worker: finds rows, app by app, and outlives any of them."""

from django.core.management import call_command

from mueang.config.management.commands import work


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
