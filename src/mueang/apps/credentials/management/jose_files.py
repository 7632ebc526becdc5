"""Credentials in JOSE envelopes from file to file, as the W3C suite for them asks: no database, no network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mueang.standards import jose_envelopes, strict_json
from mueang.standards.verdicts import MALFORMED, Refused

OPTIONS = ("input", "key", "feature", "output")


def add_file_arguments(parser: CommandParser) -> None:
    """`--input F --key F --feature X --output F`, which are given together or not at all."""
    group = parser.add_argument_group("from file to file, with one key and no database")
    group.add_argument("--input", metavar="FILE", help="the credential or presentation: JSON to secure, or a token")
    group.add_argument("--key", metavar="FILE", help="a verification method with publicKeyJwk or secretKeyJwk")
    group.add_argument("--feature", help=" or ".join(jose_envelopes.MEDIA_OF))
    group.add_argument("--output", metavar="FILE", help='where {"result": "success" or "failure", "data": …} goes')


def asked_for_files(options: dict[str, Any]) -> bool:
    given = [name for name in OPTIONS if options.get(name)]
    if given and len(given) < len(OPTIONS):
        raise CommandError("--input, --key, --feature and --output belong together.")
    return bool(given)


def issue_file(options: dict[str, Any]) -> str:
    """Why it was refused; empty if it was secured."""
    return _answered(options, lambda text, method: jose_envelopes.secure(_json(text), method=method, **_kind(options)))


def verify_file(options: dict[str, Any]) -> str:
    """Why it was refused; empty if the key signed it and it is what it must be."""

    def opened(text: str, method: dict[str, Any]) -> str:
        return json.dumps(jose_envelopes.opened(text, method=method, **_kind(options)), ensure_ascii=False)

    return _answered(options, opened)


def _answered(options: dict[str, Any], work: Any) -> str:
    try:
        text, key = (Path(options[name]).read_text(encoding="utf-8") for name in ("input", "key"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read: {error}.", returncode=2) from error
    reason, data = "", ""
    try:
        data = work(text, _json(key))
    except Refused as refusal:
        reason = f"{refusal.code}: {refusal.detail}"
    answer = {"result": "failure" if reason else "success", "data": reason or data}
    Path(options["output"]).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return reason


def _json(text: str) -> dict[str, Any]:
    try:
        found = strict_json.checked(strict_json.loads(text))
    except strict_json.MalformedJson as error:
        raise Refused(MALFORMED, str(error)) from error
    if not isinstance(found, dict):
        raise Refused(MALFORMED, "not an object")
    return found


def _kind(options: dict[str, Any]) -> dict[str, str]:
    return {"feature": options["feature"]}
