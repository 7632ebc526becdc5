"""The one outside thing a page may show: pictures of a map, from an address the operator chose."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_PARTS = ("{z}", "{x}", "{y}")
_HOST = re.compile(r"[a-z0-9.-]+(:\d+)?", re.IGNORECASE)


def tile_origin(address: str) -> str:
    """The origin of a tile address, as the content security policy names it: that host and no other.

    Raises ImproperlyConfigured for an address that is not encrypted, names no single host, or lacks a part.
    """
    parts = urlsplit(address)
    is_whole = all(address.count(part) == 1 and part in parts.path for part in _PARTS)
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc) or not is_whole:
        raise ImproperlyConfigured(
            "MUEANG_MAP_TILES must look like https://tiles.example.go.th/{z}/{x}/{y}.png: encrypted, one host, "
            "with {z}, {x} and {y} in its path."
        )
    return f"https://{parts.netloc.lower()}"
