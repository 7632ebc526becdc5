"""Badges in SVG images: a credential in an `openbadges:credential` element."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final
from xml.parsers import expat

from mueang.standards.strict_json import MAX_BYTES
from mueang.standards.verdicts import MALFORMED, UNSIGNED, UNSUPPORTED, Refused

NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
SVG: Final = "http://www.w3.org/2000/svg"
MAX_DEPTH: Final = 200
_ELEMENT: Final = f"{NAMESPACE} credential"
_START_TAG: Final = re.compile(rb"""<[^\s/>]+((?:[^"'>]|"[^"]*"|'[^']*')*?)(/?)>""")


def bake(image: bytes, *, credential: str) -> bytes:
    """The SVG `image` with `credential` in it.

    Parameters
    ----------
    image : an SVG in UTF-8 without a credential
    credential : JSON with its proof, or a compact token

    Raises
    ------
    Refused
        `malformed` if `image` is not SVG, declares entities, or holds a credential already; `unsupported` if not UTF-8.

    Source
    ------
    Open Badges 3.0, section 5.3.2.1 (baking an SVG).
    """
    reader = _read(image)
    if reader.baked:
        raise Refused(MALFORMED, "a credential is in this image already")
    if reader.encoding not in ("utf-8", "us-ascii"):
        raise Refused(UNSUPPORTED, "an SVG that is not in UTF-8")
    tag = _START_TAG.match(image, reader.root_at)
    if tag is None:
        raise AssertionError("expat has read a tag here")
    name, attributes = image[tag.start() + 1 : tag.start(1)], tag[1]
    if b"xmlns:openbadges" not in attributes:
        attributes += f' xmlns:openbadges="{NAMESPACE}"'.encode()
    opening = b"<" + name + attributes + b">"
    closing = b"</" + name + b">" if tag[2] else b""
    baked = image[: tag.start()] + opening + _element(credential) + closing + image[tag.end() :]
    if _words(_read(baked)) != [credential.strip()]:  # the prefix may mean something else here
        raise Refused(MALFORMED, "this credential cannot be written into this SVG")
    return baked


def extract(image: bytes) -> str:
    """The credential baked into an SVG, as it stands there.

    Raises
    ------
    Refused
        `malformed` if `image` is not SVG, declares entities, or holds two credentials or one over 1 MiB; `unsigned` if
        none.

    Source
    ------
    Open Badges 3.0, section 5.3.2.2 (extracting from an SVG).
    """
    baked = _words(_read(image))
    if not baked:
        raise Refused(UNSIGNED, "no credential in this image")
    if len(baked) > 1:
        raise Refused(MALFORMED, "two credentials in one image")
    return baked[0]


class _Reader:
    """What expat meets on its way; it loads nothing from outside, and we let it declare nothing inside."""

    def __init__(self) -> None:
        self.root_at = -1
        self.encoding = "utf-8"
        self.baked: list[list[str]] = []
        self.size = 0
        self.depth = 0
        self.inside = False
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = (encoding or "utf-8").lower()

    def _doctype(self, _name: str, _system: Any, _public: Any, has_internal_subset: int) -> None:
        # Old drawing programs point at W3C's DTD, which is never fetched; an internal one could hold an entity bomb.
        if has_internal_subset:
            self._refuse()

    def _refuse(self, *_declaration: Any) -> None:
        raise Refused(MALFORMED, "an SVG that declares entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.root_at < 0:
            self.root_at = self.parser.CurrentByteIndex
            if name != f"{SVG} svg":
                raise Refused(MALFORMED, "not an SVG")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused(MALFORMED, f"an SVG deeper than {MAX_DEPTH}")
        if name == _ELEMENT:
            self.baked.append([attributes.get("verify", "")])
            self.inside = "verify" not in attributes

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.inside = self.inside and name != _ELEMENT

    def _text(self, text: str) -> None:
        if self.inside:
            self.baked[-1].append(text)
            self.size += len(text)
            if self.size > MAX_BYTES:
                raise Refused(MALFORMED, f"the credential in this image is over {MAX_BYTES} letters")


def _read(image: bytes) -> _Reader:
    reader = _Reader()
    try:
        reader.parser.Parse(image, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(MALFORMED, f"not an SVG: {type(error).__name__}") from error
    return reader


def _words(reader: _Reader) -> list[str]:
    return ["".join(pieces).strip() for pieces in reader.baked]


def _element(credential: str) -> bytes:
    if credential.lstrip().startswith("{"):
        body = credential.replace("]]>", "]]]]><![CDATA[>")
        return f"<openbadges:credential><![CDATA[{body}]]></openbadges:credential>".encode()
    return f'<openbadges:credential verify="{escape(credential)}"></openbadges:credential>'.encode()
