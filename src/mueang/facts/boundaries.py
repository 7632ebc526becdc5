"""Boundaries of Thai areas, one packed file a province: asking for one province never loads the others."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mueang.facts.areas import provinces
from mueang.facts.tables import read_table


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Where the register of areas and the map do not meet, by official code."""

    areas_without_boundary: tuple[str, ...]
    boundaries_without_area: tuple[str, ...]


def boundary(code: str) -> dict[str, Any] | None:
    """The boundary of an area as a GeoJSON geometry.

    Heavily simplified: fit for maps and for "roughly where", not for law.

    Parameters
    ----------
    code : two, four or six digits

    Returns
    -------
    dict or None : Polygon or MultiPolygon, [longitude, latitude] in degrees (WGS 84); a copy of your own.
    None where the map has no such area; `unmatched` lists those.

    Source
    ------
    OCHA COD-AB Thailand (Royal Thai Survey Department, 2019), simplified by mapthai; see README.md.

    Examples
    --------
    >>> boundary("95")["type"]
    'Polygon'
    """
    packed = _province(code[:2]).get(code)
    return None if packed is None else json.loads(packed)


def unmatched() -> Unmatched:
    """Areas without a boundary and boundaries without an area, in the order of their codes.

    The map is of 2019, the register of 2026: sub-districts made or ended in between have no partner.

    Returns
    -------
    Unmatched : two tuples of official codes.

    Source
    ------
    The join of the two packaged sets, computed when asked.

    Examples
    --------
    >>> unmatched().boundaries_without_area
    ('104701', '105001', '530306')
    """
    areas = {row["code"] for name in ("areas.csv", "subdistricts.csv.gz") for row in read_table(name)}
    drawn = {code for province in provinces() for code in _read(province.code)}
    return Unmatched(tuple(sorted(areas - drawn)), tuple(sorted(drawn - areas)))


def _read(province_code: str) -> dict[str, Any]:
    path = files("mueang.facts") / "data" / "boundaries" / f"{province_code}.json.gz"
    if not province_code.isdecimal() or not path.is_file():
        return {}
    geometries: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return geometries


@lru_cache(maxsize=2)
def _province(code: str) -> dict[str, bytes]:
    """Geometries kept as text: a tenth of the memory of lists of numbers, and nobody can change what is kept."""
    return {key: json.dumps(geometry).encode() for key, geometry in _read(code).items()}
