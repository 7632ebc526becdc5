"""Bytes and their one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.multibase import MAX_BASE58, from_base58, from_base64url, to_base58, to_base64url


@given(st.binary(max_size=200))
def test_bytes_come_back_from_both_spellings(data: bytes) -> None:
    assert from_base58(to_base58(data)) == data
    assert from_base64url(to_base64url(data)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    # Published with the base58 draft (draft-msporny-base58, section 5).
    [
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
    ],
)
def test_base58_agrees_with_its_draft(data: bytes, text: str) -> None:
    assert (to_base58(data), from_base58(text)) == (text, data)


@pytest.mark.parametrize("text", ["", "2NEp", "u2NEp", "z0", "zl", "zกข", "z" + "2" * MAX_BASE58])
def test_what_is_no_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_base58(text)


@pytest.mark.parametrize("text", ["aGk", "aGl", "aGk/", "aGk+", "a", "aGk_=", "aGk_\n", " aGk_", "กข"])
def test_base64url_has_no_second_spelling(text: str) -> None:
    # `aGk` and `aGl` would both be read as two bytes by a lenient reader.
    if text == "aGk":
        assert from_base64url(text) == b"hi"
        return
    with pytest.raises(ValueError, match=r"."):
        from_base64url(text)
