"""Canonical N-Quads of an RDF dataset, with a budget that poisoned graphs run out of."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final, NamedTuple

MAX_WORK: Final = 50_000  # statements compared; a real credential needs none, its blank nodes differ at first sight

_ESCAPES: Final = {code: f"\\u{code:04X}" for code in [*range(0x20), 0x7F]} | {
    ord(char): escaped
    for char, escaped in {
        "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\",
    }.items()
}  # fmt: skip


class PoisonedGraph(ValueError):
    """Telling the blank nodes of this graph apart would take too long."""


class Quad(NamedTuple):
    """One statement, each part as N-Quads writes it; `graph` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    def line(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} {self.graph}{' ' if self.graph else ''}.\n"

    def renamed(self, names: dict[str, str]) -> Quad:
        return Quad(
            names.get(self.subject, self.subject),
            self.predicate,
            names.get(self.object, self.object),
            names.get(self.graph, self.graph),
        )

    def blanks(self) -> Iterator[tuple[str, str]]:
        """The blank nodes in it, each with the letter of its position."""
        for letter, part in (("s", self.subject), ("o", self.object), ("g", self.graph)):
            if part.startswith("_:"):
                yield letter, part


def literal(value: str, *, datatype: str = "", language: str = "") -> str:
    """A literal as canonical N-Quads writes it.

    Source
    ------
    W3C RDF Dataset Canonicalization (RDFC-1.0), section 5 (canonical N-Quads); RDF 1.1 N-Quads section 4.

    Examples
    --------
    >>> print(literal('a "b"', language="en"))
    "a \\"b\\""@en
    """
    tail = f"@{language}" if language else f"^^<{datatype}>" if datatype else ""
    return f'"{value.translate(_ESCAPES)}"{tail}'


def canonical(quads: Iterable[Quad]) -> str:
    """The canonical N-Quads of a dataset: blank nodes named by what is said of them, lines sorted.

    Parameters
    ----------
    quads : statements, in any order, with any blank node labels

    Returns
    -------
    str, one line a statement, each ending in a newline; sorted by code point.

    Raises
    ------
    PoisonedGraph
        If telling blank nodes apart takes comparing more than 50,000 statements.

    Source
    ------
    W3C Recommendation RDF Dataset Canonicalization (RDFC-1.0), section 4.

    Examples
    --------
    >>> print(canonical([Quad("_:x", "<urn:knows>", "_:y"), Quad("_:y", "<urn:name>", literal("Dao"))]), end="")
    _:c14n0 <urn:knows> _:c14n1 .
    _:c14n1 <urn:name> "Dao" .
    """
    distinct = list(dict.fromkeys(quads))
    try:
        names = _Naming(distinct).names()
    except RecursionError as error:
        raise PoisonedGraph("a chain of blank nodes too long to follow") from error
    return "".join(sorted(quad.renamed(names).line() for quad in distinct))


class _Issuer:
    """Gives names in the order asked."""

    def __init__(self, prefix: str, names: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.names = dict(names or {})

    def name(self, blank: str) -> str:
        return self.names.setdefault(blank, f"{self.prefix}{len(self.names)}")

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, self.names)


class _Naming:
    """The state of section 4.4: what is said of each blank node, and the names given so far."""

    def __init__(self, quads: list[Quad]) -> None:
        self.said: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            for blank in dict.fromkeys(part for _, part in quad.blanks()):
                self.said[blank].append(quad)
        self.first = {blank: self._first_degree(blank) for blank in self.said}
        self.issued = _Issuer("_:c14n")
        self.work = 0

    def names(self) -> dict[str, str]:
        alike: dict[str, list[str]] = defaultdict(list)
        for blank, digest in self.first.items():
            alike[digest].append(blank)
        for digest in sorted(alike):
            if len(alike[digest]) == 1:
                self.issued.name(alike[digest][0])
        for digest in sorted(alike):
            self._name_alike([blank for blank in alike[digest] if blank not in self.issued.names])
        return self.issued.names

    def _name_alike(self, blanks: list[str]) -> None:
        results = []
        for blank in blanks:
            issuer = _Issuer("_:b")
            issuer.name(blank)
            results.append(self._n_degree(blank, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for blank in issuer.names:
                self.issued.name(blank)

    def _first_degree(self, blank: str) -> str:
        lines = []
        for quad in self.said[blank]:
            roles = {part: "_:a" if part == blank else "_:z" for _, part in quad.blanks()}
            lines.append(quad.renamed(roles).line())
        return _sha256("".join(sorted(lines)))

    def _related(self, blank: str, issuer: _Issuer) -> dict[str, list[str]]:
        self._spend(len(self.said[blank]))
        related: dict[str, list[str]] = defaultdict(list)
        for quad in self.said[blank]:
            for letter, other in quad.blanks():
                if other != blank:
                    name = self.issued.names.get(other) or issuer.names.get(other) or self.first[other]
                    predicate = "" if letter == "g" else quad.predicate
                    related[_sha256(f"{letter}{predicate}{name}")].append(other)
        return related

    def _n_degree(self, blank: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        text = []
        for digest, others in sorted(self._related(blank, issuer).items()):
            orders = permutations(others)
            best = self._path(next(orders), issuer.copy(), None)
            for order in orders:
                best = self._path(order, issuer.copy(), best)
            text.append(digest + best[0])
            issuer = best[1]
        return _sha256("".join(text)), issuer

    def _path(self, order: tuple[str, ...], issuer: _Issuer, best: tuple[str, _Issuer] | None) -> tuple[str, _Issuer]:
        self._spend(len(order))
        path, deeper = "", []
        for other in order:
            if other not in self.issued.names and other not in issuer.names:
                deeper.append(other)
            path += self.issued.names.get(other) or issuer.name(other)
        for other in deeper:
            digest, after = self._n_degree(other, issuer)
            path += f"{issuer.name(other)}<{digest}>"
            issuer = after
        return best if best is not None and best[0] <= path else (path, issuer)

    def _spend(self, statements: int) -> None:
        self.work += statements
        if self.work > MAX_WORK:
            raise PoisonedGraph(f"more than {MAX_WORK} statements compared")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
