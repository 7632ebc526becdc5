"""What growth costs: ten main pages and six nightly jobs in a town of 1×, 10× and 100× the rows.

Usage: python -m benchmarks.growth [--times 1,10,100] [--only sqlite|postgresql] [--write docs/operate/figures]

1× is the demo city; n× is n of it in one city (`benchmarks.growth_seed`). Each size stands in a process of its own.
A page is asked for until it is warm, then seven times: the median of processor time, and SQL statements; once more
with every allocation of Python traced: the most it held at a moment. No page comes from memory. A job runs once in a
forked process, and its peak is what that process's memory grew by. Processor time of PostgreSQL stands beside.

Pages are flat where 100× costs at most half as much again as 1×; jobs are linear where a row at the largest size costs
at most half as much again as at the one before.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.city_history import counted
from benchmarks.last_seats import database, processor_seconds

N_ASKED = 7
FLAT, LINEAR = 1.5, 1.5
# What a page or a job costs in any case; below it a factor says nothing.
FLOOR_MS = 3.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", default="1,10,100")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--write", type=Path, help="a folder for growth.json and growth.svg")
    parser.add_argument("--pages", default="", help="pages and jobs whose names begin so")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--server", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure_here(asked.one, server=asked.server, only=asked.pages)))
        return
    sizes = [measured(int(times), asked) for times in asked.times.split(",")]
    verdict = report(sizes)
    if asked.write:
        from benchmarks.growth_chart import draw

        asked.write.mkdir(parents=True, exist_ok=True)
        (asked.write / "growth.json").write_text(json.dumps(sizes, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (asked.write / "growth.svg").write_text(draw(sizes), "utf-8")
    if not verdict:
        sys.exit("a page is not flat, or a job not linear")


def measured(times: int, asked: argparse.Namespace) -> dict[str, Any]:
    """One size in a process and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="mueang-growth-") as folder, database(asked.only) as (url, postmaster):
        environment = os.environ | {
            "MUEANG_DATA_DIR": folder,
            "MUEANG_DATABASE_URL": url,
            "MUEANG_PAGE_MEMORY_BYTES": "0",
            "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
        }
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.growth", "--one", str(times)]
        command += ["--pages", asked.pages] + (["--server", str(postmaster)] if postmaster else [])
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(f"{times}× did not come to an end")
        *said, last = done.stdout.strip().splitlines()
        print("\n".join(said), flush=True)
        return dict(json.loads(last))


def measure_here(times: int, *, server: int | None, only: str) -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    rows, filled = fill(times)
    print(f"{times}×: {', '.join(f'{n:,} {what}' for what, n in rows.items())}; filled in {filled:.0f} processor s")
    logging.disable(logging.CRITICAL)
    store = lambda: processor_seconds(server)  # noqa: E731 -- as short as it is
    pages = [page(name, who, path, store=store) for name, who, path in addresses() if name.startswith(only)]
    work = [job(name, run, store=store) for name, run in jobs().items() if name.startswith(only)]
    for one in pages + work:
        print(line(one), flush=True)
    return {"times": times, "rows": rows, "pages": pages, "jobs": work}


def fill(times: int) -> tuple[dict[str, int], float]:
    from django.conf import settings

    from benchmarks.city_seed import sizes
    from benchmarks.growth_seed import grow
    from mueang.demo.build import build_demo

    began = time.process_time()
    build_demo(n_people=400, folder=Path(settings.DATA_DIR), say=lambda _text: None)
    if times > 1:
        grow(times)
    rows = {label.split(".")[1]: n for label, n in sizes().items()}
    return rows, time.process_time() - began


