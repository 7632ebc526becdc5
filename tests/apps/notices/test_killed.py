"""A worker killed with SIGKILL at a step of its own loses nothing and doubles nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from factories.outbox import line_user, linked, queue, sms
from factories.rows import CityFactory
from mueang.apps.notices.enums import NoticeKind

WORKER = Path(__file__).with_name("dying_worker.py")


def shared_database(folder: Path) -> dict[str, str]:
    """What another process needs to meet this database; one that lies in memory is copied to a file."""
    if connection.vendor != "sqlite":
        return {"NAME": str(connection.settings_dict["NAME"])}
    file = folder / "killed.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{file}'")
    return {"NAME": str(file)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_point_loses_nothing_and_doubles_nothing(line, tmp_path):
    """Three workers kill themselves at a step drawn by chance, a fourth lives: LINE, and a gateway without keys."""
    city = CityFactory(slug="killed")
    line.trouble = 0.15
    for number in range(60):
        queue(city, f"line{number}", user=linked(number), body="เหมือนกัน" if number % 3 else f"ต่าง {number}")
        sms(city, f"sms{number}", address=f"+6690{number:07d}", kind=NoticeKind.URGENT)
    database = json.dumps(shared_database(tmp_path))
    environment = os.environ | {"MUEANG_TEST_DATABASE": database, "PYTHONPATH": os.pathsep.join(sys.path)}

    ends = [
        subprocess.run(
            [sys.executable, str(WORKER), str(number), line.address], env=environment, check=False, capture_output=True
        )
        for number in (1, 2, 3, 0)
    ]

    assert [end.returncode for end in ends] == [-signal.SIGKILL] * 3 + [0], ends[-1].stderr.decode()
    rows = json.loads(ends[-1].stdout)
    assert len(rows) == 120
    assert {state for key, _to, state in rows if key.startswith("line")} == {"sent"}
    assert all(line.taken[line_user(number)] == 1 for number in range(60))
    by_sms = {to: state for _key, to, state in rows if to}
    assert set(by_sms.values()) == {"sent", "uncertain"}
    assert all(line.taken[to] == 1 if state == "sent" else line.taken[to] <= 1 for to, state in by_sms.items())
