"""Canonical N-Quads of the shapes we issue, written straight from their members.

A JSON-LD processor takes milliseconds to find out what a document of ours means; `issued_shapes` has it written down.
A document that departs from its table by a single member, type or context is not ours, and the answer is None: then
`jsonld` decides. `tests/standards/test_known_shapes.py` holds the two to the same bytes.
"""

from __future__ import annotations

import hashlib
import marshal
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from mueang.standards import rdf_dataset
from mueang.standards.issued_shapes import (
    AWARD_CONTEXTS,
    BOOLEAN,
    LINK,
    LIST_CONTEXTS,
    NODE,
    NODES,
    NUMBER,
    RDF_TYPE,
    SECURITY,
    SHAPES,
    STATED,
    TEXT,
    XSD,
    Shape,
)
from mueang.standards.strict_json import EXACT_INTEGER

MAX_NODES: Final = 32  # in one array
MAX_NAMES: Final = 1_000  # letters of key name and date, of which the last few are kept
MAX_REMEMBERED: Final = 16_384  # bytes of an issuer or achievement that is kept for the next award


# Only schemes that no context could take for a prefix, and only the characters of RFC 3986.
_IRI: Final = r"(?:https?://|urn:uuid:|did:[a-z0-9]+:|data:)[!#-;=?-\[\]_a-z~]+"
_IRIS: Final = re.compile(f"{_IRI}(?: {_IRI})*")
# Holds a NUL, which neither a literal nor an address can hold unescaped.
_ONLY: Final = "_:c14n0"
_BLANK: Final = re.compile(b"_:\0[0-9]+\0")


_Part = tuple[str, tuple[bytes, ...], tuple[str, ...]]  # name, statements by object, names of the objects


class _NotOurs(Exception):
    """The document is not of the shape: the way out of the recursion, to the generic path."""


_PROOF_MEMBERS: Final = {
    "@context", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose",
}  # fmt: skip


def canonical_quads(document: Mapping[str, Any]) -> bytes | None:
    """The canonical N-Quads of a document of our own shape; None for any other.

    Parameters
    ----------
    document : a credential without its proof, of any origin

    Returns
    -------
    bytes, the UTF-8 of what `jsonld.canonical_quads` gives, or None.

    Source
    ------
    RDFC-1.0 section 4.4, for graphs whose blank nodes differ in their first-degree hashes.
    """
    for contexts, shape in SHAPES:
        if document.get("type") == shape.type and document.get("@context") == contexts:
            try:
                return _canonical(document, shape)
            except (_NotOurs, TypeError, UnicodeEncodeError):  # TypeError: an id that is no text
                return None
    return None


def proof_quads(options: Mapping[str, Any]) -> bytes | None:
    """The canonical N-Quads of the proof options we sign with; None for any other.

    Parameters
    ----------
    options : a proof without `proofValue`, with the `@context` of its document

    Returns
    -------
    bytes or None, as `canonical_quads`.

    Source
    ------
    W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, section 3.2.5.
    """
    created, method = options.get("created"), options.get("verificationMethod")
    ours = (
        options.keys() == _PROOF_MEMBERS
        and options["@context"] in (AWARD_CONTEXTS, LIST_CONTEXTS)
        and options["type"] == "DataIntegrityProof"
        and options["proofPurpose"] == "assertionMethod"
        and options["cryptosuite"] == "eddsa-rdfc-2022"
        and isinstance(created, str)
        and isinstance(method, str)
        and len(created) + len(method) < MAX_NAMES
    )
    return _proof_quads(created, method) if ours else None


@lru_cache(maxsize=64)  # a cohort is signed with one key in one second
def _proof_quads(created: str, method: str) -> bytes | None:
    if not created.isascii() or not _IRIS.fullmatch(method) or " " in method:
        return None
    instant = rdf_dataset.literal(created, datatype=f"{XSD}dateTime")
    return (
        f"_:c14n0 <http://purl.org/dc/terms/created> {instant} .\n"
        f"_:c14n0 {RDF_TYPE} <{SECURITY}DataIntegrityProof> .\n"
        f'_:c14n0 <{SECURITY}cryptosuite> "eddsa-rdfc-2022"^^<{SECURITY}cryptosuiteString> .\n'
        f"_:c14n0 <{SECURITY}proofPurpose> <{SECURITY}assertionMethod> .\n"
        f"_:c14n0 <{SECURITY}verificationMethod> <{method}> .\n"
    ).encode()


def _canonical(document: Mapping[str, Any], shape: Shape) -> bytes:
    # JSON and N-Quads escape alike but for control characters, and JSON's escaping runs in C.
    writer = _Writer(encode_basestring, _ONLY)
    writer.node(document, shape)
    writer.require_iris()
    # What is said of one object is sorted already, so sorting the objects sorts the lines: UTF-8 sorts as code points.
    data = b"".join(sorted(writer.blocks))
    if writer.blanks > 1 or b"\x7f" in data or (b"\\" in data and b"\\u" in data):
        writer = _Writer(rdf_dataset.literal, "_:\0%d\0")
        writer.node(document, shape)
        return _named(b"".join(writer.blocks), writer.blanks)
    return data


