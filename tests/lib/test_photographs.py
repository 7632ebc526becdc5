"""Photographs from strangers: what is kept of them, and what is refused before it does harm."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from mueang.lib.photographs import PhotoError, forget, keep, prepare, read_kept
from mueang.lib.photographs.apart import main


def a_photo(size=(1600, 1200), kind="JPEG", mode="RGB", colour="teal", **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, colour).save(written, kind, **options)
    return written.getvalue()


def with_a_place(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "InventedCamera"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (6.0, 32.0, 24.0)
    return a_photo(exif=exif, comment=b"InventedComment")


def test_a_photo_comes_in_three_widths_and_smaller():
    made = prepare(a_photo())

    assert sorted(made.files) == [320, 640, 1280]
    assert (made.width, made.height) == (1280, 960)
    sizes = {width: Image.open(io.BytesIO(data)).size for width, data in made.files.items()}
    assert sizes == {320: (320, 240), 640: (640, 480), 1280: (1280, 960)}


def test_where_and_with_what_it_was_taken_is_gone_and_it_stands_upright():
    data = with_a_place()
    assert b"InventedCamera" in data

    made = prepare(data)

    assert (made.width, made.height) == (1200, 1600)
    for file in made.files.values():
        picture = Image.open(io.BytesIO(file))
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & picture.info.keys()
        assert b"Invented" not in file


def test_a_small_picture_is_not_blown_up():
    assert sorted(prepare(a_photo((200, 100))).files) == [200]
    assert sorted(prepare(a_photo((400, 1))).files) == [320, 400]


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [("PNG", "RGBA", (0, 0, 0, 0)), ("PNG", "P", 3), ("PNG", "I;16", 9), ("WEBP", "RGB", "red"), ("JPEG", "CMYK", 0)],
)
def test_every_kind_a_telephone_writes_is_read(kind, mode, colour):
    assert prepare(a_photo((50, 50), kind, mode, colour)).width == 50


def test_what_is_transparent_becomes_white():
    made = prepare(a_photo((10, 10), "PNG", "RGBA", (0, 0, 0, 0)))

    assert Image.open(io.BytesIO(made.files[10])).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_the_same_picture_has_the_same_name_and_another_has_another():
    assert prepare(a_photo()).digest == prepare(a_photo()).digest
    assert prepare(a_photo()).digest != prepare(a_photo(colour="red")).digest


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A kilobyte that says it is 3.6 thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * 200))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(10_000_000), "too_large"),
        (b"<svg onload='alert(1)'>", "not_a_photo"),
        (b"GIF89a" + bytes(100), "not_a_photo"),
        (b"%PDF-1.7", "not_a_photo"),
        (b"RIFF\x00\x00\x00\x00AVI ", "not_a_photo"),
        (bomb(), "too_many_pixels"),
        (b"\xff\xd8\xff" + b"\xe0" * 400, "damaged"),
        (a_photo()[:2_000], "damaged"),
        (a_photo(kind="PNG")[:3_000], "damaged"),
    ],
    ids=["empty", "large", "svg", "gif", "pdf", "avi", "bomb", "noise", "cut jpeg", "cut png"],
)
def test_what_is_no_photo_is_refused_with_a_reason(data, code):
    with pytest.raises(PhotoError) as refused:
        prepare(data)

    assert refused.value.code == code


def test_a_reader_that_dies_is_a_damaged_picture(tmp_path, monkeypatch):
    from mueang.lib.photographs import preparing

    died = tmp_path / "died.py"
    died.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(preparing, "_APART", str(died))

    with pytest.raises(PhotoError, match="damaged"):
        prepare(a_photo())


def test_the_reader_itself_says_what_it_did():
    for data, status in ((a_photo(), 0), (b"nothing", 1), (bomb(), 3)):
        target = io.BytesIO()
        assert main(io.BytesIO(data), target) == status
        assert bool(target.getvalue()) == (status == 0)


def test_a_side_makes_one_square_of_the_middle_upright():
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    turned, written = Image.Exif(), io.BytesIO()
    turned[0x0112] = 6
    wide.save(written, "JPEG", exif=turned)

    made = prepare(written.getvalue(), side=160)

    assert (made.width, made.height, set(made.files)) == (160, 160, {160})
    square = Image.open(io.BytesIO(made.files[160]))
    assert square.size == (160, 160)
    for spot in ((80, 80), (12, 12), (148, 148)):
        red, _green, blue = square.getpixel(spot)
        assert (red < 60, blue > 200) == (True, True)


def test_files_are_kept_once_under_what_they_show_and_taken_away_together(tmp_path):
    made = prepare(a_photo())

    keep(made, folder=tmp_path)
    keep(made, folder=tmp_path)

    assert len(list(tmp_path.rglob("*.webp"))) == 3
    assert read_kept(made.digest, 320, folder=tmp_path) == made.files[320]
    assert read_kept(made.digest, 111, folder=tmp_path) is None
    assert not list(tmp_path.rglob(".photo-*"))
    forget(made.digest, folder=tmp_path)
    assert not list(tmp_path.rglob("*.webp"))


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 40, "0" * 39, "0" * 40 + "\n"])
def test_a_name_that_is_none_reaches_no_file(tmp_path, digest):
    (tmp_path / "secret").write_text("x")

    assert read_kept(digest, 320, folder=tmp_path) is None
    forget(digest, folder=tmp_path)
    assert (tmp_path / "secret").exists()


def test_a_web_worker_does_not_hold_the_imaging_library():
    said = "import sys, mueang.lib.photographs; sys.exit('PIL' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0
