"""Badges in PNG: what goes in comes out, and a broken or swollen image is refused."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.png_baking import KEYWORD, SIGNATURE, bake, extract
from mueang.standards.verdicts import Refused


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEAD = SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
TAIL = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
IMAGE = HEAD + TAIL


def baked(data: bytes) -> bytes:
    return HEAD + chunk(b"iTXt", data) + TAIL


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_credential_comes_back(credential: str) -> None:
    assert extract(bake(IMAGE, credential=credential)) == credential


def test_the_picture_itself_is_not_touched() -> None:
    image = bake(IMAGE, credential="{}")

    assert image.startswith(HEAD)
    assert image.endswith(chunk(b"IEND", b""))
    assert chunk(b"IDAT", zlib.compress(b"\0\0")) in image


def test_baking_again_replaces_the_old_credential_and_keeps_other_texts() -> None:
    comment = chunk(b"iTXt", b"Comment\0\0\0\0\0hello")
    twice = bake(bake(HEAD + comment + TAIL, credential="old"), credential="new")

    assert extract(twice) == "new"
    assert comment in twice
    assert b"old" not in twice


def test_a_compressed_credential_with_language_is_read() -> None:
    data = KEYWORD + b"\0\1\0th\0" + "ตรา".encode() + b"\0" + zlib.compress("{เมือง}".encode())

    assert extract(baked(data)) == "{เมือง}"


@pytest.mark.parametrize(
    "image",
    [
        b"",
        SIGNATURE,
        HEAD,
        b"GIF89a",
        IMAGE[:-1],
        IMAGE.replace(b"IDAT", b"IDAX"),
        SIGNATURE + b"\xff\xff\xff\xffIHDR" + bytes(20),
        baked(KEYWORD + b"\0\1\0\0\0" + zlib.compress(b" " * 2**21)),
        baked(KEYWORD + b"\0\1\0\0\0" + zlib.compress(b"{}")[:-4]),
        baked(KEYWORD + b"\0\1\0\0\0not zlib"),
        baked(KEYWORD + b"\0\0\0\0\0\xff\xfe"),
        HEAD + chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0{}") * 2 + TAIL,
    ],
)
def test_a_broken_or_swollen_image_is_malformed(image: bytes) -> None:
    with pytest.raises(Refused, match="malformed"):
        extract(image)


@pytest.mark.parametrize("image", [IMAGE, baked(b"Comment\0\0\0\0\0{}"), baked(KEYWORD[:-1] + b"\0\0\0\0\0{}")])
def test_an_image_without_credential_says_so(image: bytes) -> None:
    with pytest.raises(Refused, match="unsigned"):
        extract(image)


@given(st.binary(max_size=60))
def test_no_chunk_breaks_the_reader(data: bytes) -> None:
    try:
        extract(baked(KEYWORD + b"\0" + data))
    except Refused:
        return