def addresses() -> list[tuple[str, str, str]]:
    """Name, account and address of the ten pages."""
    from django.utils import timezone

    from mueang.apps.catalog.models import Offering, Session
    from mueang.apps.credentials.models import Award
    from mueang.apps.plans.models import WorkPlan

    roll = Session.objects.filter(starts_at__date=timezone.localdate(), offering__place__slug="learning-park")
    session = roll.order_by("pk").first()
    offering = Offering.objects.published().filter(ends_on__gte=timezone.localdate()).order_by("pk").first()
    award, plan = Award.objects.order_by("pk").first(), WorkPlan.objects.order_by("pk").last()
    assert None not in (session, offering, award, plan)
    return [
        ("public home", "", "/yala/"),
        ("public list", "", "/yala/learn/"),
        ("public activity", "", f"/yala/learn/{offering.slug}/"),
        ("verify an award", "", f"/verify/{award.uuid}/"),
        ("city desk today", "manager", "/desk/yala/"),
        ("people", "officer", "/desk/yala/people/"),
        ("roll call", "keeper", f"/keeper/session/{session.uuid}/"),
        ("caseload", "caseworker", "/desk/yala/support/"),
        ("flags queue", "supervisor", "/desk/yala/flags/"),
        ("work plan", "manager", f"/desk/yala/plans/{plan.year}/"),
    ]


def page(name: str, who: str, path: str, *, store: Callable[[], float]) -> dict[str, Any]:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    client = Client(raise_request_exception=True)
    if who:
        client.force_login(get_user_model().objects.get(username=who))
    for _ in range(3):
        response = client.get(path)
        assert response.status_code == 200, f"{path} answered {response.status_code}"
    gc.collect()
    gc.freeze()  # as config/wsgi.py does
    times, served = [], store()
    for _ in range(N_ASKED):
        began = time.process_time()
        client.get(path)
        times.append(time.process_time() - began)
    served = (store() - served) / N_ASKED
    with counted(connection) as statements:
        body = client.get(path).content
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    client.get(path)
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    figures = {"ms": 1000 * statistics.median(times), "server_ms": 1000 * served, "sql": len(statements)}
    return {"name": name, **figures, "mb": peak / 1e6, "kb": len(body) / 1000}


def jobs() -> dict[str, Callable[[], int]]:
    """Each gives how many rows it looked at or wrote."""
    return {
        "flags of the night": flags_of_the_night,
        "figures frozen": figures_frozen,
        "notices wave": notices_wave,
        "entries asked about": entries_asked_about,
        "record verified": record_verified,
        "backup": backup,
    }


