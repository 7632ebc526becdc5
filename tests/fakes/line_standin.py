"""A stand-in for LINE and for an SMS gateway: it fails, stalls, limits, hangs up and answers twice, and keeps a ledger.

Usage: python tests/fakes/line_standin.py [--seed 1] [--trouble 0.1]; it prints its port, and GET /_ledger what it took.
What it answers, and what it takes, is checked against LINE's published description by the tests beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

TOKEN = "stand-in-token"
USER_ID = re.compile(r"U[0-9a-f]{32}")
PATHS = {"/v2/bot/message/push": 1, "/v2/bot/message/multicast": 500}
TROUBLES = ("fails", "fails_after", "hangs_up", "limits", "answers_twice", "redirects")


@dataclass
class StandIn:
    """What it will do, and what it took. `script` names the trouble of the next requests, before chance decides."""

    seed: int = 1
    trouble: float = 0.0
    stalls: int = 0  # so many requests, spread, get no answer though they were taken
    quota: int = 1_000_000
    bad_users: frozenset[str] = frozenset()
    script: list[str] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    keeps_requests: bool = False
    address: str = ""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def next_trouble(self) -> str:
        if self.script:
            return self.script.pop(0)
        if self.stalls and self.chance.random() < 0.0005:
            self.stalls -= 1
            return "stalls"
        return self.chance.choice(TROUBLES) if self.chance.random() < self.trouble else ""

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[bytes, bool] | None:
        """The bytes to send and whether to hang up after them; None for no answer at all."""
        if path == "/_ledger":
            return reply(200, {"taken": self.taken, "seen": self.seen}), False
        if headers.get("authorization") != f"Bearer {TOKEN}":
            return reply(401, {"message": "Authentication failed"}), False
        if method == "GET" and path == "/v2/bot/message/quota":
            return reply(200, {"type": "limited", "value": self.quota}), False
        if method == "GET" and path == "/v2/bot/message/quota/consumption":
            return reply(200, {"totalUsage": self.taken.total()}), False
        if method != "POST" or (path not in PATHS and path != "/sms"):
            return reply(404, {"message": "Not found"}), False
        if self.keeps_requests:
            self.requests.append((path, headers, json.loads(body)))
        return self._message(path, headers, body)

    def _message(self, path: str, headers: dict[str, str], body: bytes) -> tuple[bytes, bool] | None:
        trouble = self.next_trouble()
        self.seen[trouble or "plain"] += 1
        if trouble == "fails":
            return reply(500, {"message": "Internal server error"}), False
        if trouble == "limits":
            return reply(429, {"message": "The API rate limit has been exceeded."}, {"Retry-After": "0"}), False
        if trouble == "limits_long":
            return reply(429, {"message": "The API rate limit has been exceeded."}, {"Retry-After": "90"}), False
        if trouble == "redirects":
            return reply(307, {"message": "elsewhere"}, {"Location": "http://127.0.0.1:9/"}), False
        said = self._take(path, headers, body)
        if trouble == "fails_after":
            return reply(500, {"message": "Internal server error"}), False
        if trouble == "stalls":
            return None
        if trouble == "hangs_up":
            return b"", True
        return (said * 2 if trouble == "answers_twice" else said), False

    def _take(self, path: str, headers: dict[str, str], body: bytes) -> bytes:
        form = json.loads(body)
        fault = sms_fault(form) if path == "/sms" else line_fault(form, most=PATHS[path])
        receivers = form["to"] if isinstance(form.get("to"), list) else [form.get("to")]
        if fault or self.bad_users & set(receivers):
            return reply(400, {"message": fault or "Failed to send messages"})
        key = headers.get("x-line-retry-key" if path in PATHS else "idempotency-key", "")
        if path in PATHS and not is_uuid(key):
            return reply(400, {"message": "Invalid retry key"})
        if key and key in self.keys:
            accepted = {"x-line-accepted-request-id": key}
            return reply(409, {"message": "The retry key is already accepted"}, accepted)
        if path in PATHS and self.taken.total() + len(receivers) > self.quota:
            return reply(429, {"message": "You have reached your monthly limit."})
        if key:
            self.keys.add(key)
        self.taken.update(receivers)
        if path.endswith("push"):
            return reply(200, {"sentMessages": [{"id": str(self.taken.total()), "quoteToken": "q"}]})
        return reply(200, {})


def line_fault(form: dict[str, Any], *, most: int) -> str:
    """Why LINE would refuse a push or a multicast; empty for none."""
    to, messages = form.get("to"), form.get("messages")
    receivers = [to] if most == 1 else to
    if not isinstance(receivers, list) or not 1 <= len(receivers) <= most or len(set(receivers)) != len(receivers):
        return "The property, 'to', in the request body is invalid"
    if not all(isinstance(one, str) and USER_ID.fullmatch(one) for one in receivers):
        return "The property, 'to', in the request body is invalid"
    if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
        return "Size must be between 1 and 5"
    for message in messages:
        text = message.get("text", "")
        if message.get("type") != "text" or not 1 <= len(text.encode("utf-16-le")) // 2 <= 5000:
            return "May not be empty, or longer than 5000"
    return ""


def sms_fault(form: dict[str, Any]) -> str:
    is_whole = form.get("text") and str(form.get("to", "")).startswith("+66")
    return "" if is_whole else "to and text are needed"


def is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


REASONS = {200: "OK", 307: "Temporary Redirect", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}


def reply(status: int, said: Any, headers: dict[str, str] | None = None) -> bytes:
    body = json.dumps(said).encode()
    extra = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    head = (
        f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Line-Request-Id: {uuid.uuid4()}\r\n{extra}\r\n"
    )
    return head.encode() + body


class Talk(asyncio.Protocol):
    """One connection, kept open for as many requests as come."""

    def __init__(self, standin: StandIn) -> None:
        self.standin = standin
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, rest = self.buffer.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            length = int(headers.get("content-length", "0"))
            if len(rest) < length:
                return
            body, self.buffer = rest[:length], rest[length:]
            method, path, _version = first.split(" ")
            answered = self.standin.answer(method, path, headers, body)
            if answered is None:
                return
            self.transport.write(answered[0])
            if answered[1]:
                self.transport.close()


async def serve(standin: StandIn, ready: Any, stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Talk(standin), "127.0.0.1", 0)
    ready(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()


@contextmanager
def running(standin: StandIn) -> Iterator[str]:
    """The address of a stand-in served by a thread of this process."""
    loop, address, is_ready = asyncio.new_event_loop(), [""], threading.Event()
    stop = asyncio.Event()

    def ready(port: int) -> None:
        address[0] = f"http://127.0.0.1:{port}"
        is_ready.set()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(standin, ready, stop)), daemon=True)
    thread.start()
    is_ready.wait(10)
    try:
        yield address[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trouble", type=float, default=0.0)
    parser.add_argument("--stalls", type=int, default=0)
    asked = parser.parse_args()
    standin = StandIn(seed=asked.seed, trouble=asked.trouble, stalls=asked.stalls)

    def ready(port: int) -> None:
        print(port, flush=True)  # noqa: T201  who started it reads the port

    asyncio.run(serve(standin, ready, asyncio.Event()))


if __name__ == "__main__":
    main()
