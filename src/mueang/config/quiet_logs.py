"""No secret address in any log: some addresses are the key itself, and whoever reads a log must not be able to use it.

A test walks every route that needs no sign-in and fails where a part of it is neither listed here nor known as open.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

BLANK = "[secret]"
# What stands before the key, behind any host and language.
SECRET_ADDRESSES = (
    "/answer/",
    "/claim/",
    "/partner/",
    "/s/",
    "/unsubscribe/",
    "/my/ticket/",
    "/my/offer/",
    "/my/outcome/",
    "/my/here/{part}/",
    "/still-true/",
    "/mapping/join/",
    "/accounts/welcome/{part}/",
    "/accounts/password/reset/key/",
    "/accounts/confirm-email/",
    "/{part}/learn/{part}/join/",
    "/{part}/wishes/",
    "/{part}/suits/",
)
_PART = r"[^\s/?\"'<>]+"
_KEYS = re.compile(f"({'|'.join(one.format(part=_PART) for one in SECRET_ADDRESSES)})({_PART})")
_SHORTEST = 6
_PLAIN = logging.Formatter()


class NoSecretAddress(logging.Filter):
    """Blank the keys in what a record says, its traceback included, before the handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        key = secret_in(str(getattr(getattr(record, "request", None), "path", "")))
        record.msg, record.args = quiet(record.getMessage(), key), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _PLAIN.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = quiet(record.exc_text, key)
        if record.stack_info:
            record.stack_info = quiet(record.stack_info, key)
        return True


class JsonLine(logging.Formatter):
    """One object a line, for a log store; the keys stay the same from version to version."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.getMessage(),
            "process": record.process,
        }
        if record.exc_info or record.exc_text:
            said["traceback"] = record.exc_text or self.formatException(record.exc_info)  # type: ignore[arg-type]
        return json.dumps(said, ensure_ascii=False)


def quiet(text: str, key: str = "") -> str:
    """The text without the key of any secret address that stands in it, and without `key` wherever it stands."""
    if len(key) >= _SHORTEST:
        text = text.replace(key, BLANK)
    return _KEYS.sub(rf"\1{BLANK}", text)


def secret_in(path: str) -> str:
    """The key that an address carries; empty for one that carries none."""
    found = _KEYS.search(path)
    return found[2] if found else ""
