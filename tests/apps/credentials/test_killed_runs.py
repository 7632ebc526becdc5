"""A cohort is awarded to the end whoever is killed on the way."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from factories.credentials import make_achievement, make_cohort, make_issuer
from mueang.apps.credentials.actions import start_award_run
from mueang.apps.enrollment.models import Enrollment

WORKER = Path(__file__).with_name("dying_awarder.py")
N = 120


def shared_database(folder: Path) -> dict[str, str]:
    """What another process needs to meet this database; one that lies in memory is copied to a file."""
    if connection.vendor != "sqlite":
        return {"NAME": str(connection.settings_dict["NAME"])}
    file = folder / "killed.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{file}'")
    return {"NAME": str(file)}


@pytest.mark.django_db(transaction=True)
def test_workers_killed_at_any_statement_award_nobody_twice_and_leave_nobody_out(cast, settings, tmp_path):
    """Two workers kill themselves at a statement drawn by chance, a third lives."""
    cohort = make_cohort(cast.city, n_completed=N, n_learning=1, officer=cast.officer)
    achievement = make_achievement(make_issuer(cast.city), cohort)
    start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    environment = os.environ | {
        "MUEANG_TEST_DATABASE": json.dumps(shared_database(tmp_path)),
        "MUEANG_FIELD_KEY_FILE": str(settings.DATA_DIR / "field.key"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    ends = [
        subprocess.run(
            [sys.executable, str(WORKER), str(number)], env=environment, check=False, capture_output=True, text=True
        )
        for number in (1, 2, 0)
    ]

    assert [end.returncode for end in ends] == [-signal.SIGKILL] * 2 + [0], ends[-1].stderr
    said = json.loads(ends[-1].stdout)
    done = Enrollment.objects.filter(state="completed").order_by("pk").values_list("pk", flat=True)
    assert said["holders"] == list(done)
    assert (said["bits"], said["good"], said["run"]) == (N, N, ["done", N, N])
