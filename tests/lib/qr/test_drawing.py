"""A QR code as SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from mueang.lib.qr import qr_modules, qr_svg

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://yala.example/verify/7f3c9a1e"


def dark_squares(svg: str) -> set[tuple[int, int]]:
    rows = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", svg)
    assert all(there == back for _, _, there, back in rows)
    return {(int(x) + i, int(y)) for x, y, length, _ in rows for i in range(int(length))}


@pytest.mark.parametrize("quiet", [0, 4])
def test_it_draws_each_dark_square_once_inside_the_quiet_zone(quiet: int) -> None:
    modules = qr_modules(ADDRESS)

    svg = qr_svg(ADDRESS, title="Ticket", quiet=quiet)

    side = len(modules) + 2 * quiet
    assert ElementTree.fromstring(svg).get("viewBox") == f"0 0 {side} {side}"
    assert dark_squares(svg) == {
        (x + quiet, y + quiet) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark
    }


def test_it_is_named_and_a_hostile_name_stays_a_name() -> None:
    name = '</title><script>alert("1")</script>&'

    root = ElementTree.fromstring(qr_svg(ADDRESS, title=name))

    assert (root.get("role"), root.findtext(f"{SVG}title")) == ("img", name)
    assert not list(root.iter(f"{SVG}script"))


def test_it_obeys_a_strict_content_policy() -> None:
    root = ElementTree.fromstring(qr_svg(ADDRESS, title="Ticket"))

    assert not [element for element in root.iter() if "style" in element.attrib or element.tag == f"{SVG}style"]
    assert root.find(f"{SVG}path").get("fill") == "currentColor"
