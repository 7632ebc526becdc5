"""The JSON-LD contexts this house knows, pinned by hash and never fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "contexts"

CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1: Final = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
DATA_INTEGRITY: Final = "https://w3id.org/security/data-integrity/v2"
DID_V1: Final = "https://www.w3.org/ns/did/v1"
MULTIKEY_V1: Final = "https://w3id.org/security/multikey/v1"

_OB = "https://purl.imsglobal.org/spec/ob/v3p0/context"

PINS: Final[Mapping[str, tuple[str, str]]] = {
    CREDENTIALS_V2: (
        "credentials-v2.jsonld",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    CREDENTIALS_V1: (
        "2018-credentials-v1.jsonld",
        "3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44",
    ),
    f"{_OB}.json": ("ob-v3p0.json", "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10"),
    f"{_OB}-3.0.1.json": (
        "ob-v3p0-3.0.1.json",
        "cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c",
    ),
    f"{_OB}-3.0.2.json": (
        "ob-v3p0-3.0.2.json",
        "bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
    ),
    OPEN_BADGES: ("ob-v3p0-3.0.3.json", "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"),
    OPEN_BADGES_EXTENSIONS: (
        "ob-v3p0-extensions.json",
        "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
    ),
    "https://w3id.org/security/data-integrity/v1": (
        "data-integrity-v1.jsonld",
        "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669",
    ),
    DATA_INTEGRITY: (
        "data-integrity-v2.jsonld",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    MULTIKEY_V1: (
        "multikey-v1.jsonld",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
    DID_V1: ("did-v1.jsonld", "adefa50311393eb1bd788a38ac9fe2696c65367928f6996812cd54577394f4da"),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "suites-ed25519-2020.jsonld",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
}

ContextLoader = Callable[[str], Mapping[str, Any]]


class UnknownContext(LookupError):
    """The context is not one of those pinned here, and nothing is ever fetched."""


class AlteredContext(RuntimeError):
    """A pinned file is not the one it was: this installation must not sign or verify."""


@cache
def load(url: str) -> Mapping[str, Any]:
    """The context document published at `url`, from the file pinned for it.

    Raises
    ------
    UnknownContext
        If no file is pinned for `url`.
    AlteredContext
        If the file's SHA-256 is not the pinned one.

    Source
    ------
    VC Data Model 2.0 section 5.3 and appendix B.1 (contexts as static files with known hashes).
    """
    if url not in PINS:
        raise UnknownContext(url)
    name, pinned = PINS[url]
    data = (FOLDER / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != pinned:
        raise AlteredContext(name)
    context: Mapping[str, Any] = json.loads(data)
    return context
