"""Words that no page expects, in every parameter that a page of the demo takes after its question mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from wanderer import Answer, links_of, pattern_of

ASKING = re.compile(r'<form[^>]*method="get"[^>]*>(.*?)</form>', re.DOTALL | re.IGNORECASE)
NAME = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
MARK = "zz'\"><b>"
"""Stands in a page only where it was not made harmless."""
WORDS = ("9" * 30, MARK, "-1", "2569-13-45", "x" * 3000, str(uuid4()), "1e999", "ก" * 500, "../../etc", "None")


def hostile_addresses(answers: Iterable[Answer]) -> Iterator[str]:
    """Of every page that was shown and takes parameters one address, with another word in each of them."""
    done, turn = set[str](), count()
    for answer in answers:
        path, page = urlsplit(answer.address).path, pattern_of(answer.address)
        names = parameters_of(answer) if answer.status == 200 and page not in done else []
        if names:
            done.add(page)
            yield f"{path}?{urlencode({name: WORDS[next(turn) % len(WORDS)] for name in names})}"


def parameters_of(answer: Answer) -> list[str]:
    path = urlsplit(answer.address).path
    own = [link for link in links_of(answer.address, answer.text) if urlsplit(link).path == path]
    linked = {name for link in own for name, _value in parse_qsl(urlsplit(link).query)}
    return sorted(linked | {name for form in ASKING.findall(answer.text) for name in NAME.findall(form)})
