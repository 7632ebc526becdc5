"""Somebody who follows every link they are shown, and remembers what each address answered."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

HOST = "http://testserver"
LINK = re.compile(
    r"""(?:href|action|content|data-[a-z-]+)="([^"]+)"|<(?:loc|link)>([^<]+)</|"(/[^"\s]*|http://testserver[^"\s]*)\""""
)
NOT_FOLLOWED = ("/static/", "/en/", "/accounts/logout/", "/accounts/password/", "/accounts/2fa/", "/ui/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said: a workbook or archive is read as the text of all its parts."""

    address: str
    status: int
    text: str


def ask(client: Client, address: str) -> Answer:
    response = client.get(address)
    return Answer(address, response.status_code, _words_of(response))


def pattern_of(address: str) -> str:
    """The name of the page an address leads to; empty where it leads nowhere."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def wander(client: Client, *, starts: Iterable[str], n_each: int, deep: tuple[str, ...] = ()) -> Iterator[Answer]:
    """Every page within reach, at most `n_each` addresses of a pattern (five times as many in the rooms `deep`)."""
    waiting, met, known = deque(starts), Counter[str](), set(starts)
    while waiting:
        address = waiting.popleft()
        pattern = pattern_of(address)
        limit = n_each * 5 if pattern.startswith(deep) else n_each
        if not pattern or met[pattern] >= limit:
            continue
        met[pattern] += 1
        answer = ask(client, address)
        yield answer
        for link in _links(answer):
            if link not in known:
                known.add(link)
                waiting.append(link)


def _links(answer: Answer) -> Iterator[str]:
    for found in LINK.finditer(answer.text):
        whole = urlsplit(urldefrag(urljoin(HOST + answer.address, next(filter(None, found.groups())))).url)
        if whole.netloc == "testserver" and not whole.path.startswith(NOT_FOLLOWED):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def _words_of(response: HttpResponseBase) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    said = f"{response.headers.get('Location', '')} {response.headers.get('Content-Disposition', '')}"
    return f"{said} {content.decode('utf-8', 'replace')}".replace("&amp;", "&")
