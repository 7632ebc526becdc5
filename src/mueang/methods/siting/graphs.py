"""Networks as text, and the ways through them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.siting.errors import SitingRefused


@dataclass(frozen=True, slots=True)
class Graph:
    """A network: its nodes, its edges (from, to; nodes from 0) with lengths, and how many sites it asks for."""

    n_nodes: int
    edges: NDArray[np.intp]
    lengths: NDArray[np.float64]
    n_open: int


def graph_from(text: str) -> Graph:
    """A network as OR-Library writes it: "nodes edges sites", then "from to length" for each edge, nodes from 1.

    An edge that is listed again replaces the earlier one.

    Raises
    ------
    SitingRefused
        If it is no such text; says what is wrong.

    Source
    ------
    Beasley (1990), Journal of the Operational Research Society 41(11).

    Examples
    --------
    >>> graph_from("3 3 1  1 2 5  2 3 4  1 2 7").lengths.tolist()
    [7.0, 4.0]
    """
    try:
        numbers = np.array(text.split(), dtype=np.float64)
    except ValueError:
        raise SitingRefused("a network holds numbers only: nodes, edges, sites, then from, to, length") from None
    if len(numbers) < 3 or len(numbers) != 3 + 3 * numbers[1]:
        raise SitingRefused("the network does not hold as many edges as its first line says")
    n_nodes, n_open = int(numbers[0]), int(numbers[2])
    rows = numbers[3:].reshape(-1, 3)
    ends, lengths = rows[:, :2].astype(np.intp) - 1, rows[:, 2]
    if n_nodes < 1 or bool((ends < 0).any()) or bool((ends >= n_nodes).any()):
        raise SitingRefused(f"an edge names a node that is not among 1 to {n_nodes}")
    if not bool((lengths >= 0).all()) or not bool(np.isfinite(lengths).all()):
        raise SitingRefused("an edge has a length that is negative or not a number")
    ends = np.sort(ends, axis=1)
    last = {(int(start), int(end)): number for number, (start, end) in enumerate(ends)}
    kept = np.fromiter(last.values(), dtype=np.intp, count=len(last))
    return Graph(n_nodes, ends[kept], lengths[kept], n_open)


def ways_through(graph: Graph) -> NDArray[np.float64]:
    """The shortest way between any two nodes; shape (n_nodes, n_nodes); inf where there is none.

    Source
    ------
    Floyd (1962), Communications of the ACM 5(6), algorithm 97.

    Examples
    --------
    >>> ways_through(graph_from("3 1 1  1 2 5")).tolist()
    [[0.0, 5.0, inf], [5.0, 0.0, inf], [inf, inf, 0.0]]
    """
    ways = np.full((graph.n_nodes, graph.n_nodes), np.inf)
    ways[graph.edges[:, 0], graph.edges[:, 1]] = ways[graph.edges[:, 1], graph.edges[:, 0]] = graph.lengths
    np.fill_diagonal(ways, 0.0)
    for through in range(graph.n_nodes):
        np.minimum(ways, ways[:, through, None] + ways[through], out=ways)
    return ways
