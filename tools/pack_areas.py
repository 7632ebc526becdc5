"""Pack Thailand's provinces, districts and sub-districts, with boundaries and centres, into src/mueang/facts/data.

usage: python tools/pack_areas.py FOLDER

FOLDER holds `polygons/th_adm{1,2,3}.geojson.gz` (OCHA COD-AB through mapthai) and `places/geonames_th.csv.gz`.
Codes, names and postcodes come from the installed package `geothai`, the register of the Department of Provincial
Administration. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import geothai

from mueang.lib.geometry import centroid, contains

TARGET = Path(__file__).resolve().parent.parent / "src" / "mueang" / "facts" / "data"
CODE_KEYS = {1: "ADM1_PCODE", 2: "ADM2_PCODE", 3: "adm3_pcode"}
DECIMALS = 5  # about one metre
Geometry = dict[str, Any]
Point = tuple[float, float]


def rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], int | float):
        return [round(value, DECIMALS) for value in coordinates[:2]]
    return [rounded(part) for part in coordinates]


def tidy(geometry: Geometry) -> Geometry:
    """Five decimals; a MultiPolygon of one part is a Polygon."""
    kind, coordinates = geometry["type"], rounded(geometry["coordinates"])
    if kind == "MultiPolygon" and len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": kind, "coordinates": coordinates}


def read_boundaries(folder: Path) -> dict[str, Geometry]:
    boundaries = {}
    for level, key in CODE_KEYS.items():
        with gzip.open(folder / "polygons" / f"th_adm{level}.geojson.gz", "rt", encoding="utf-8") as handle:
            for feature in json.load(handle)["features"]:
                boundaries[feature["properties"][key].removeprefix("TH")] = tidy(feature["geometry"])
    return boundaries


def read_towns(folder: Path) -> list[tuple[int, Point]]:
    """Populated places, the most populous first."""
    with gzip.open(folder / "places" / "geonames_th.csv.gz", "rt", encoding="utf-8") as handle:
        towns = [
            (int(row["population"] or 0), (float(row["latitude"]), float(row["longitude"])))
            for row in csv.DictReader(handle)
        ]
    return sorted(towns, key=lambda town: -town[0])


def point_of(code: str, boundaries: dict[str, Geometry], towns: list[tuple[int, Point]]) -> Point:
    """Of a province or district its most populous town; else the centre; else the point of the area around it."""
    if code not in boundaries:
        return point_of(code[:-2], boundaries, towns)
    inside = (town for _people, town in towns if contains(boundaries[code], *town))
    town = next(inside, None) if len(code) < 6 else None
    latitude, longitude = town or centroid(boundaries[code])
    return round(latitude, DECIMALS), round(longitude, DECIMALS)


def csv_text(header: list[str], rows: list[list[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write_gz(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main(folder: Path) -> None:
    boundaries, towns = read_boundaries(folder), read_towns(folder)
    provinces = geothai.provinces()
    districts = [district for province in provinces for district in geothai.districts(province.code)]
    areas = [*((area.code, area.name_th, area.name_en) for area in provinces)]
    areas += [(area.code, area.name_th, area.name_en) for area in districts]
    upper: list[list[Any]] = [[*area, *point_of(area[0], boundaries, towns)] for area in areas]
    lower = [
        [area.code, area.name_th, area.name_en, *point_of(area.code, boundaries, []), " ".join(area.postal_codes)]
        for district in districts
        for area in geothai.subdistricts(district.code)
    ]
    header = ["code", "name_th", "name_en", "latitude", "longitude"]
    (TARGET / "areas.csv").write_text(csv_text(header, upper), encoding="utf-8")
    write_gz(TARGET / "subdistricts.csv.gz", csv_text([*header, "postcodes"], lower))
    for province in provinces:
        own = {code: geometry for code, geometry in sorted(boundaries.items()) if code.startswith(province.code)}
        write_gz(TARGET / "boundaries" / f"{province.code}.json.gz", json.dumps(own, separators=(",", ":")))
    print(f"geothai {geothai.DATA_VERSION}: {len(upper)} + {len(lower)} areas, {len(boundaries)} boundaries")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
