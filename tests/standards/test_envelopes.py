"""Whatever form a credential comes in, it is found, or what it is instead is said."""

from __future__ import annotations

from typing import Any

import pytest

from mueang.standards.baking import bake_png, bake_svg
from mueang.standards.envelopes import open_envelope
from mueang.standards.verdicts import Refused
from standards.issued import award, sign, signed_list, text_of, verify
from standards.test_jose import plain, token
from standards.test_png_baking import IMAGE as PNG
from standards.test_svg_baking import IMAGE as SVG

SIGNED = sign(award())
TEXT = text_of(SIGNED)
TOKEN = token({"alg": "EdDSA"}, plain())


@pytest.mark.parametrize(
    "form",
    [
        SIGNED,
        TEXT,
        TEXT.encode(),
        f"\ufeff {TEXT}\r\n",
        f"\n{TEXT}".encode("utf-8-sig"),
        TOKEN,
        TOKEN.encode(),
        bake_png(PNG, credential=TEXT),
        bake_png(PNG, credential=TOKEN),
        bake_svg(SVG, credential=TEXT),
        bake_svg(SVG, credential=TOKEN),
        b"\xef\xbb\xbf\n" + bake_svg(SVG, credential=TEXT).partition(b"?>\n")[2],
        bake_svg(SVG, credential=TEXT).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
)
def test_every_form_is_opened_and_verified(form: Any) -> None:
    assert open_envelope(form).credential["id"] == SIGNED["id"]
    assert verify(form).ok


def test_an_award_of_our_shape_is_told_from_a_list_and_from_a_strangers() -> None:
    assert open_envelope(SIGNED).is_our_award
    assert not open_envelope(signed_list()).is_our_award
    assert not open_envelope(SIGNED | {"evidence": []}).is_our_award
    assert not open_envelope(TOKEN).is_our_award


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("", "malformed"),
        ("[]", "malformed"),
        ("null", "malformed"),
        ("{", "malformed"),
        (b"\x00\xff", "malformed"),
        (b"\xff\xfe\x00", "malformed"),
        ('{"a": 1, "a": 1}', "malformed"),
        ({"a": object()}, "malformed"),
        ("{" + '"a":{' * 40 + "}" * 41, "too_deep"),
        ({"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{TOKEN}"}, "unsupported"),
        ('{"type": "VerifiablePresentation"}', "unsupported"),
        (PNG, "unsigned"),
        (SVG, "unsigned"),
    ],
)
def test_what_is_no_credential_is_named(form: Any, code: str) -> None:
    with pytest.raises(Refused) as caught:
        open_envelope(form)

    assert caught.value.code == code
