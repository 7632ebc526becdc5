"""People at the join page, each with a connection: presses sent over plain sockets, so that the crowd costs little."""

from __future__ import annotations

import asyncio
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass

HOST = "127.0.0.1"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one press was told, and after how long."""

    status: int
    location: str
    body: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Door:
    """Where people press: the page's address, and what its form gave them."""

    port: int
    path: str
    cookie: str = ""
    token: str = ""


def typed(door: Door, number: int, **more: str) -> bytes:
    """The whole form as a browser sends it, empty fields included."""
    children = {f"child{n}_{part}": "" for n in range(1, 5) for part in ("name", "birth")}
    fields = {
        "csrfmiddlewaretoken": door.token,
        "request_key": f"burst-{number:06}-{'k' * 24}",
        "name": f"สมมติ{number} ทดสอบ",
        "phone": f"08{number:08}",
        **({"birth": "", "relation": "", "takes_part": "on"} | children | {"agree": "on"} | more),
    }
    return urllib.parse.urlencode(fields).encode()


async def connect(door: Door) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(HOST, door.port)


async def send(writer: asyncio.StreamWriter, door: Door, body: bytes) -> None:
    head = (
        f"POST {door.path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {door.cookie}\r\nContent-Type: {FORM}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()


async def receive(reader: asyncio.StreamReader, *, since: float) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    seconds = time.perf_counter() - since
    return Answer(int(first.split()[1]), headers.get("location", ""), body.decode("utf-8", "replace"), seconds)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while n_bytes := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(n_bytes + 2))
    await reader.readline()
    return b"".join(part[:-2] for part in parts)


async def press(door: Door, body: bytes) -> Answer:
    """One press on a connection of its own."""
    since = time.perf_counter()
    reader, writer = await connect(door)
    try:
        await send(writer, door, body)
        return await receive(reader, since=since)
    finally:
        writer.close()


async def press_until_answered(door: Door, body: bytes, *, lost: list[int]) -> Answer:
    """As people do: a connection that breaks is pressed again, with the same key; `lost` counts them."""
    for pause in (1, 2, 4, 8):
        try:
            return await press(door, body)
        except (OSError, asyncio.IncompleteReadError):
            lost.append(1)
            await asyncio.sleep(pause)
    return await press(door, body)


async def press_and_lose_the_answer(door: Door, body: bytes) -> None:
    """A telephone that drops out of the network after the press."""
    _reader, writer = await connect(door)
    await send(writer, door, body)
    writer.close()


async def in_turn(door: Door, bodies: Sequence[bytes], *, n_clients: int) -> list[Answer]:
    """`n_clients` people press one after another without a pause, each on a connection that stays open."""
    waiting, answers = iter(bodies), []

    async def client() -> None:
        reader, writer = await connect(door)
        for body in waiting:
            since = time.perf_counter()
            await send(writer, door, body)
            answers.append(await receive(reader, since=since))
        writer.close()

    await asyncio.gather(*(client() for _ in range(n_clients)))
    return answers


def percentile_ms(answers: Sequence[Answer], share: float) -> float:
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000
