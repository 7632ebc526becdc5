"""Every page of a city with five years of history, as whoever may see it: processor time, SQL statements, size.

Usage: python -m benchmarks.city_history [--share 1.0] [--keep FOLDER] [--files]

The city is the demo's, copied back in time (`benchmarks.city_seed`): about 80,000 people known to it, 3,900 offerings,
78,000 enrollments, 540,000 attendances, 20,000 pupils now and as many who left since, 1,000 cases, 1,400 expenses and
an audit book of 500,000 events. The demo's accounts, and a stranger, follow every link they are shown, two
answers of a pattern; what nobody is led to is asked for with parameters met elsewhere. No page comes from memory
(PAGE_MEMORY_BYTES=0); templates and modules are warm and, as in the server, out of the garbage collector's way: a page
that took long or much is asked for once more, and the second answer counts. BEGIN is no statement here, as COMMIT is
none. Pages only; `--files` prints workbooks, PDF and JSON too, which have no limit here.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT_MS, LIMIT_SQL = 150, 15
# Pages that may take longer, and why; counted by themselves.
EXCUSED = {
    "flags:preview": "what a draft would do to every pupil on two days: worked out anew, no child's figures are kept",
    "support:visits_print": "a sheet of paper for each of hundreds of visits, printed in one go",
}
TESTS = Path(__file__).resolve().parent.parent / "tests"
STARTS = (
    "/",
    "/yala/",
    "/yala/learn/",
    "/yala/heritage/",
    "/sitemap.xml",
    "/go/",
    "/audit/",
    "/accounts/me/",
    "/tell/",
)
DESKS = (
    "/desk/yala/",
    "/keeper/",
    "/my/",
    "/unit/",
    "/funds/",
    "/mapping/",
    "/verify/",
    "/accounts/roles/",
    "/cities/open/",
)
WALKERS = "manager unit funder caseworker supervisor teacher keeper learner auditor officer instructor stranger"
ROOMS = """people places heritage catalog enrollment outcomes campaigns credentials planning flags support surveys
    indicators reports plans grants practices books partners committees registers notices handover audit"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer, measured at the server."""

    who: str
    pattern: str
    address: str
    status: int
    is_page: bool
    milliseconds: float
    wall_ms: float
    n_sql: int
    n_bytes: int

    @property
    def is_over(self) -> bool:
        is_slow = self.milliseconds > LIMIT_MS and self.pattern not in EXCUSED
        return is_slow or self.n_sql > LIMIT_SQL

    def line(self) -> str:
        marks = ("T" if self.milliseconds > LIMIT_MS else " ") + ("Q" if self.n_sql > LIMIT_SQL else " ")
        figures = f"{self.milliseconds:8.1f} {self.wall_ms:8.1f} {self.n_sql:5} {self.n_bytes / 1000:9.1f}"
        return f"{marks} {figures}  {self.pattern:<38} {self.who:<10} {self.address[:110]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=1.0, help="of the history; 0.05 makes a quick try")
    parser.add_argument("--keep", type=Path, help="a folder for the city, used again where it is filled already")
    parser.add_argument("--files", action="store_true")
    parser.add_argument("--only", default="", help="patterns that begin so, in the print")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mueang-history-") as folder:
        stand_up(chosen.keep or Path(folder), share=chosen.share)
        logging.disable(logging.CRITICAL)
        sys.exit(report(walk(), with_files=chosen.files, only=chosen.only))


