"""The house's own follow-up work: a backup each night, a rehearsal each week."""

from datetime import UTC, datetime, timedelta

import pytest

from mueang.config import tasks
from mueang.lib.backups.state import State

# 02:30 in Bangkok is 19:30 UTC of the day before.
NIGHT = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BACKUP, REHEARSAL = ["backup"], ["backup", "--rehearse"]


def told(**moments):
    return State(**{name: at.isoformat() for name, at in moments.items()})


@pytest.mark.parametrize(
    ("state", "now", "words"),
    [
        (State(), NIGHT + 12 * HOUR, BACKUP),
        (told(made_at=NIGHT - DAY + MINUTE, rehearsed_at=NIGHT), NIGHT - MINUTE, []),
        (told(made_at=NIGHT - DAY + MINUTE, rehearsed_at=NIGHT), NIGHT, BACKUP),
        (told(made_at=NIGHT + MINUTE, rehearsed_at=NIGHT), NIGHT + 23 * HOUR, []),
        # By hand in the evening: tonight's is made all the same.
        (told(made_at=NIGHT - 2 * HOUR, rehearsed_at=NIGHT), NIGHT + HOUR, BACKUP),
        (told(made_at=NIGHT - DAY, failed_at=NIGHT), NIGHT + 59 * MINUTE, []),
        (told(made_at=NIGHT - DAY, failed_at=NIGHT), NIGHT + HOUR, BACKUP),
        (told(failed_at=NIGHT), NIGHT + MINUTE, []),
        (told(made_at=NIGHT), NIGHT + HOUR, REHEARSAL),
        (told(made_at=NIGHT, rehearsed_at=NIGHT - 7 * DAY), NIGHT + HOUR, REHEARSAL),
        (told(made_at=NIGHT, rehearsal_failed_at=NIGHT + MINUTE), NIGHT + HOUR, []),
        (told(made_at=NIGHT, rehearsal_failed_at=NIGHT - DAY), NIGHT + HOUR, REHEARSAL),
    ],
)
def test_what_is_due_follows_from_what_was_done(state, now, words):
    assert tasks.due(state, now=now) == words


def test_without_a_folder_nothing_begins(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    assert tasks.run(NIGHT) == 0
    assert not tasks.is_running()


def test_what_is_due_runs_beside_the_worker_once_and_says_why_it_failed(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.OPTIONS = {**settings.OPTIONS, "BACKUP_DIR": str(tmp_path / "backups")}
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
    monkeypatch.setenv("MUEANG_BACKUP_DIR", str(tmp_path / "backups"))
    monkeypatch.setenv("MUEANG_BACKUP_KEY_FILE", str(tmp_path / "no-key"))
    monkeypatch.setenv("MUEANG_DATABASE_URL", "")

    tasks.run(NIGHT)
    (process,) = tasks._running
    tasks.run(NIGHT)

    assert tasks._running == [process]
    assert process.wait() == 1
    assert "no-key" in tasks.read_state().failure
    assert not tasks.is_running()
