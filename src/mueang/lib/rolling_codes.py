"""Codes that change every half minute, made alike by the server and by a device without a network (after RFC 6238)."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

from mueang.lib.sealed import keyed_hash

STEP_SECONDS = 30
# A code is taken for a minute after its half minute, and for half a minute before it: clocks and fingers are slow.
STEPS_AFTER, STEPS_BEFORE = 2, 1


def rolling_key(subject: str) -> str:
    """The secret of `subject`, 64 hexadecimal digits; whoever shows its codes holds it."""
    return keyed_hash(subject, purpose="rolling code")


def code_at(key: str, moment: datetime) -> str:
    """Eight letters and digits of the half minute of `moment`."""
    return _code(key, _step(moment))


def is_current(key: str, code: str, *, at: datetime) -> bool:
    """Whether `code` was shown about now."""
    now = _step(at)
    steps = range(now - STEPS_AFTER, now + STEPS_BEFORE + 1)
    return any(hmac.compare_digest(_code(key, step).encode(), code.upper().encode()) for step in steps)


def _step(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def _code(key: str, step: int) -> str:
    digest = hmac.new(bytes.fromhex(key), str(step).encode(), "sha256").digest()
    return base64.b32encode(digest[:5]).decode()
