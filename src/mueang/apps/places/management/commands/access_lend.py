"""`mueang access lend`: a role for some hours, for whoever must look after an installation; nobody holds it at rest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.errors import RoleAlreadyHeld
from mueang.apps.accounts.queries import account_by_name
from mueang.apps.network.queries import city_by_slug
from mueang.apps.places.actions import lend_role

LONGEST_HOURS = 24


class Command(BaseCommand):
    help = "Lend an account a role for some hours. It ends by itself, and both stand in the record."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--city", default="", help="slug; without it, over the whole installation")
        parser.add_argument("--hours", type=float, default=2.0, help=f"at most {LONGEST_HOURS}")
        parser.add_argument("--reason", required=True, help="stands in the record; no names")

    def handle(
        self, *_arguments: Any, username: str, role: str, city: str, hours: float, reason: str, **_options: Any
    ) -> None:
        user = account_by_name(username)
        if user is None:
            raise CommandError(f"no account signs in as {username}")
        found = city_by_slug(city) if city else None
        if city and found is None:
            raise CommandError(f"no city {city}")
        if not 0 < hours <= LONGEST_HOURS:
            raise CommandError(f"between 0 and {LONGEST_HOURS} hours")
        until = timezone.now() + timedelta(hours=hours)
        try:
            lend_role(user=user, role=role, city=found, until=until, reason=reason)
        except RoleAlreadyHeld as error:
            raise CommandError(f"{username} holds this role there already") from error
        self.stdout.write(f"{username} is {role} until {timezone.localtime(until):%Y-%m-%d %H:%M}")
