"""Whatever form a credential comes in: JSON, a compact token, or an image with one of them baked in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mueang.standards import jose, known_shapes, strict_json
from mueang.standards.baking import PNG, extract
from mueang.standards.issued_shapes import AWARD_TYPE
from mueang.standards.verdicts import MALFORMED, OVERSIZED, TOO_DEEP, UNSUPPORTED, Refused

Form = Mapping[str, Any] | str | bytes


class Envelope(NamedTuple):
    """A credential that could be read, with the token around it, or what it says if it is of a shape of our own."""

    credential: dict[str, Any]
    token: jose.Token | None = None
    quads: bytes | None = None

    @property
    def is_our_award(self) -> bool:
        """Whether it is an award with exactly the members and types that we issue, whoever wrote it."""
        return self.quads is not None and self.credential["type"] == AWARD_TYPE


def open_envelope(form: Form) -> Envelope:
    """The credential in `form`, not yet believed.

    Parameters
    ----------
    form : a parsed JSON object, JSON text, a compact token, or the bytes of any of these or of a PNG or SVG image

    Raises
    ------
    Refused
        `malformed` if it cannot be read, `oversized` or `too_deep` if it is over a limit (1 MiB of text, 32 deep; an
        image of 10 MiB is malformed), `unsupported` for JSON
        that only wraps a credential, `unsigned` for an image without one.

    Source
    ------
    Open Badges 3.0, sections 5.3 and 8; VC Data Model 2.0 section 4.12 (securing mechanisms).
    """
    if isinstance(form, (dict, Mapping)):
        return _opened(form)
    if isinstance(form, bytes):
        form = _text(form)
    if not isinstance(form, str):
        raise Refused(MALFORMED, f"a {type(form).__name__} is no credential")
    text = form.strip("\ufeff \t\r\n")
    if not text.startswith("{"):
        token = jose.parse(text)
        return Envelope(jose.credential_of(token), token)
    try:
        return _opened(strict_json.loads(text))
    except strict_json.MalformedJson as error:
        raise refusal_of(error) from error


def refusal_of(error: strict_json.MalformedJson) -> Refused:
    """What is said of JSON that is none, or over a limit.

    Source
    ------
    RFC 7493 (I-JSON) section 2.
    """
    kinds = {strict_json.TooLong: OVERSIZED, strict_json.TooDeep: TOO_DEEP}
    return Refused(kinds.get(type(error), MALFORMED), str(error))


def _text(data: bytes) -> str:
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    # UTF-16 is told by its byte-order mark; of our forms only an SVG may be written in it.
    if data.startswith((PNG, b"\xff\xfe", b"\xfe\xff")) or head.startswith(b"<"):
        return extract(data)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refused(MALFORMED, "neither text nor a PNG or SVG image") from error


def _opened(value: Mapping[str, Any]) -> Envelope:
    if value.get("type") in ("EnvelopedVerifiableCredential", "VerifiablePresentation"):
        raise Refused(UNSUPPORTED, "a wrapper around credentials")
    credential = dict(value)
    bare = dict(value)
    bare.pop("proof", None)
    quads = known_shapes.canonical_quads(bare)
    if quads is not None:
        return Envelope(credential, quads=quads)
    try:
        return Envelope(strict_json.checked(credential))
    except strict_json.MalformedJson as error:
        raise refusal_of(error) from error
