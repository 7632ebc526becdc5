"""Anybody's network or table of costs as points, sites and weights, and what is answered about them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mueang.lib.typed_table import BadTable, read_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mueang.methods.siting import Siting

POINT = ("point", "origin", "from", "demand_id", "neighbourhood", "ชุมชน")
SITE = ("site", "destination", "to", "place", "facility", "แหล่งเรียนรู้")
COST = ("cost", "minutes", "distance", "metres", "meters", "km", "time", "duration", "นาที", "ระยะทาง")
LARGE = 10_000_000
WEIGHT = ("weight", "people", "population", "demand", "pop", "ประชากร")

__all__ = ["BadTable", "Given", "Solved", "as_json", "as_text", "read_given", "solve"]


@dataclass(frozen=True, slots=True)
class Given:
    """Names of points and sites, weighted points, and the cost of each pair (inf where there is no way)."""

    points: list[str]
    sites: list[str]
    cost: NDArray[Any]
    weight: NDArray[Any]
    n_open: int | None


@dataclass(frozen=True, slots=True)
class Solved:
    """An answer, the model it answers, and what it took."""

    model: str
    siting: Siting
    seconds: float
    cpu_seconds: float


def read_given(*, graph: Path | None, cost: Path | None) -> Given:
    """What the command was given; raises BadTable, SitingRefused or OSError where it cannot be used."""
    if graph is not None:
        return _from_graph(graph)
    assert cost is not None  # noqa: S101 -- the command takes exactly one of the two
    return _from_columns(cost, _columns_of(cost))


def _from_graph(path: Path) -> Given:
    import numpy as np  # only this command needs it

    from mueang.methods.siting import graph_from, ways_through

    graph = graph_from(path.read_text(encoding="utf-8"))
    names = [str(number) for number in range(1, graph.n_nodes + 1)]
    return Given(names, names, ways_through(graph), np.ones(graph.n_nodes), graph.n_open or None)


def _columns_of(path: Path) -> dict[str, Any]:
    if path.suffix != ".parquet":
        table = read_table(path)
        return {name: table.words[name] if _is_name(name) else values for name, values in table.columns.items()}
    try:
        from pyarrow import ArrowInvalid, parquet  # 120 MB: only who keeps such files has it
    except ImportError:
        raise BadTable(path, "reading .parquet takes `pip install pyarrow`; .csv and .csv.gz need nothing") from None
    try:
        read = parquet.read_table(path, memory_map=True, pre_buffer=False)
    except ArrowInvalid as broken:
        raise BadTable(path, str(broken)) from broken
    return {name: read.column(name).to_numpy() for name in read.column_names}


def _is_name(column: str) -> bool:
    return column.strip().lower() in POINT + SITE


def _named(columns: dict[str, Any], words: tuple[str, ...]) -> str | None:
    plain = {name.strip().lower(): name for name in columns}
    return next((plain[word] for word in words if word in plain), None)


def _from_columns(path: Path, columns: dict[str, Any]) -> Given:
    """One row a pair (point, site, cost), or one row a point and one column a site."""
    import numpy as np  # only this command needs it

    point, site, cost, weight = (_named(columns, words) for words in (POINT, SITE, COST, WEIGHT))
    numbers = {name: np.asarray(columns[name]) for name in columns if name not in (point, site)}
    wordy = [name for name, values in numbers.items() if values.dtype.kind not in "fiu"]
    if point is not None and site is not None and cost is not None:
        wordy = [name for name in wordy if name in (cost, weight)]
    if wordy:
        raise BadTable(path, f"the column {wordy[0]} does not hold numbers")
    if point is not None and site is not None and cost is not None:
        return _from_pairs(path, columns[point], columns[site], numbers[cost], numbers.get(weight or ""))
    if site is not None:
        raise BadTable(path, "a table of pairs has the columns point, site and cost")
    sites = [name for name in numbers if name != weight]
    if not sites:
        raise BadTable(path, "there is no column of costs")
    n_points = len(numbers[sites[0]])
    table = np.empty((n_points, len(sites)), dtype=_precision(n_points * len(sites)))
    for number, name in enumerate(sites):
        table[:, number] = numbers[name]
    names = [str(name) for name in columns[point]] if point else [str(row) for row in range(1, len(table) + 1)]
    return Given(names, sites, table, np.ones(len(table)) if weight is None else numbers[weight], None)


def _from_pairs(path: Path, point: Any, site: Any, cost: NDArray[Any], weight: NDArray[Any] | None) -> Given:
    import numpy as np  # only this command needs it

    points, row = _numbered(point)
    sites, column = _numbered(site)
    if len(points) * len(sites) > 400_000_000:
        raise BadTable(path, f"{len(points):,} points and {len(sites):,} sites are more than fit in memory")
    # Infinity stands for pairs that are not listed; a listed cost that is not a number stays one, and is refused.
    table = np.full((len(points), len(sites)), np.inf, dtype=_precision(len(cost)))
    table[row, column] = cost
    people = np.ones(len(points))
    if weight is not None:
        people[row] = weight
        differs = np.flatnonzero(people[row] != weight)
        if len(differs) and not np.isnan(weight[differs]).any():
            raise BadTable(path, f"point {points[row[differs[0]]]} has two different weights")
    return Given(points, sites, table, people, None)


def _numbered(names: Any) -> tuple[list[str], NDArray[Any]]:
    """Each name once, in order, and for each row the number of its name."""
    import numpy as np  # only this command needs it

    given = np.asarray(names)
    once, number = np.unique(given if given.dtype.kind in "iu" else given.astype(str), return_inverse=True)
    return [str(name) for name in once.tolist()], number


def _precision(n_costs: int) -> type[Any]:
    """Half the memory where a table is large; six figures of a cost are enough."""
    import numpy as np  # only this command needs it

    return np.float32 if n_costs > LARGE else np.float64


def solve(
    given: Given, *, model: str, n_open: int | None, within: float | None, unserved: float | None, seconds: float
) -> Solved:
    """The answer to the model that was asked for; raises SitingRefused where there is none."""
    from mueang.methods.siting import SitingRefused, max_coverage, p_center, p_median

    wanted = given.n_open if n_open is None else n_open
    if wanted is None:
        raise SitingRefused("say with --open how many sites shall open")
    began, spent = time.monotonic(), time.process_time()
    if model == "max-coverage":
        if within is None:
            raise SitingRefused("say with --within what is within reach, in the unit of cost")
        siting = max_coverage(cost=given.cost, weight=given.weight, n_open=wanted, within=within, seconds=seconds)
    elif model == "p-center":
        siting = p_center(cost=given.cost, weight=given.weight, n_open=wanted, seconds=seconds)
    else:
        siting = p_median(cost=given.cost, weight=given.weight, n_open=wanted, unserved_cost=unserved, seconds=seconds)
    return Solved(model, siting, time.monotonic() - began, time.process_time() - spent)


def as_json(given: Given, solved: Solved) -> str:
    siting = solved.siting
    names = [given.sites[site] for site in siting.open_sites]
    return json.dumps(
        {
            "model": solved.model,
            "n_points": len(given.points),
            "n_sites": len(given.sites),
            "n_open": len(names),
            "open_sites": names,
            "total": siting.total,
            "bound": siting.bound,
            "gap": siting.gap,
            "proved_optimal": siting.is_proved,
            "statement": siting.statement,
            "seconds": round(solved.seconds, 3),
            "cpu_seconds": round(solved.cpu_seconds, 3),
            "assigned": [None if site < 0 else given.sites[site] for site in siting.assigned],
        },
        ensure_ascii=False,
    )


def as_text(given: Given, solved: Solved) -> str:
    siting = solved.siting
    nowhere = int((siting.assigned < 0).sum())
    lines = [
        f"{solved.model}: {len(given.points):,} points, {len(given.sites):,} sites, {len(siting.open_sites)} to open",
        f"open   {' '.join(given.sites[site] for site in siting.open_sites)}",
        f"total  {siting.total:,.10g}",
        f"bound  {siting.bound:,.10g}",
        f"{siting.statement}, in {solved.cpu_seconds:.2f} processor seconds",
    ]
    return "\n".join([*lines, *([f"{nowhere} points go nowhere"] if nowhere else [])])
