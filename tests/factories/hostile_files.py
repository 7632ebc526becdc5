"""Files that a stranger might send, whatever they are called, and pictures that tell where they were taken."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

PLACE = b"InventedCamera"


def a_picture(kind: str = "PNG") -> bytes:
    """A small picture that says with what it was made, and where."""
    exif = Image.Exif()
    exif[0x010F] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (6.0, 32.0, 24.0)
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(written, kind, exif=exif)
    return written.getvalue()


def picture_bomb() -> bytes:
    """A PNG of a few hundred bytes that unpacks to ten thousand million pixels."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    packed = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def zip_bomb(name: str = "xl/workbook.xml") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open(name, "w", force_zip64=True) as inside:
            for _ in range(120):
                inside.write(b"\0" * 1_000_000)
    return written.getvalue()


HOSTILE = {
    "program": b"MZ\x90\0" + b"\0" * 400,
    "elf": b"\x7fELF\x02\x01\x01" + b"\0" * 400,
    "page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "php": b"<?php system($_GET[0]); ?>",
    "entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "gif and script": b"GIF89a/*" + b"\0" * 40 + b"*/=alert(1)",
    "nothing": b"",
    "zip bomb": zip_bomb(),
    "picture bomb": picture_bomb(),
}
