"""Sets of files: read whole, or refused with why."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries import archives
from mueang.apps.registers.queries.archives import files_in
from mueang.lib.workbook.limits import Limits


def zipped(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(RegisterFileRefused) as refusal:
        files_in(data, name="set.zip")
    return refusal.value.code


def test_a_zip_is_its_files_without_its_folders():
    data = zipped({"a/": b"", "a/users.csv": b"x", "orgs.csv": b"y" * 200_000})

    assert files_in(data, name="set.zip") == {"a/users.csv": b"x", "orgs.csv": b"y" * 200_000}


def test_a_gzip_and_any_other_file_are_one():
    assert files_in(gzip.compress(b"<x/>"), name="set.xml.gz") == {"set.xml": b"<x/>"}
    assert files_in(b"<x/>", name="set.xml") == {"set.xml": b"<x/>"}


def test_what_unpacks_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "_LIMITS", Limits(files=2, unpacked_bytes=1_000))

    assert refused(zipped({"a": b"0" * 900, "b": b"0" * 900})) == "too_many"
    assert refused(gzip.compress(b"0" * 2_000)) == "too_many"
    assert refused(zipped(dict.fromkeys("abc", b"x"))) == "too_many"


def test_what_is_locked_or_damaged_is_refused():
    locked = bytearray(zipped({"a.csv": b"secret"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + at] |= 1

    assert refused(bytes(locked)) == "encrypted"
    assert refused(zipped({"a.csv": b"abc" * 99})[:-30]) == "damaged"
    assert refused(zipped({"a.csv": b"x"}, method=zipfile.ZIP_BZIP2)) == "damaged"
    assert refused(b"\x1f\x8b\x08 no gzip") == "damaged"
    assert refused(b"PK\x03\x04") == "damaged"


def test_two_files_of_one_name_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("users.csv", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("users.csv", b"other")

    assert refused(buffer.getvalue()) == "damaged"
