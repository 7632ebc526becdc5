"""What it costs to run: install size, migrations from nothing, `--help`, start to first page, memory of the web worker.

pretix, measured beside on the same kind of machine: 585 MB installed, 288 s of migrations, 274 MB a worker.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import venv
from pathlib import Path

from mueang.demo.sign_ins import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = (
    "/",
    "/yala/",
    "/yala/learn/",
    f"/yala/learn/?words={urllib.parse.quote('ผ้า')}",
    "/yala/places/",
    "/yala/heritage/",
    "/verify/",
    "/en/yala/learn/",
    "/accounts/login/",
)
ROOMS = "catalog enrollment people credentials places heritage partners notices audit"
STAFF = ("/desk/yala/", *(f"/desk/yala/{room}/" for room in ROOMS.split()), "/keeper/")


def main() -> None:
    print(f"{'base install':<38} {install_megabytes():8.0f} MB    (target 400)")
    with tempfile.TemporaryDirectory(prefix="mueang-bench-") as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "MUEANG_DATA_DIR": folder}
        # As installed: what was compiled once is kept.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        print(f"{'mueang --help':<38} {median_seconds(['--help'], environment):8.2f} s     (target 0.5)")
        seconds, cpu = timed(["manage", "migrate", "-v", "0"], environment)
        print(
            f"{'all migrations, SQLite, from nothing':<38} {seconds:8.2f} s     {cpu:.2f} cpu s (target 5; pretix 288)"
        )
        seconds, cpu = timed(["demo", "--people", "2000"], environment)
        print(f"{'demo of 2,000 people':<38} {seconds:8.2f} s     {cpu:.2f} cpu s")
        measure_server(environment)


def install_megabytes() -> float:
    """A bare environment with the base requirements alone, as du counts it."""
    with tempfile.TemporaryDirectory(prefix="mueang-install-") as folder:
        venv.create(folder, with_pip=False)
        uv = Path(sys.executable).with_name("uv")
        command = [uv, "pip", "install", "-q", "--python", f"{folder}/bin/python", "--link-mode", "copy"]
        subprocess.run([*command, "--require-hashes", "-r", ROOT / "requirements" / "core.txt"], check=True)
        files = [path.lstat().st_size for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink()]
        own = [path.stat().st_size for path in (ROOT / "src").rglob("*") if path.is_file() and path.suffix != ".pyc"]
        return (sum(files) + sum(own)) / 1e6


def mueang(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "mueang.config.cli", *arguments]


def timed(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(mueang(arguments), env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def median_seconds(arguments: list[str], environment: dict[str, str]) -> float:
    return statistics.median(timed(arguments, environment)[0] for _each in range(5))


def measure_server(environment: dict[str, str]) -> None:
    """Start twice: the first start gathers static files, the second is what a restart costs."""
    for name in ("first start to first page", "second start to first page"):
        port = free_port()
        began = time.perf_counter()
        server = subprocess.Popen(
            mueang(["run", "--port", str(port)]), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/yala/")
            print(f"{name:<38} {time.perf_counter() - began:8.2f} s     (target 5)")
            if name.startswith("second"):
                walk(f"http://127.0.0.1:{port}")
                megabytes = web_megabytes(server.pid)
                print(f"{'web worker resident after the walk':<38} {megabytes:8.1f} MB    (target 90; pretix 274)")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def walk(address: str, n_rounds: int = 5) -> None:
    """Every kind of page, often enough that each thread has drawn each: a citizen's, then the manager's, signed in.

    Words are searched for too, so that the search engine is open.
    """
    open_page = urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open
    listed = fetch(f"{address}/yala/learn/").decode()
    offering = re.search(r'href="(/yala/learn/[a-z0-9-]+/)"', listed)[1]
    for _round in range(n_rounds):
        for path in (*PUBLIC, offering, f"{offering}calendar.ics"):
            fetch(address + path)
    form = open_page(f"{address}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    typed = {"csrfmiddlewaretoken": token, "login": "manager", "password": PASSWORD}
    open_page(f"{address}/accounts/login/", urllib.parse.urlencode(typed).encode()).read()
    for _round in range(n_rounds):
        for path in STAFF:
            answer = open_page(address + path)
            assert answer.url == address + path, answer.url
            answer.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.perf_counter() + seconds
    while True:
        try:
            fetch(url)
        except OSError:
            if time.perf_counter() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 -- our own server on the loopback
        content: bytes = answer.read()
    return content


def web_megabytes(pid: int) -> float:
    """Resident memory of the largest web process below `pid`: the worker that answers."""
    sizes = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            status = (folder / "status").read_text()
        except OSError:
            continue
        if "mueang.config.serving" in command and is_below(int(folder.name), pid):
            sizes.append(int(status.split("VmRSS:")[1].split()[0]) * 1024 / 1e6)
    return max(sizes, default=0)


def is_below(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    return False


if __name__ == "__main__":
    main()
