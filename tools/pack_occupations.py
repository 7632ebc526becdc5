"""Bring the occupations in src/mueang/facts/data in step with O*NET and ESCO.

usage: python tools/pack_occupations.py ONET_FOLDER ESCO_FOLDER

The choice of occupations, their Thai names, their ESCO counterparts and the interests they belong to are ours and stand
in the file itself; titles, interest scores, ISCO-08 groups and addresses are read anew from the published tables. The
same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "mueang" / "facts" / "data" / "occupations.csv"
TYPES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
OURS = ("onet_code", "name_th", "interests", "esco_label")
COLUMNS = (*OURS, "onet_title", "isco08", "esco_uri", *TYPES)


def table(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter=delimiter)


def pack(onet: Path, esco: Path, chosen: list[dict[str, str]]) -> str:
    """The whole file; KeyError names an occupation that the tables no longer hold."""
    titles = {row["O*NET-SOC Code"]: row["Title"] for row in table(onet / "Occupation_Data.txt.gz", "\t")}
    scores = {
        (row["O*NET-SOC Code"], row["Element Name"].lower()): row["Data Value"]
        for row in table(onet / "Interests.txt.gz", "\t")
        if row["Scale ID"] == "OI"
    }
    concepts = {row["preferredLabel"]: row for row in table(esco / "occupations_en.csv.gz")}
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for ours in sorted(chosen, key=lambda row: (row["onet_code"], row["name_th"])):
        code, concept = ours["onet_code"], concepts[ours["esco_label"]]
        writer.writerow(
            {name: ours[name] for name in OURS}
            | {"onet_title": titles[code], "isco08": concept["iscoGroup"], "esco_uri": concept["conceptUri"]}
            | {kind: scores[code, kind] for kind in TYPES}
        )
    return written.getvalue()


def main() -> None:
    with TARGET.open(encoding="utf-8", newline="") as handle:
        chosen = list(csv.DictReader(handle))
    TARGET.write_text(pack(Path(sys.argv[1]), Path(sys.argv[2]), chosen), encoding="utf-8", newline="")
    print(f"{len(chosen)} occupations packed")


if __name__ == "__main__":
    main()
