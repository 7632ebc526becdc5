"""Ports for servers that a test starts."""

from __future__ import annotations

import random
import socket


def free_port() -> int:
    """Nobody listens there, and it is none of those that the machine gives to whoever calls out."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise LookupError("a hundred ports, and somebody at each")
