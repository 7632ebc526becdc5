"""JSON-LD in safe mode: what a document says in RDF, or a refusal if any of it would stay unsigned.

A proof of a `-rdfc-` suite signs the RDF that a document means, while people and programs read its JSON. The rules here
keep the two the same: every member is spelled by a term of a pinned context, nothing is dropped on the way, and
nothing about the credential stands in a place where a reader of the JSON would not look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from mueang.standards.bundled_contexts import ContextLoader, UnknownContext, load
from mueang.standards.rdf_dataset import PoisonedGraph, Quad, canonical, literal
from mueang.standards.verdicts import MALFORMED, TAMPERED, UNSUPPORTED, Refused

UNDEFINED: Final = "urn:undefined:"  # where terms go that no context defines
RELATIVE: Final = "undefined://here/"  # where relative addresses go; a scheme of its own, so that `//host` stays in it
MAX_CONTEXTS: Final = 8
MAX_NODES: Final = 1_000
MAX_ITEMS: Final = 500  # a JSON-LD processor compares the items of an array pair by pair
MAX_TYPES: Final = 16

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\xa0\s\ufeff]+")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_LITERAL_KEYS: Final = frozenset({"@value", "@language", "@direction"})
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_one_at_a_time = Lock()  # the processor's caches are not made for several threads


def canonical_quads(document: Mapping[str, Any], *, contexts: ContextLoader = load) -> str:
    """The canonical N-Quads of a JSON-LD document, none of whose members may be left out of them.

    Parameters
    ----------
    document : JSON, already `strict_json.checked`
    contexts : gives the document of a context by its address; knows the pinned ones unless told otherwise. A context
        written inside the document is asked for by its JSON text, and is no pinned one

    Returns
    -------
    str, one line a statement.

    Raises
    ------
    Refused
        `unsupported` for a context that is not pinned, `tampered` for a member the contexts do not define or that
        RDF would lose, `malformed` for JSON that is not the plain spelling of a document or is over a limit.

    Source
    ------
    VC Data Integrity 1.0, sections 2.4.1 (validating contexts) and 4.2; JSON-LD 1.1 API section 8; RDFC-1.0.
    """
    _require_plain(document, contexts)
    expanded = _expand(document, contexts)
    for node in expanded:
        _require_whole(node)
    try:
        return canonical(_quads(_to_rdf(expanded, contexts)))
    except PoisonedGraph as error:
        raise Refused(MALFORMED, str(error)) from error


def _require_plain(document: Mapping[str, Any], contexts: ContextLoader) -> None:
    """Refuse spellings that mean the same in RDF but read differently in JSON."""
    if "@context" not in document:
        raise Refused(MALFORMED, "no @context")
    for count, node in enumerate(_nodes(document)):
        if count >= MAX_NODES:
            raise Refused(MALFORMED, f"more than {MAX_NODES} objects")
        _require_plain_members(node, contexts)
    _require_told_once(document)


def _require_told_once(document: Mapping[str, Any]) -> None:
    """Refuse a second description of the credential or its status.

    RDF would merge the two, so an end date or a status index moved there would stay signed and never be read.
    """
    status = document.get("credentialStatus")
    told = [document, *(entry for entry in (status if isinstance(status, list) else [status]) if entry)]
    names = [node["id"] for node in told if isinstance(node, Mapping) and "id" in node]
    if any(names.count(name) > 1 for name in names):
        raise Refused(TAMPERED, "the credential and its status entries need names of their own")
    for node in _nodes(document):
        elsewhere = all(node is not one for one in told)
        if elsewhere and node.get("id") in names and node.keys() - {"id", "type"}:
            raise Refused(TAMPERED, f"{node['id']} is described in two places")


def _require_plain_members(node: Mapping[str, Any], contexts: ContextLoader) -> None:
    for key, value in node.items():
        if key == "@context":
            _require_pinned(value, contexts)
        elif ":" in key or (key.startswith("@") and not node.keys() <= _LITERAL_KEYS):
            raise Refused(TAMPERED, f"{key!r} is not a term")
        elif value is None:
            raise Refused(MALFORMED, f"{key!r} is null")
        elif isinstance(value, list):
            _require_plain_items(key, value)
        elif key == "id":
            _require_iri(value)


def _require_plain_items(key: str, items: list[Any]) -> None:
    limit = MAX_TYPES if key == "type" else MAX_ITEMS
    if len(items) > limit:
        raise Refused(MALFORMED, f"more than {limit} items in {key!r}")
    if any(item is None or isinstance(item, list) for item in items):
        raise Refused(MALFORMED, f"{key!r} holds a null or an array in an array")


def _require_pinned(value: Any, contexts: ContextLoader) -> None:
    urls = value if isinstance(value, list) else [value]
    if not 0 < len(urls) <= MAX_CONTEXTS or len({str(url) for url in urls}) != len(urls):
        raise Refused(MALFORMED, f"@context has none, more than {MAX_CONTEXTS} or repeated entries")
    for url in urls:
        if not isinstance(url, (str, dict)):
            raise Refused(UNSUPPORTED, "a context that is neither an address nor an object")
        try:
            contexts(url if isinstance(url, str) else json.dumps(url))
        except UnknownContext as error:
            named = f"unknown context {url}" if isinstance(url, str) else "a context written inside the document"
            raise Refused(UNSUPPORTED, named) from error


def _require_whole(value: Any) -> None:
    """Refuse an expanded node that names something undefined or that RDF would drop."""
    if isinstance(value, list):
        for item in value:
            _require_whole(item)
    elif "@value" in value:
        _require_literal(value)
    else:
        for key, item in value.items():
            _require_member(key, item)


def _require_member(key: str, value: Any) -> None:
    if key == "@id":
        _require_iri(value)
    elif key == "@type":
        for name in value:
            _require_iri(name)
    elif key == "@graph":
        if any(not node.keys() - {"@id"} for node in value):
            raise Refused(TAMPERED, "a proof that says nothing")
        _require_whole(value)
    else:
        if key != "@list":
            _require_iri(key)
        _require_whole(value)


def _require_literal(value: Mapping[str, Any]) -> None:
    datatype, language = value.get("@type"), value.get("@language")
    if datatype is not None and datatype != "@json":
        _require_iri(datatype)
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise Refused(MALFORMED, f"{language!r} is not a language")


def _require_iri(value: Any) -> None:
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        raise Refused(TAMPERED, f"{str(value)[:80]!r} is not an absolute IRI")
    if value.startswith("undefined:"):
        raise Refused(TAMPERED, f"{value.removeprefix(RELATIVE)!r} is not an absolute IRI")
    if value.startswith(UNDEFINED):
        raise Refused(TAMPERED, f"no context defines {value.removeprefix(UNDEFINED)!r}")


def _expand(document: Mapping[str, Any], contexts: ContextLoader) -> list[Any]:
    dropped: list[Any] = []
    options = _options(contexts) | {"expandContext": {"@vocab": UNDEFINED}}
    expanded: list[Any] = _processed("expand", document, options, on_property_dropped=dropped.append)
    if dropped or len(expanded) != 1:
        raise Refused(TAMPERED, f"a part no context defines: {dropped[:1]}")
    return expanded


def _to_rdf(expanded: list[Any], contexts: ContextLoader) -> dict[str, list[dict[str, Any]]]:
    # Without it the direction of a text would stay unsigned.
    options = _options(contexts) | {"rdfDirection": "i18n-datatype"}
    dataset: dict[str, list[dict[str, Any]]] = _processed("to_rdf", expanded, options)
    return dataset


def _processed(step: str, *arguments: Any, **options: Any) -> Any:
    from pyld import (
        jsonld as processor,  # half a second and 40 MB: only documents that are not of our own shape need it
    )

    with _one_at_a_time:
        try:
            return getattr(processor, step)(*arguments, **options)
        except Exception as error:  # on hostile input the processor raises whatever it stumbles over
            raise Refused(MALFORMED, f"not JSON-LD: {type(error).__name__}") from error


@lru_cache(maxsize=8)
def _options(contexts: ContextLoader) -> dict[str, Any]:
    from cachetools import LRUCache
    from pyld.context_resolver import ContextResolver  # see _processed

    def document(url: str, _options: object = None) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": contexts(url)}

    # A cache of our own: the library's is shared with whoever else loads contexts in this process.
    return {
        "documentLoader": document,
        "contextResolver": ContextResolver(LRUCache(maxsize=64), document),
        "processingMode": "json-ld-1.1",
        "base": RELATIVE,
    }


def _quads(dataset: dict[str, list[dict[str, Any]]]) -> Iterator[Quad]:
    for graph, triples in dataset.items():
        name = "" if graph == "@default" else _term({"type": "IRI", "value": graph})
        for triple in triples:
            yield Quad(_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"]), name)


def _term(term: dict[str, Any]) -> str:
    value: str = term["value"]
    if term["type"] == "literal":
        datatype = term["datatype"]
        if datatype == _LANG_STRING:
            return literal(value, language=term.get("language", ""))
        return literal(value, datatype="" if datatype == _STRING else datatype)
    return value if value.startswith("_:") else f"<{value}>"


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)
