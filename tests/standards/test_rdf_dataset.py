"""Canonical N-Quads: the same as another implementation's, and never at any price."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from mueang.standards.rdf_dataset import PoisonedGraph, Quad, canonical, literal

BLANKS = st.integers(0, 5).map(lambda number: f"_:b{number}")
IRIS = st.integers(0, 3).map(lambda number: f"<urn:thing:{number}>")
LITERALS = st.sampled_from(['"a"', '"ก"@th', '"1"^^<urn:number>'])
QUADS = st.builds(Quad, BLANKS | IRIS, IRIS, BLANKS | IRIS | LITERALS, st.just("") | IRIS | BLANKS).filter(
    lambda quad: len(set(dict(quad.blanks()).values())) == len(list(quad.blanks()))
)


def canonical_elsewhere(quads: list[Quad]) -> str:
    text = "".join(quad.line() for quad in quads)
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    canonical_text: str = jsonld.normalize(text, options)
    return canonical_text


def clique(size: int) -> list[Quad]:
    return [Quad(f"_:{a}", "<urn:knows>", f"_:{b}") for a in range(size) for b in range(size) if a != b]


@settings(max_examples=200, deadline=None)
@given(st.lists(QUADS, max_size=12))
def test_it_agrees_with_another_implementation(quads: list[Quad]) -> None:
    assert canonical(quads) == canonical_elsewhere(quads)


@pytest.mark.parametrize("quads", [clique(4), clique(5)[1:], clique(5)[3:-2]])
def test_it_agrees_where_every_node_knows_every_other(quads: list[Quad]) -> None:
    assert canonical(quads) == canonical_elsewhere(quads)


@given(st.lists(QUADS, max_size=8), st.permutations(range(6)), st.randoms())
def test_labels_and_order_of_the_input_do_not_matter(quads: list[Quad], labels: list[int], rng: Any) -> None:
    names = {f"_:b{old}": f"_:other{new}" for old, new in enumerate(labels)}
    renamed = [quad.renamed(names) for quad in quads]
    rng.shuffle(renamed)

    assert canonical(renamed) == canonical(quads)


def test_a_loop_on_one_node_is_told_once() -> None:
    assert canonical([Quad("_:x", "<urn:p>", "_:x")]) == "_:c14n0 <urn:p> _:c14n0 .\n"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_literals_escape_exactly_what_canonical_nquads_do(value: str) -> None:
    written = literal(value)

    assert not re.search(r'[\x00-\x1f\x7f]|(?<!\\)(?:\\\\)*"(?!$)', written[1:])
    assert unescaped(written[1:-1]) == value


def test_literals_are_escaped_to_the_letter() -> None:
    # RDF 1.1 N-Quads canonical form: these by name, other controls and DEL by number in capitals, nothing else.
    assert literal('\b\t\n\f\r"\\\x00\x1f\x7f\x80ก😀') == '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001F\\u007F\x80ก😀"'


def unescaped(text: str) -> str:
    names = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
    return re.sub(r'\\(?:u([0-9A-F]{4})|([btnfr"\\]))', lambda m: chr(int(m[1], 16)) if m[1] else names[m[2]], text)


def chain(size: int) -> list[Quad]:
    return [Quad(f"_:{a}", "<urn:next>", f"_:{(a + 1) % size}") for a in range(size)]


def identical_twins(size: int) -> list[Quad]:
    return [Quad("_:parent", "<urn:has>", f"_:{number}") for number in range(size)] + [
        Quad("_:other", "<urn:has>", "_:0x")
    ]


@pytest.mark.parametrize("quads", [clique(8), clique(30), chain(400), chain(3000), identical_twins(12)])
def test_a_poisoned_graph_runs_out_of_budget(quads: list[Quad]) -> None:
    # Twins of one parent are only poison when there is a second group like theirs.
    twins = [Quad(f"{quad.subject}twin", quad.predicate, f"{quad.object}twin") for quad in quads]

    with pytest.raises(PoisonedGraph):
        canonical([*quads, *twins])


def test_many_blank_nodes_that_differ_cost_nothing() -> None:
    quads = [Quad(f"_:{number}", "<urn:name>", literal(str(number))) for number in range(3000)]

    assert canonical(quads).count("\n") == 3000
