"""`mueang credential verify`: check a credential file, with or without a database or a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.utils import DatabaseError
from django.utils import timezone, translation

from mueang.apps.credentials.management.jose_files import add_file_arguments, asked_for_files, verify_file
from mueang.apps.credentials.queries import found_of, own_status_list, resolve_issuer
from mueang.standards import open_badges
from mueang.standards.status_list import StatusList
from mueang.standards.verdicts import Verdict


class Command(BaseCommand):
    help = (
        "Check a credential: .json, .jwt, .png or .svg. Exit 0 only if it is genuine, in force and not revoked. "
        "Issuers of this installation are known; give others' DID documents and status lists as files."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="the credential; - reads standard input")
        add_file_arguments(parser)
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")
        parser.add_argument("--did", action="append", default=[], metavar="FILE", help="an issuer's DID document")
        parser.add_argument(
            "--status-list", action="append", default=[], metavar="FILE", help="an issuer's status list"
        )

    def handle(self, *_arguments: Any, file: str | None, **options: Any) -> None:
        if asked_for_files(options):
            if reason := verify_file(options):
                self.stderr.write(reason)
                sys.exit(1)
            return
        if file is None:
            raise CommandError("Name the file to check.", returncode=2)
        form = self.read(file)
        documents = {document["id"]: document for document in map(self.read_json, options["did"])}
        lists = {found["id"]: found for found in map(self.read_json, options["status_list"])}
        verdict = open_badges.verify(
            form,
            resolver=lambda did: documents.get(did) or own_issuer(did),
            status=lambda url: lists.get(url) or own_list(url),
            now=timezone.now(),
        )
        if options["json"]:
            checks = [
                {"name": check.name, "ok": check.ok, "code": check.code, "detail": check.detail}
                for check in verdict.checks
            ]
            self.stdout.write(json.dumps({"ok": verdict.ok, "failed": verdict.failed, "checks": checks}))
        else:
            self.say(verdict)
        if not verdict.ok:
            sys.exit(1)

    def say(self, verdict: Verdict) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            found = found_of(verdict)
            lines = [f"{'ok ' if check.ok else 'NO '} {check.label}" for check in found.checks]
            said = [found.holder, found.achievement, found.issuer] if found.holder else []
            self.stdout.write(
                "\n".join([*lines, *said, *found.details, str(found.sentence or "ใบรับรองนี้เป็นของจริงและใช้ได้")])
            )

    def read(self, name: str) -> bytes:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"Cannot read {name}: {error.strerror}.", returncode=2) from error
        if len(content) > settings.UPLOAD_LIMIT_BYTES:
            raise CommandError(f"{name} is larger than {settings.UPLOAD_LIMIT_BYTES} bytes.", returncode=2)
        return content

    def read_json(self, name: str) -> dict[str, Any]:
        try:
            document = json.loads(self.read(name))
        except ValueError as error:
            raise CommandError(f"{name} is not JSON.", returncode=2) from error
        if not isinstance(document, dict) or not isinstance(document.get("id"), str):
            raise CommandError(f"{name} has no id: it is no DID document or status list.", returncode=2)
        return document


def own_issuer(did: str) -> Mapping[str, Any] | None:
    """An issuer of this installation, where there is a database; offline elsewhere there is none."""
    try:
        return resolve_issuer(did)
    except DatabaseError:
        return None


def own_list(url: str) -> StatusList | None:
    try:
        return own_status_list(url)
    except DatabaseError:
        return None