def job(name: str, run: Callable[[], int], *, store: Callable[[], float]) -> dict[str, Any]:
    """In a process of its own, so that memory of the job before it does not count, nor hide any."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "w") as pipe:
                pipe.write(json.dumps(done_here(name, run, store)))
        except BaseException:
            # The parent sees that nothing was said; the child must not go on as it.
            logging.disable(logging.NOTSET)
            logging.exception("%s failed", name)
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return dict(json.loads(said))


def done_here(name: str, run: Callable[[], int], store: Callable[[], float]) -> dict[str, Any]:
    from django.db import connection

    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins here
    before, served = memory_mb("VmRSS"), store()
    began, wall = time.process_time(), time.perf_counter()
    with counter(connection) as n_statements:
        n_rows = run()
    took, waited = time.process_time() - began, time.perf_counter() - wall
    figures = {"ms": 1000 * took, "wall_ms": 1000 * waited, "server_ms": 1000 * (store() - served)}
    return {"name": name, **figures, "sql": n_statements[0], "mb": memory_mb("VmHWM") - before, "rows": n_rows}


@contextmanager
def counter(connection: Any) -> Iterator[list[int]]:
    """How many statements; their text is not kept, which would be memory of its own."""
    found = [0]

    def note(execute: Any, *rest: Any) -> Any:
        found[0] += 1
        return execute(*rest)

    with connection.execute_wrapper(note):
        yield found


def memory_mb(what: str) -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1000


def flags_of_the_night() -> int:
    from django.utils import timezone

    from mueang.apps.flags.actions import run_flags
    from mueang.apps.network.queries import city_by_slug

    return run_flags(city=city_by_slug("yala"), as_of=timezone.localdate() + timedelta(days=1)).n_pupils


def figures_frozen() -> int:
    from django.utils import timezone

    from mueang.apps.enrollment.models import Attendance
    from mueang.apps.indicators.actions import ask_for_freeze, run_freeze
    from mueang.apps.indicators.queries import years_to_freeze
    from mueang.apps.network.queries import city_by_slug

    period = years_to_freeze(timezone.localdate())[0]
    run_freeze(freeze=ask_for_freeze(city=city_by_slug("yala"), period=period, actor=None))
    return Attendance.objects.count()


def notices_wave() -> int:
    """A letter to everybody the town knows."""
    from django.utils import timezone

    from mueang.apps.network.models import City
    from mueang.apps.notices.actions import queue_many, send_due
    from mueang.apps.notices.models import Notice
    from mueang.apps.people.models import Person

    now, city = timezone.now(), City.objects.get(slug="yala")
    common = {"city": city, "channel": "email", "kind": "service", "subject": "ข่าวเมือง", "next_attempt_at": now}
    queue_many(
        [
            Notice(**common, address=f"{key}@example.org", key=f"growth-{key}", body="พบกันวันเสาร์ " * 20)
            for key in Person.objects.filter(city=city).values_list("pk", flat=True)
        ]
    )
    done = 0
    while more := send_due(now=now, seconds=600):
        done += more
    return done


def entries_asked_about() -> int:
    """Everything on offer is a day past its freshness: the owners are asked, as the worker does it."""
    from django.utils import timezone

    from mueang.apps.catalog.models import Offering
    from mueang.apps.catalog.tasks import run

    now = timezone.now()
    stale = timezone.localdate(now) - Offering.fresh_for - timedelta(days=1)
    Offering.objects.published().filter(ends_on__gte=timezone.localdate(now)).update(verified_on=stale, freshness=0)
    done = 0
    while more := run(now):
        done += more
    return done


def record_verified() -> int:
    from mueang.apps.audit.models import Event
    from mueang.apps.audit.queries import verify_books

    faults = list(verify_books())
    assert not faults, faults[:3]
    return Event.objects.count()


def backup() -> int:
    from mueang.config.backing_up import make_backup
    from mueang.lib.backups.key import new_key
    from mueang.lib.backups.store import Store

    with tempfile.TemporaryDirectory(prefix="mueang-growth-backup-") as folder:
        return make_backup(Store.found_or_new(Path(folder) / "kept", new_key())).n_rows


def line(one: dict[str, Any]) -> str:
    rows = f"{one['rows']:>10,} rows" if "rows" in one else f"{one['kb']:>10.1f} kB  "
    served = f"; the server {one['server_ms']:.1f} ms" if one["server_ms"] else ""
    return f"  {one['name']:<20} {one['ms']:>10.1f} ms {one['sql']:>7} SQL {one['mb']:>8.1f} MB {rows}{served}"


def report(sizes: list[dict[str, Any]]) -> bool:
    """Every page and job at every size, and what each is; says whether all is flat and linear."""
    went_well = True
    for kind in ("pages", "jobs"):
        print(f"\n{kind:<22}" + "".join(f"{size['times']:>9}× ms" for size in sizes) + "   SQL          MB")
        for number, first in enumerate(sizes[0][kind]):
            row = [size[kind][number] for size in sizes]
            is_good, words = verdict(row) if kind == "pages" else job_verdict(row)
            went_well &= is_good
            statements = " ".join(str(one["sql"]) for one in row)
            memory = " ".join(f"{one['mb']:.1f}" for one in row)
            times = "".join(f"{cost(one):>12.1f}" for one in row)
            print(f"  {first['name']:<20}{times}   {statements:<12} {memory:<16} {words}")
    return went_well


def cost(one: dict[str, Any]) -> float:
    return float(one["ms"] + one["server_ms"])


def verdict(row: list[dict[str, Any]]) -> tuple[bool, str]:
    factor = max(cost(row[-1]), FLOOR_MS) / max(cost(row[0]), FLOOR_MS)
    is_flat = factor <= FLAT and row[-1]["sql"] <= 15
    return is_flat, f"{factor:.2f} times; {'flat' if is_flat else 'NOT FLAT'}"


def job_verdict(row: list[dict[str, Any]]) -> tuple[bool, str]:
    each = [cost(one) / max(one["rows"], 1) for one in row]
    factor = each[-1] / each[-2] if len(each) > 1 else 1.0
    is_linear = factor <= LINEAR
    return is_linear, f"{1000 * each[-1]:.0f} µs a row, {factor:.2f} times; {'linear' if is_linear else 'NOT LINEAR'}"


if __name__ == "__main__":
    main()
