"""Rendered pages kept in memory as bytes: with their strong tags, compressed at most once, never more than a limit."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, QueryDict

SMALLEST_COMPRESSED = 500
# A page is read a few times before it is drawn anew: the best would take four times as long for a sixth of the bytes.
GZIP_LEVEL, BROTLI_QUALITY = 2, 3
# A page may be shown again only after asking whether it is still true; and never to somebody who sends a session.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
VARY = "Accept-Encoding, Cookie"
_OWN_HEADERS = frozenset({"etag", "vary", "cache-control", "content-length", "content-encoding", "date"})
_REFUSED = re.compile(r";\s*q=0(?:\.0*)?\s*(?:,|$)")


class View(Protocol):
    def __call__(self, request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse: ...


def kept_page(*names: str, free: Sequence[str] = ()) -> Callable[[View], View]:
    """A view whose page may be kept, for everybody who is not signed in, until its city changes or the minute ends.

    `names` are the members of the query it reads. Any other query gets a page too, but none that is kept: an
    address can be written in endless ways, and memory holds one page an address. Those of them in `free` take any
    words; their pages are kept apart, where they can push out each other only.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            response: Any = view(request, *args, **kwargs)
            if request.META.get("QUERY_STRING", "") == canonical_query(request.GET, names):
                response.is_page_to_keep = getattr(response, "is_page_to_keep", True)
                response.has_free_words = any(request.GET.get(name) for name in free)
            return cast("HttpResponse", response)

        return answer

    return decorate


def shows_seats_of(response: HttpResponse, slugs: Iterable[str]) -> HttpResponse:
    """Say that of all numbers of seats left the page shows those of these offerings only.

    A seat taken elsewhere then leaves it standing. A page that does not say is drawn anew after any.
    """
    response.seats_of = frozenset(slugs)  # type: ignore[attr-defined]
    return response


def is_never_kept(response: HttpResponse) -> HttpResponse:
    """Say that this page is drawn each time, though others at such addresses are kept."""
    response.is_page_to_keep = False  # type: ignore[attr-defined]
    return response


def canonical_query(typed: QueryDict, names: Sequence[str]) -> str:
    """The query in its one way of writing: known names in their order, no blanks, no repeats."""
    pairs = [(name, value) for name in names for value in dict.fromkeys(typed.getlist(name)) if value]
    return urlencode(pairs)


@dataclass(slots=True)
class KeptPage:
    """One page. Bodies by encoding, made when first asked for; at least one is always there.

    `seats_of` are the offerings whose seats it shows (None: it may be any), as they were at `version` of the city.
    """

    headers: dict[str, str]
    tag: str
    bodies: dict[str, bytes] = field(default_factory=dict)
    seats_of: frozenset[str] | None = None
    version: int = 0
    has_free_words: bool = False

    @property
    def n_bytes(self) -> int:
        return sum(map(len, self.bodies.values())) + 1_000 + 100 * len(self.seats_of or ())

    def body(self, encoding: str) -> bytes:
        found = self.bodies.get(encoding)
        if found is None:
            found = self.bodies[encoding] = compress(self.plain(), encoding)
            # The plain form is the largest, and any other gives it back.
            if encoding != "identity":
                self.bodies.pop("identity", None)
        return found

    def plain(self) -> bytes:
        bodies = dict(self.bodies)
        if "identity" in bodies:
            return bodies["identity"]
        return gzip.decompress(bodies["gzip"]) if "gzip" in bodies else _brotli().decompress(bodies["br"])

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page in the encoding the reader takes, or word that the one they hold is still true."""
        headers, body = self.said_to(request.META)
        return HttpResponseNotModified(headers=headers) if body is None else HttpResponse(body, headers=headers)

    def said_to(self, meta: Mapping[str, Any]) -> tuple[dict[str, str], bytes | None]:
        """The headers and the bytes of that answer; no bytes where the page the reader holds is still true."""
        encoding = encoding_for(meta.get("HTTP_ACCEPT_ENCODING", "")) if self.is_text else "identity"
        tag = f'"{self.tag}"' if encoding == "identity" else f'"{self.tag}-{encoding}"'
        shared = {"ETag": tag, "Cache-Control": CACHE_CONTROL, "Vary": VARY}
        if holds(meta.get("HTTP_IF_NONE_MATCH", ""), tag):
            return shared, None
        body = self.body(encoding)
        if encoding != "identity":
            shared["Content-Encoding"] = encoding
        return {**self.headers, **shared, "Content-Length": str(len(body))}, body

    @property
    def is_text(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/")


def page_of(response: HttpResponseBase) -> KeptPage | None:
    """The answer as a page to keep; None where it was made for one person, is not whole, or nobody said it may be."""
    if not isinstance(response, HttpResponse) or not getattr(response, "is_page_to_keep", False):
        return None
    is_personal = response.cookies or "nonce-" in response.headers.get("Content-Security-Policy", "")
    says = response.headers.get("Cache-Control", "")
    if response.status_code != 200 or is_personal or "private" in says or "no-store" in says:
        return None
    content = response.content
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _OWN_HEADERS}
    return KeptPage(
        headers,
        hashlib.blake2b(content, digest_size=12).hexdigest(),
        {"identity": content},
        seats_of=getattr(response, "seats_of", None),
        has_free_words=getattr(response, "has_free_words", False),
    )


def encoding_for(accepted: str) -> str:
    """The best encoding of those a reader takes; one named with q=0 is refused."""
    if "br" in accepted and _takes(accepted, "br"):
        return "br"
    return "gzip" if "gzip" in accepted and _takes(accepted, "gzip") else "identity"


def _takes(accepted: str, encoding: str) -> bool:
    for part in accepted.split(","):
        name, _, rest = part.strip().partition(";")
        if name.strip().lower() == encoding:
            return not _REFUSED.match(f";{rest.strip()}")
    return False


def compress(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        compressed: bytes = _brotli().compress(content, quality=BROTLI_QUALITY)
        return compressed
    return gzip.compress(content, GZIP_LEVEL, mtime=0) if encoding == "gzip" else content


def _brotli() -> Any:
    import brotli  # at the first reader who takes it: the command line does without

    return brotli


def holds(sent: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag (RFC 9110, 13.1.2: compared weakly)."""
    return sent == tag or (tag in sent and tag in re.findall(r'"[^"]*"', sent)) or sent.strip() == "*"


class KeptPages:
    """Pages by address, each with the stamp it was made under; the least lately read goes first. Safe among threads."""

    def __init__(self, *, limit_bytes: int) -> None:
        self.limit_bytes, self.n_bytes = limit_bytes, 0
        self._pages: OrderedDict[Hashable, tuple[Hashable, KeptPage, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, *, stamp: Hashable) -> KeptPage | None:
        """The page, if it was made under this very stamp; one made under another is let go."""
        with self._lock:
            found = self._pages.get(key)
            if found is None:
                return None
            if found[0] != stamp:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, page: KeptPage, *, stamp: Hashable) -> None:
        """Keep the page; called again once it has grown by another encoding."""
        with self._lock:
            self._drop(key)
            size = page.n_bytes
            if size > self.limit_bytes // 4:
                return
            self._pages[key] = (stamp, page, size)
            self.n_bytes += size
            while self.n_bytes > self.limit_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.n_bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def _drop(self, key: Hashable) -> None:
        found = self._pages.pop(key, None)
        self.n_bytes -= found[2] if found else 0
