"""A worker that kills itself at one step of its own, drawn by chance: before or after a statement or a request.

Run by the tests with the database, its number and the address of the stand-in; number 0 lives and says how it ended.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.conf import settings

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)


class Death:
    """Comes at the step it was drawn for, whichever thread takes it."""

    def __init__(self, step: int) -> None:
        self.left, self.lock = step, threading.Lock()

    def step(self) -> None:
        with self.lock:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **kwargs: Any) -> Any:
            self.step()
            answer = ask(*args, **kwargs)
            self.step()
            return answer

        return asked


def main() -> None:
    number, address, database = int(sys.argv[1]), sys.argv[2], json.loads(os.environ["MUEANG_TEST_DATABASE"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "mueang.config.settings_for_tests"
    settings.DATABASES["default"] |= database
    settings.LINE_URL, settings.SMS_URL = address, f"{address}/sms"
    settings.LINE_TOKEN = settings.SMS_TOKEN = "stand-in-token"
    django.setup()
    from django.db import connection

    from mueang.apps.notices.actions import send_due
    from mueang.apps.notices.models import CarrierState, Notice
    from mueang.lib.outgoing import Provider

    now, waits = NOON + timedelta(minutes=6 * number), ("queued", "sending")
    if number:
        death = Death(random.Random(number).randint(1, 60))
        Provider.ask = death.around(Provider.ask)  # type: ignore[method-assign]
        with connection.execute_wrapper(death.around(lambda execute, *rest: execute(*rest))):
            for _round in range(50):
                send_due(now=now)
                now += timedelta(seconds=61)
        return
    now += timedelta(hours=1)
    for _round in range(300):
        send_due(now=now)
        row = Notice.objects.filter(state__in=waits).order_by("next_attempt_at").first()
        if row is None:
            break
        pause = CarrierState.objects.filter(paused_until__gt=now).order_by("-paused_until").first()
        now = max(now + timedelta(seconds=1), row.next_attempt_at, pause.paused_until if pause else now)
    print(json.dumps(list(Notice.objects.values_list("key", "address", "state"))))  # noqa: T201  the test reads it


if __name__ == "__main__":
    main()
