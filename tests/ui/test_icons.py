"""The drawings, and that templates ask only for those we have."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import mueang
from mueang.ui.icons import FALLBACK, ICONS

TEMPLATES = sorted(Path(mueang.__file__).parent.rglob("*.html"))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_well_formed(name: str) -> None:
    ET.fromstring(f"<svg>{ICONS[name]}</svg>")


def test_templates_ask_only_for_icons_we_have() -> None:
    tag = re.compile(r"""{% (?:icon|empty_state) ["']([\w-]+)["']""")
    asked = {name for path in TEMPLATES for name in tag.findall(path.read_text(encoding="utf-8"))}

    assert asked - set(ICONS) == set()
    assert FALLBACK in ICONS
