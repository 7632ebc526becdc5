"""`mueang credential keys`: list issuers and keys, export DID documents, rotate a key, tell that one is not safe."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.apps.accounts.models import User
from mueang.apps.credentials.actions import award_again, declare_unsafe, rotate_key
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.models import Issuer, IssuerKey
from mueang.apps.credentials.queries import issuer_document, signed_with


class Command(BaseCommand):
    help = (
        "List every issuer with its keys; --export prints a DID document for others; --rotate starts a new key; "
        "--unsafe tells everybody that a key may be in other hands and names every award it signed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--export", metavar="ISSUER", help="print the issuer's DID document")
        parser.add_argument("--rotate", metavar="ISSUER", help="retire the current key and start a new one")
        parser.add_argument("--unsafe", metavar="KEY", help="a key as listed (z6Mk…)")
        parser.add_argument("--since", help="from when on it may have been in other hands, 2026-11-22T08:30+07:00")
        parser.add_argument(
            "--again", metavar="OFFICER", help="with --unsafe: sign its standing awards anew, as this officer"
        )

    def handle(self, *_arguments: Any, export: str | None, rotate: str | None, **options: Any) -> None:
        if options["unsafe"]:
            self.declare(options["unsafe"], since=options["since"], officer=options["again"])
        elif export:
            self.stdout.write(json.dumps(issuer_document(self.issuer(export)), indent=2))
        elif rotate:
            key = rotate_key(issuer=self.issuer(rotate), actor=None)
            self.stdout.write(f"{rotate} signs with {key.public_multibase} from now on; the old key stays listed.")
        else:
            for issuer in Issuer.objects.prefetch_related("keys"):
                self.stdout.write(f"{issuer.slug}  {issuer.name_th}")
                for key in issuer.keys.all():
                    until = f"until {key.retired_at:%Y-%m-%d %H:%M}" if key.retired_at else "current"
                    self.stdout.write(f"    {key.public_multibase}  from {key.created_at:%Y-%m-%d %H:%M}, {until}")

    def declare(self, name: str, *, since: str | None, officer: str | None) -> None:
        key = IssuerKey.objects.filter(public_multibase=name).first()
        actor = User.objects.filter(username=officer, is_active=True).first() if officer else None
        if key is None or (officer and actor is None):
            raise CommandError("There is no such key." if key is None else "There is no such officer.")
        if key.unsafe_since is None:
            key = declare_unsafe(key=key, since=self.moment(since), actor=None)
        for row in signed_with(key):
            state = "revoked" if row.revoked_at else "DOUBTFUL" if row.awarded_at >= self.since(key) else "good here"
            if actor is not None and row.revoked_at is None:
                state = f"replaced by {award_again(award=row, reason=RevocationReason.UNSAFE_KEY, actor=actor).number}"
            self.stdout.write(f"    {row.number}  {row.awarded_at:%Y-%m-%d %H:%M}  {state}")

    def since(self, key: IssuerKey) -> datetime:
        return key.unsafe_since or key.created_at

    def moment(self, text: str | None) -> datetime:
        try:
            return datetime.fromisoformat(text or "").astimezone(UTC)
        except ValueError as error:
            raise CommandError("--since wants a day and an hour with its zone.") from error

    def issuer(self, slug: str) -> Issuer:
        found = Issuer.objects.select_related("city").prefetch_related("keys").filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no issuer {slug}. `mueang credential keys` lists them.")
        return found
