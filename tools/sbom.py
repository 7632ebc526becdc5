"""Write the bill of materials of the base install (CycloneDX 1.6) from the lock file and what is installed.

usage: python tools/sbom.py [where]

Each part with its version, the hashes the lock file accepts, its licence as it states it, and its package address
(purl). The same lock file gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

HOUSE = Path(__file__).resolve().parent.parent
LOCK = HOUSE / "requirements" / "core.txt"
_PART = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked_parts(text: str) -> list[tuple[str, str, list[str]]]:
    """Name, version and accepted hashes of every part of a lock file."""
    found = list(_PART.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [
        (one[1].lower(), one[2], _HASH.findall(text[one.end() : end])) for one, end in zip(found, ends, strict=True)
    ]


def licence_of(name: str) -> str:
    """The licence a part states: its expression, its text where that is short, or what it is classified as."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [one.rpartition("::")[2].strip() for one in said.get_all("Classifier", []) if "License ::" in one]
    stated = said.get("License-Expression") or said.get("License") or ""
    return stated if 0 < len(stated) <= 60 else "; ".join(classified) or "see its files"


def bill(text: str, *, version: str) -> dict[str, Any]:
    """The whole document for one lock file."""
    parts = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{number}",
            "name": name,
            "version": number,
            "purl": f"pkg:pypi/{name}@{number}",
            "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
            "licenses": [{"license": {"name": licence_of(name)}}] if licence_of(name) else [],
        }
        for name, number, hashes in locked_parts(text)
    ]
    us = {"type": "application", "bom-ref": "mueang", "name": "mueang", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, text)}",
        "version": 1,
        "metadata": {"component": us},
        "components": parts,
        "dependencies": [{"ref": "mueang", "dependsOn": [str(one["bom-ref"]) for one in parts]}],
    }


def main() -> None:
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else HOUSE / "sbom.cdx.json"
    version = re.search(r'^version = "(.+)"', (HOUSE / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    document = bill(LOCK.read_text(encoding="utf-8"), version=version[1] if version else "")
    where.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    without = [one["name"] for one in document["components"] if not one["licenses"]]
    print(
        f"{len(document['components'])} parts in {where}; not installed here, so without licence: {without or 'none'}"
    )


if __name__ == "__main__":
    main()
