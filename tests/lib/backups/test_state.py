"""What the last backup came to, and what is wanting."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mueang.lib.backups.state import State, note, read_state, wanting

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def told(**moments):
    return State(**{name: (NOW - age).isoformat() for name, age in moments.items()})


def test_what_is_noted_is_read_and_a_broken_file_says_nothing(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    note(made_at=NOW.isoformat(), n_rows=3)
    note(failed_at="tomorrow")
    read = read_state()
    Path(tmp_path, "backup-state.json").write_text("{half")

    assert (read.last_made, read.n_rows, read.last_failed) == (NOW, 3, None)
    assert read_state() == State()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (told(made_at=DAY, rehearsed_at=3 * DAY), ()),
        (State(), ("late",)),
        (told(made_at=2 * DAY, rehearsed_at=DAY), ("late",)),
        (told(made_at=2 * DAY, failed_at=DAY, rehearsed_at=DAY), ("failed",)),
        (told(made_at=DAY, failed_at=2 * DAY, rehearsed_at=12 * DAY), ("rehearsal-late",)),
        (told(made_at=DAY, rehearsed_at=3 * DAY, rehearsal_failed_at=DAY), ("rehearsal-failed",)),
        (told(made_at=DAY), ("rehearsal-late",)),
    ],
)
def test_what_is_wanting_is_named(settings, state, words):
    settings.OPTIONS = {**settings.OPTIONS, "BACKUP_DIR": "/mnt/backups"}

    assert wanting(state, now=NOW) == words


def test_without_a_folder_backups_are_off(settings):
    assert wanting(told(made_at=DAY), now=NOW) == ("off",)