def stand_up(folder: Path, *, share: float) -> None:
    """Django over a filled city in `folder`."""
    os.environ |= {"MUEANG_DATA_DIR": str(folder), "MUEANG_PAGE_MEMORY_BYTES": "0"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from benchmarks import city_seed
    from mueang.apps.network.queries import city_by_slug

    if city_by_slug("yala") is None:
        began = time.process_time()
        city_seed.seed(folder, share=share)
        print(f"filled in {time.process_time() - began:.0f} processor seconds (SQLite)")
    print(", ".join(f"{n:,} {label.split('.')[1]}" for label, n in city_seed.sizes().items()))


def walk(*, n_each: int = 2) -> list[Seen]:
    """What the demo's accounts and a stranger are led to: `n_each` answers of a pattern, whoever gets them first."""
    from django.contrib.auth import get_user_model
    from django.urls import resolve

    sys.path.append(str(TESTS))
    from wanderer import links_of, pattern_of, words_of

    seen: list[Seen] = []
    clients = {name: measuring_client(name, seen.append, pattern_of) for name in WALKERS.split()}
    shown, asked = Counter[str](), Counter[tuple[str, str]]()
    for name, client in clients.items():
        if name != "stranger":
            client.force_login(get_user_model().objects.get(username=name))
        waiting = deque([*STARTS, *DESKS, *(f"/desk/yala/{room}/" for room in ROOMS.split())])
        known = set(waiting)
        while waiting:
            address = waiting.popleft()
            pattern = pattern_of(address)
            if not pattern or shown[pattern] >= n_each or asked[name, pattern] >= n_each:
                continue
            asked[name, pattern] += 1
            response = client.get(address)
            if seen[-1].is_over:
                print(seen[-1].line(), flush=True)
            shown[pattern] += response.status_code == 200
            for link in links_of(address, words_of(response)) if seen[-1].is_page else ():
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        print(f"  {name}: {len(seen):,} answers by now", flush=True)
    fill_in(clients, seen, resolve)
    return seen


def measuring_client(name: str, keep: Callable[[Seen], None], pattern_of: Callable[[str], str]) -> Any:
    from django.db import connection
    from django.test import Client

    class Measured(Client):
        def get(self, path: str, *arguments: Any, **options: Any) -> Any:
            for attempt in (1, 2):
                with counted(connection) as statements:
                    began, wall = time.process_time(), time.perf_counter()
                    response = super().get(path, *arguments, **options)
                    body = b"".join(response) if response.streaming else response.content
                    took, waited = time.process_time() - began, time.perf_counter() - wall
                if response.streaming:
                    response.streaming_content = [body]
                if attempt == 2 or (took < 0.1 and len(statements) <= LIMIT_SQL):
                    break
                gc.collect()
                gc.freeze()  # as config/wsgi.py does
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            figures = (1000 * took, 1000 * waited, len(statements), len(body))
            keep(Seen(name, pattern_of(path), path, response.status_code, is_page, *figures))
            return response

    return Measured(raise_request_exception=False)


@contextmanager
def counted(connection: Any) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith("BEGIN"):
            statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield statements


def fill_in(clients: dict[str, Any], seen: list[Seen], resolve: Callable[[str], Any]) -> None:
    """Ask for what no link led to, with parameters that were met elsewhere in the same room."""
    from django.urls import NoReverseMatch, reverse

    met = {one.pattern for one in seen if one.status == 200}
    values: dict[tuple[str, str], list[Any]] = {}
    for one in [one for one in seen if one.status == 200]:
        match = resolve(one.address.split("?")[0])
        for name, value in match.kwargs.items():
            values.setdefault((match.namespace, name), []).append(value)
    for pattern, parameters in sorted(patterns().items()):
        namespace = pattern.rpartition(":")[0]
        if pattern in met or any((namespace, name) not in values for name in parameters):
            continue
        try:
            address = reverse(pattern, kwargs={name: values[namespace, name][0] for name in parameters})
        except NoReverseMatch:
            continue
        for client in clients.values():
            if client.get(address).status_code == 200:
                break


def patterns() -> dict[str, tuple[str, ...]]:
    """Every named address of the house and its parameters."""
    from django.urls import URLResolver, get_resolver

    found: dict[str, tuple[str, ...]] = {}

    def down(resolver: URLResolver, names: tuple[str, ...], parameters: tuple[str, ...]) -> None:
        for one in resolver.url_patterns:
            inner = (*parameters, *one.pattern.regex.groupindex)
            if isinstance(one, URLResolver):
                down(one, (*names, one.namespace) if one.namespace else names, inner)
            elif one.name:
                found[":".join((*names, one.name))] = inner

    down(get_resolver(), (), ())
    return found


def report(seen: list[Seen], *, with_files: bool, only: str) -> int:
    """Print the worst answer of every pattern; 1 where one is over a limit."""
    answers = [one for one in seen if one.status == 200]
    pages = worst(one for one in answers if one.is_page)
    files = worst(one for one in answers if not one.is_page)
    print(f"\n{'':3}{'cpu ms':>7} {'wall ms':>8} {'SQL':>5} {'kB':>9}  page")
    for one in pages + (files if with_files else []):
        if one.pattern.startswith(only):
            print(one.line())
    missing = sorted(set(patterns()) - {one.pattern for one in seen if one.status in (200, 302, 405)})
    print(f"\nnot met by anybody: {len(missing)}: {' '.join(missing)}")
    broken = [one.line() for one in seen if one.status >= 500]
    print(f"{len(seen):,} answers, {Counter(one.status for one in seen)}; {len(pages)} pages, {len(files)} files")
    for one in [one for one in pages if one.milliseconds > LIMIT_MS and one.pattern in EXCUSED]:
        print(f"may take longer: {one.pattern} ({one.milliseconds:.0f} ms): {EXCUSED[one.pattern]}")
    over = [one for one in pages if one.is_over]
    slow, many = sum(o.milliseconds > LIMIT_MS for o in over), sum(o.n_sql > LIMIT_SQL for o in pages)
    print(f"over {LIMIT_MS} ms: {slow}; over {LIMIT_SQL} SQL statements: {many}; broken: {len(broken)}")
    print("\n".join(broken))
    return 1 if over or broken else 0


def worst(answers: Iterable[Seen]) -> list[Seen]:
    """The slowest answer of each pattern, carrying the most statements any of them took; slowest first."""
    found: dict[str, Seen] = {}
    for one in answers:
        for what in ("milliseconds", "n_sql"):
            key = f"{one.pattern} {what}"
            if key not in found or getattr(one, what) > getattr(found[key], what):
                found[key] = one
    return sorted(set(found.values()), key=lambda one: (-one.is_over, -one.milliseconds))


if __name__ == "__main__":
    main()
