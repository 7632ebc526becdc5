"""Badges in SVG: what goes in comes out, and nothing in the image is expanded or fetched."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.svg_baking import MAX_DEPTH, NAMESPACE, bake, extract
from mueang.standards.verdicts import Refused

SVG = 'xmlns="http://www.w3.org/2000/svg"'
IMAGE = f'<?xml version="1.0" encoding="UTF-8"?>\n<svg {SVG} width="9"><title>ตรา</title></svg>'.encode()
CREDENTIALS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"])).map(
    lambda text: "{" + text + "}"
)


# As old drawing programs write it; the address is never asked.
DTD = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def image(inside: str, *, attributes: str = f'xmlns:openbadges="{NAMESPACE}"') -> bytes:
    return f"<svg {SVG} {attributes}>{inside}</svg>".encode()


@given(CREDENTIALS)
def test_a_credential_comes_back(credential: str) -> None:
    baked = bake(IMAGE, credential=credential)

    assert extract(baked) == credential
    assert ElementTree.fromstring(baked)[0].tag == f"{{{NAMESPACE}}}credential"


@pytest.mark.parametrize("credential", ['{"a": "]]>"}', "eyJh.eyJi.c2ln", '{"a": "<&>\'\\""}'])
def test_awkward_letters_come_back(credential: str) -> None:
    assert extract(bake(IMAGE, credential=credential)) == credential


@pytest.mark.parametrize(
    "picture",
    [
        f"<svg {SVG}/>",
        f"<svg {SVG} data-x='a>b' />",
        f'<svg {SVG} xmlns:openbadges="{NAMESPACE}"><g/></svg>',
        f"<svg {SVG} xmlns:openbadges='{NAMESPACE}'></svg>",
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
        f"\ufeff<!-- <svg> --><svg {SVG}>\n</svg>\n<!-- end -->",
        f"{DTD}<svg {SVG}></svg>",
    ],
)
def test_every_way_to_begin_an_svg_is_met(picture: str) -> None:
    baked = bake(picture.encode(), credential='{"name": "เมือง"}')

    assert extract(baked) == '{"name": "เมือง"}'
    ElementTree.fromstring(baked)


def test_a_token_stands_in_the_verify_attribute() -> None:
    assert (
        extract(image('<openbadges:credential verify="eyJh.eyJi.c2ln">ignored</openbadges:credential>'))
        == "eyJh.eyJi.c2ln"
    )


def test_text_around_and_inside_other_elements_is_not_taken() -> None:
    inside = "outside<openbadges:credential>\n {}\n</openbadges:credential>after"

    assert extract(image(inside)) == "{}"


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"<svg",
        b"<html></html>",
        b"<svg></svg>",
        b"\xff\xfe<\x00",
        image("<a></b>"),
        f"{BOMB}<svg {SVG}>&b;</svg>".encode(),
        OUTSIDE.encode() + image("<openbadges:credential>&x;</openbadges:credential>"),
        f"{BOMB}<svg {SVG}>&b;</svg>".encode("utf-16"),
        image("<g>" * MAX_DEPTH + "</g>" * MAX_DEPTH),
        image("<openbadges:credential>{}</openbadges:credential>" * 2),
        image("<openbadges:credential>" + "x" * (2**20 + 1) + "</openbadges:credential>"),
        b'<?xml version="1.0" encoding="no-such-code"?>' + image(""),
    ],
)
def test_what_is_no_svg_or_declares_something_is_malformed(picture: bytes) -> None:
    with pytest.raises(Refused, match="malformed"):
        extract(picture)


def test_an_image_without_credential_says_so() -> None:
    with pytest.raises(Refused, match="unsigned"):
        extract(IMAGE)


def test_an_image_is_baked_once() -> None:
    with pytest.raises(Refused, match="already"):
        bake(bake(IMAGE, credential="{}"), credential="{}")


def test_an_image_in_another_code_is_not_baked() -> None:
    latin = f'<?xml version="1.0" encoding="iso-8859-1"?><svg {SVG}></svg>'.encode("latin-1")

    with pytest.raises(Refused, match="unsupported"):
        bake(latin, credential="{}")


def test_a_prefix_that_means_something_else_is_not_overwritten() -> None:
    with pytest.raises(Refused, match="malformed"):
        bake(image("", attributes='xmlns:openbadges="urn:other"'), credential="{}")


def test_a_credential_that_xml_cannot_hold_is_not_baked() -> None:
    with pytest.raises(Refused, match="malformed"):
        bake(IMAGE, credential='{"a": "\x01"}')


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        extract(image("").replace(b"</svg>", data + b"</svg>"))
    except Refused:
        return
