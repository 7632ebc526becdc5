"""Pictures of a map come from one encrypted host that the operator names, or from nowhere."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from mueang.config.map_tiles import tile_origin


def test_the_policy_names_that_host_alone():
    assert tile_origin("https://Tiles.example.go.th:8443/map/{z}/{x}/{y}.png?k=1") == "https://tiles.example.go.th:8443"


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://*.example/{z}/{x}/{y}.png",
        "https://user:secret@tiles.example/{z}/{x}/{y}.png",
        "https://a.example b.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://{z}.example/{x}/{y}.png",
        "//tiles.example/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_would_open_more_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="MUEANG_MAP_TILES"):
        tile_origin(address)


def test_nothing_from_outside_is_loaded_unless_it_is_named(tmp_path):
    code = "from mueang.config import settings; print(*settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    known = os.environ | {"MUEANG_DATA_DIR": str(tmp_path)}
    named = known | {"MUEANG_MAP_TILES": "https://tiles.example/{z}/{x}/{y}.png"}

    said = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout.split()
        for env in (known, named)
    ]

    assert said == [["'self'", "data:"], ["'self'", "data:", "https://tiles.example"]]
