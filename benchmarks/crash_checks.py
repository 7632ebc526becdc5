"""The house under check scripts that nobody here wrote: kill -9 of everything, forced writes counted, a full disk.

Usage: python -m benchmarks.crash_checks FOLDER [--only sqlite|postgresql] [--scripts S,...] [--kinds K,...]

FOLDER holds crash-kill9.sh, fsync-per-write.sh and disk-full.sh; they are run as they are, and told in the environment
what starts the house, what writes once through a page, what lists and what judges. Root only, for the full disk.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.burst import installation
from benchmarks.crash import inside
from benchmarks.crash_services import stopped
from benchmarks.last_seats import ROOT, django

KINDS = ("hours", "note", "cohort", "roster")
SCRIPTS = ("crash-kill9", "fsync-per-write", "disk-full")
DISK = "160m"
PYTHON = f"{shlex.quote(sys.executable)} -W ignore -m"
# The full disk is handed over by its script: the house is brought there before it starts.
WHERE = 'MUEANG_DATA_DIR="${DATA_DIR:-$MUEANG_DATA_DIR}"'
MOVE_IN = '[ -z "$DATA_DIR" ] || cp -a "$MUEANG_DATA_DIR/." "$DATA_DIR"'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--scripts", default=",".join(SCRIPTS))
    parser.add_argument("--kinds", default=",".join(KINDS))
    asked = parser.parse_args()
    codes = []
    for name in [asked.only] if asked.only else ["sqlite", "postgresql"]:
        with house(name) as (environment, address):
            for script in asked.scripts.split(","):
                # The small disk is that of the house's folder, where PostgreSQL keeps nothing.
                if (script, name) != ("disk-full", "postgresql"):
                    path = asked.folder / f"{script}.sh"
                    codes += [run(path, address, name, kind, environment) for kind in asked.kinds.split(",")]
    sys.exit(1 if any(codes) else 0)


def run(script: Path, address: str, name: str, kind: str, environment: dict[str, str]) -> int:
    """One script with one kind of write: what it says last, and its code."""
    told = {
        "READY": f"{address}/healthz",
        "WRITE": f"{PYTHON} benchmarks.crash_people {environment['DOORS']} {kind}",
        "LIST": f"{WHERE} {PYTHON} benchmarks.crash_house list {kind}",
        "INTEGRITY": f"{WHERE} {PYTHON} benchmarks.crash_house sound",
        "SIZE": DISK,
    }
    command = ["bash", str(script), address]
    ran = subprocess.run(command, env={**environment, **told}, cwd=ROOT, check=False, capture_output=True, text=True)
    said = (ran.stdout + ran.stderr).strip().splitlines() or ["nothing"]
    print(f"{name:<12} {kind:<8} {'FAIL' if ran.returncode else 'ok  '} {said[-1]}", flush=True)
    return ran.returncode


@contextmanager
def house(name: str) -> Iterator[tuple[dict[str, str], str]]:
    """A house that stands still: its environment, with the command that starts all of it, and its address."""
    with ExitStack() as stack:
        environment, postmaster = stack.enter_context(installation(name))
        port = 20_000 + os.getpid() % 20_000
        django(["prepare"], environment)
        inside(environment, "seed")
        doors = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mueang-doors-"))) / "doors.json"
        doors.write_text(inside(environment, "doors", str(port)), encoding="utf-8")
        start = f"{WHERE} {PYTHON} mueang.config.cli run --port {port}"
        if server := stopped(postmaster):
            words = shlex.join(["setpriv", f"--reuid={server.owner}", "--clear-groups", *server.words])
            # It may find the one before it still dying.
            start = f"until {words}; do sleep 0.2; done & until {start}; do sleep 0.2; done"
        more = {"MUEANG_WEB_WORKERS": "2", "START": f"{MOVE_IN}; {start}", "DOORS": str(doors)}
        yield {**environment, **more}, f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    main()