class _Writer:
    def __init__(self, quote: Callable[[str], str], blank: str) -> None:
        self.quote = quote
        self.blank = blank
        self.blocks: list[bytes] = []
        self.blanks = 0
        self.ids: list[str] = []
        self.iris: list[str] = []

    def require_iris(self) -> None:
        """Refuse a name that is no absolute address, or two objects of one name: RDF would merge them."""
        if not _IRIS.fullmatch(" ".join(self.iris)) or len(set(self.ids)) < len(self.ids):
            raise _NotOurs

    def node(self, value: Any, shape: Shape) -> str:
        """Write what `value` says, and return the name it goes by."""
        if type(value) is not dict or value.get("type") != shape.type:
            raise _NotOurs
        subject, parts, quote, get = self._subject(value), [""], self.quote, value.get
        unread = len(value) - shape.silent - ("id" in value)
        for key, kind, predicate, tail, inner in shape.members:
            item = get(key)
            if item is None:  # a null counts as unread, and so is not ours
                if kind == STATED:
                    parts.append(predicate)
                continue
            unread -= 1
            if kind == TEXT and type(item) is str:
                parts.append(f"{predicate}{quote(item)}{tail}")
            elif kind == NODES:
                parts += self._many(item, predicate, inner)
            else:
                parts.append(f"{predicate}{self._object(item, kind, inner)}{tail}")
        if unread or (shape.required and not shape.required <= value.keys()):
            raise _NotOurs
        self.blocks.append(subject.join(parts).encode())
        return subject

    def _recurring(self, value: Any, shape: Shape) -> str:
        """Write what `value` says, remembered from the last time it was said."""
        known = _remembered(value, shape) if self.blank == _ONLY else None
        if known is None:
            return self.node(value, shape)
        name, blocks, ids = known
        self.ids += ids
        self.blocks += blocks
        return name

    def _subject(self, value: Mapping[str, Any]) -> str:
        if "id" not in value:
            self.blanks += 1
            return self.blank.replace("%d", str(self.blanks))
        name = value["id"]
        self.ids.append(name)
        self.iris.append(name)
        return f"<{name}>"

    def _many(self, items: Any, predicate: str, inner: Any) -> list[str]:
        if type(items) is not list or len(items) > MAX_NODES:
            raise _NotOurs
        write = self._recurring if inner.recurs else self.node
        return sorted([f"{predicate}{write(item, inner)} .\n" for item in items])

    def _object(self, item: Any, kind: int, inner: Any) -> str:
        if kind == NODE:
            return self._recurring(item, inner) if inner.recurs else self.node(item, inner)
        if kind == LINK:
            self.iris.append(item)
            return f"<{item}>"
        if kind == BOOLEAN and type(item) is bool:
            return '"true"' if item else '"false"'
        if kind == NUMBER:
            return f'"{_digits(item)}"'
        raise _NotOurs


def _remembered(value: Any, shape: Shape) -> _Part | None:
    try:
        # Equal bytes are equal values to the last type, and are had in a tenth of the time that writing takes.
        data = marshal.dumps(value, 2)
    except ValueError:
        raise _NotOurs from None
    return _blocks(data, shape) if len(data) < MAX_REMEMBERED else None


@lru_cache(maxsize=256)
def _blocks(data: bytes, shape: Shape) -> _Part | None:
    writer = _Writer(encode_basestring, _ONLY)
    name = writer.node(marshal.loads(data), shape)  # noqa: S302 - made by _remembered just above
    writer.require_iris()
    return None if writer.blanks else (name, tuple(writer.blocks), tuple(writer.ids))


def _digits(number: Any) -> str:
    if type(number) is int and abs(number) <= EXACT_INTEGER:
        return str(number)
    if type(number) is float and math.isfinite(number) and number != int(number):
        mantissa, exponent = f"{number:.15E}".split("E")
        whole, fraction = mantissa.split(".")
        return f"{whole}.{fraction.rstrip('0') or '0'}E{int(exponent)}"
    raise _NotOurs


def _named(data: bytes, blanks: int) -> bytes:
    """The statements sorted, with canonical names for the blank nodes in them."""
    lines = [line + b"\n" for line in data.split(b"\n") if b"\0" in line]
    marks = [b"_:\0%d\0" % number for number in range(1, blanks + 1)]
    ranked = sorted((_first_degree(mark, lines), mark) for mark in marks)
    if len({digest for digest, _ in ranked}) < blanks:
        raise _NotOurs
    names = {mark: b"_:c14n%d" % rank for rank, (_, mark) in enumerate(ranked)}
    named = _BLANK.sub(lambda found: names[found[0]], data).split(b"\n")
    return b"\n".join(sorted(named))[1:] + b"\n"


def _first_degree(blank: bytes, lines: list[bytes]) -> str:
    own = sorted(_BLANK.sub(b"_:z", line.replace(blank, b"_:a")) for line in lines if blank in line)
    return hashlib.sha256(b"".join(own)).hexdigest()
