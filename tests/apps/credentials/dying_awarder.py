"""A worker that kills itself at a statement drawn by chance while it awards a cohort.

Run by the tests with the database and its number; number 0 lives and says how it ended.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

FIRST_BATCH, THREE_BATCHES = 5, 60


def dies_at(step: int) -> Callable[..., Any]:
    """A wrapper of statements that kills the process at the `step`th, before or after it took effect."""
    left = [step]

    def execute(run: Callable[..., Any], *rest: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(*rest)

    return execute


def main() -> None:
    number, database = int(sys.argv[1]), json.loads(os.environ["MUEANG_TEST_DATABASE"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "mueang.config.settings_for_tests"
    settings.DATABASES["default"] |= database
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from mueang.apps.credentials import tasks
    from mueang.apps.credentials.actions import runs
    from mueang.apps.credentials.models import Award, AwardRun
    from mueang.apps.credentials.queries import check_award

    runs.BATCH = 30
    # Whoever comes after a killed one waits until its silence is believed.
    now = timezone.now() + number_of_round(number) * (runs.SILENT_FOR + timedelta(seconds=1))
    step = random.Random(number).randint(FIRST_BATCH, THREE_BATCHES) if number else 0
    with connection.execute_wrapper(dies_at(step)):
        while tasks.run(now):
            pass
    rows = Award.objects.order_by()
    said = {
        "holders": sorted(rows.values_list("enrollment", flat=True)),
        "bits": rows.values("status_list", "status_index").distinct().count(),
        "good": sum(check_award(uuid, now=now).ok for uuid in rows.values_list("uuid", flat=True)),  # type: ignore[union-attr]
        "run": list(AwardRun.objects.values_list("state", "n_done", "n_total").get()),
    }
    print(json.dumps(said))  # noqa: T201  the test reads it


def number_of_round(number: int) -> int:
    """The living one comes last."""
    return number or 10


if __name__ == "__main__":
    main()
