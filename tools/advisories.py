"""Ask OSV which parts of the lock files have known holes; exit 0 clean, 1 holes, 2 nobody can be asked.

usage: python tools/advisories.py [address]

A clean answer is believed only from a source that knows of the holes of an old Django too: asked in the same request.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from sbom import HOUSE, locked_parts
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

ADDRESS = "https://api.osv.dev/v1/querybatch"
CANARY = ("django", "2.0.0")
FILES = ("core.txt", "dev.txt")


def ask(parts: list[tuple[str, str]], *, address: str) -> list[list[str]]:
    """The names of the holes of each part, in order. Raises OSError and ValueError where there is no whole answer."""
    wanted = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in parts]
    try:
        answer = PoolManager(timeout=Timeout(connect=10, read=60), retries=False).request(
            "POST", address, json={"queries": wanted}
        )
    except HTTPError as fault:
        raise OSError(type(fault).__name__) from fault
    if answer.status != 200:
        raise OSError(f"status {answer.status}")
    results: list[dict[str, Any]] = json.loads(answer.data)["results"]
    if len(results) != len(parts):
        raise ValueError("another number of answers than questions")
    return [[hole["id"] for hole in one.get("vulns", [])] for one in results]


def main() -> int:
    address = sys.argv[1] if len(sys.argv) > 1 else ADDRESS
    texts = [(HOUSE / "requirements" / name).read_text(encoding="utf-8") for name in FILES]
    parts = sorted({(name, version) for text in texts for name, version, _hashes in locked_parts(text)})
    try:
        canary, *found = ask([CANARY, *parts], address=address)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        print(f"NOT AUDITED: {address} gave no answer ({fault}). This says nothing about the {len(parts)} parts.")
        return 2
    if not canary:
        print(f"NOT AUDITED: {address} knows of no hole in {' '.join(CANARY)}, so its silence says nothing.")
        return 2
    for (name, version), holes in zip(parts, found, strict=True):
        if holes:
            print(f"{name} {version}: {', '.join(holes)}")
    n_hit = sum(map(bool, found))
    print(f"audited {len(parts)} parts against {address}: {n_hit} with known holes")
    return 1 if n_hit else 0


if __name__ == "__main__":
    sys.exit(main())
