"""Badges in PNG images: a credential in an `iTXt` chunk."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from mueang.standards.strict_json import MAX_BYTES
from mueang.standards.verdicts import MALFORMED, UNSIGNED, Refused

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
KEYWORD: Final = b"openbadgecredential"
_HEAD: Final = struct.Struct(">I4s")


def bake(image: bytes, *, credential: str) -> bytes:
    """The PNG `image` with `credential` in it, in place of one it had.

    Parameters
    ----------
    image : a PNG
    credential : JSON with its proof, or a compact token

    Raises
    ------
    Refused
        `malformed` if `image` is not a whole PNG.

    Source
    ------
    Open Badges 3.0, section 5.3.1.1 (baking a PNG); PNG third edition, section 11.3.3.4 (iTXt).
    """
    chunks = [(kind, data) for kind, data in _chunks(image) if not _is_ours(kind, data)]
    chunks.insert(len(chunks) - 1, (b"iTXt", KEYWORD + b"\0\0\0\0\0" + credential.encode()))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def extract(image: bytes) -> str:
    """The credential baked into a PNG, as it stands there.

    Raises
    ------
    Refused
        `malformed` if `image` is not a whole PNG, or holds two credentials or one over 1 MiB; `unsigned` if none.

    Source
    ------
    Open Badges 3.0, section 5.3.1.2 (extracting from a PNG).
    """
    baked = [data for kind, data in _chunks(image) if _is_ours(kind, data)]
    if not baked:
        raise Refused(UNSIGNED, "no credential in this image")
    if len(baked) > 1:
        raise Refused(MALFORMED, "two credentials in one image")
    after = baked[0][len(KEYWORD) + 1 :]  # compression flag, method, language, NUL, translated keyword, NUL, text
    text = after[2:].partition(b"\0")[2].partition(b"\0")[2]
    try:
        return (_inflated(text) if after[:1] == b"\1" else text).decode()
    except (UnicodeDecodeError, zlib.error) as error:
        raise Refused(MALFORMED, "the credential in this image cannot be read") from error


def _is_ours(kind: bytes, data: bytes) -> bool:
    return kind == b"iTXt" and data.partition(b"\0")[0] == KEYWORD


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    text = inflater.decompress(data, MAX_BYTES)
    if not inflater.eof:
        raise Refused(MALFORMED, f"the credential in this image is cut short or over {MAX_BYTES} bytes")
    return text


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not image.startswith(SIGNATURE):
        raise Refused(MALFORMED, "not a PNG")
    at = len(SIGNATURE)
    while at + 12 <= len(image):
        length, kind = _HEAD.unpack_from(image, at)
        data = image[at + 8 : at + 8 + length]
        check = image[at + 8 + length : at + 12 + length]
        if check != zlib.crc32(kind + data).to_bytes(4, "big"):
            break
        yield kind, data
        if kind == b"IEND":
            return
        at += 12 + length
    raise Refused(MALFORMED, "a PNG that is broken or cut short")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return _HEAD.pack(len(data), kind) + data + zlib.crc32(kind + data).to_bytes(4, "big")
