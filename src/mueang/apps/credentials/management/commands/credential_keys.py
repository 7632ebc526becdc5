"""`mueang credential keys`: list an installation's issuers and keys, export DID documents, rotate a key."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.apps.credentials.actions import rotate_key
from mueang.apps.credentials.models import Issuer
from mueang.apps.credentials.queries import issuer_document


class Command(BaseCommand):
    help = "List every issuer with its keys; --export prints a DID document for others; --rotate starts a new key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--export", metavar="ISSUER", help="print the issuer's DID document")
        parser.add_argument("--rotate", metavar="ISSUER", help="retire the current key and start a new one")

    def handle(self, *_arguments: Any, export: str | None, rotate: str | None, **_options: Any) -> None:
        if export:
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

    def issuer(self, slug: str) -> Issuer:
        found = Issuer.objects.select_related("city").prefetch_related("keys").filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no issuer {slug}. `mueang credential keys` lists them.")
        return found
