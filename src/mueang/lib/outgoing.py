"""Requests to a provider that the operator named: kept connections, no redirects, short answers, and how it went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from urllib3 import PoolManager

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0
LONGEST_ANSWER = 100_000
LONGEST_PAUSE_SECONDS = 3_600


class NotSent(Exception):
    """The provider cannot have got the request: no connection came about. Named after the kind of the fault."""


class NoAnswer(Exception):
    """The provider may have got the request, and no whole answer came back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """What the body says, or None where it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def pause_seconds(self) -> float | None:
        """How long the provider asks us to wait (Retry-After in seconds or as a date), at most an hour."""
        said = self.headers.get("Retry-After", "").strip()
        if not said:
            return None
        try:
            seconds = float(said) if said.isdigit() else (parsedate_to_datetime(said) - timezone.now()).total_seconds()
        except (ValueError, TypeError):
            return None
        return min(max(seconds, 0.0), LONGEST_PAUSE_SECONDS)


class Provider:
    """Hosts with as many connections to each as may be used at once. Give it back with `close`."""

    def __init__(self, *, n_connections: int, n_hosts: int = 1, answer_seconds: float = ANSWER_SECONDS) -> None:
        from urllib3 import PoolManager, Timeout  # 4 MB, and only the worker sends

        self._pool: PoolManager = PoolManager(
            num_pools=n_hosts,
            maxsize=n_connections,
            block=True,
            retries=False,
            timeout=Timeout(connect=CONNECT_SECONDS, read=answer_seconds),
        )

    def ask(self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """One request, once: no retry and no redirect is followed. Raises NotSent and NoAnswer.

        An address of the operator's own choosing, so an inner one is no fault; a redirect to one would be.
        """
        from urllib3 import exceptions

        unreached = (exceptions.NewConnectionError, exceptions.ConnectTimeoutError, exceptions.NameResolutionError)
        try:
            answer = self._pool.request(
                method, url, headers=dict(headers), body=body, redirect=False, preload_content=False
            )
            try:
                content = answer.read(LONGEST_ANSWER, decode_content=True)
            finally:
                # A short answer read to its end leaves its connection to the next request.
                if answer.length_remaining:
                    answer.close()
                answer.release_conn()
        except unreached as fault:
            raise NotSent(type(fault).__name__) from None
        except (exceptions.SSLError, exceptions.LocationValueError) as fault:
            raise NotSent(type(fault).__name__) from None
        except (exceptions.HTTPError, OSError) as fault:
            raise NoAnswer(type(fault).__name__) from None
        return Answer(status=answer.status, headers=dict(answer.headers), body=content)

    def close(self) -> None:
        self._pool.clear()
