"""Somebody who follows every link they are shown, and remembers what each address answered."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from pypdf import PdfReader
from pypdf.errors import PdfReadError

HOST = "http://testserver"
LINK = re.compile(
    r"""(?:href|action|content|data-[a-z-]+)="([^"]+)"|<(?:loc|link)>([^<]+)</|"(/[^"\s]*|http://testserver[^"\s]*)\""""
)
FORMAT = re.compile(r"format=(\w+)|\.(\w{3,7})$")
NOT_FOLLOWED = ("/static/", "/en/", "/accounts/logout/", "/accounts/password/", "/accounts/2fa/", "/ui/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said: a workbook or archive is read as the text of all its parts, a PDF as its words."""

    address: str
    status: int
    text: str


def ask(client: Client, address: str) -> Answer:
    response = client.get(address)
    return Answer(address, response.status_code, words_of(response))


def pattern_of(address: str) -> str:
    """The name of the page an address leads to; empty where it leads nowhere."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def format_of(address: str) -> str:
    """`.xlsx` of an address that leads to a file; empty for a page."""
    found = FORMAT.search(address)
    return f".{next(filter(None, found.groups()))}" if found else ""


def wander(
    client: Client,
    *,
    starts: Iterable[str],
    n_each: int,
    deep: tuple[str, ...] = (),
    takes_files: bool = False,
    known: set[str] | None = None,
) -> Iterator[Answer]:
    """Every page within reach, at most `n_each` addresses of a pattern (five times as many in the rooms `deep`).

    Who `takes_files` opens a page's other formats as well as the page. `known` gets every link that was shown.
    """
    waiting, met, shown = deque(starts), Counter[str](), set(starts)
    everything = set() if known is None else known
    while waiting:
        address = waiting.popleft()
        pattern = pattern_of(address)
        limit = n_each * 5 if pattern.startswith(deep) else n_each
        kind = pattern + (format_of(address) if takes_files else "")
        if not pattern or met[kind] >= limit:
            continue
        met[kind] += 1
        answer = ask(client, address)
        yield answer
        for link in links_of(answer.address, answer.text):
            if link not in shown:
                shown.add(link)
                everything.add(link)
                waiting.append(link)


def links_of(address: str, text: str) -> Iterator[str]:
    """Where a page leads within the house."""
    for found in LINK.finditer(text):
        whole = urlsplit(urldefrag(urljoin(HOST + address, next(filter(None, found.groups())))).url)
        if whole.netloc == "testserver" and not whole.path.startswith(NOT_FOLLOWED):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def words_of(response: HttpResponseBase) -> str:
    """The text of an answer and of what it says beside it; a workbook is the text of its parts, a PDF its words."""
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        # What somebody handed in as a PDF may be none: then its bytes are read.
        with suppress(PdfReadError, ValueError):
            content = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
    said = f"{response.headers.get('Location', '')} {response.headers.get('Content-Disposition', '')}"
    return f"{said} {content.decode('utf-8', 'replace')}".replace("&amp;", "&")
