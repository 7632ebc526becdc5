"""Invite the first people of an installation or a city, before anybody can sign in to do it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.apps.accounts.actions import password_link
from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.errors import UsernameTaken
from mueang.apps.accounts.queries import account_by_name
from mueang.apps.network.queries import city_by_slug
from mueang.apps.places.actions import invite


class Command(BaseCommand):
    help = "Open an account with a role and print the one-time link by which its owner sets a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="sign-in name")
        parser.add_argument("--display-name", default="", help="name shown to colleagues")
        parser.add_argument("--role", choices=Role.values, default=Role.UNIT_OFFICER.value)
        parser.add_argument("--city", help="slug of the city; without it the role holds everywhere")
        parser.add_argument("--again", action="store_true", help="only print a new link for an account that exists")

    def handle(self, *_arguments: Any, username: str, **options: Any) -> None:
        link = self.new_link(username) if options["again"] else self.invite(username, options)
        self.stdout.write(f"Hand this link over in person; it works once, within three days:\n{link}")

    def new_link(self, username: str) -> str:
        user = account_by_name(username)
        if user is None:
            raise CommandError(f"No account signs in by {username}.")
        return password_link(user)

    def invite(self, username: str, options: dict[str, Any]) -> str:
        city = city_by_slug(options["city"]) if options["city"] else None
        if options["city"] and city is None:
            raise CommandError(f"No city has the address {options['city']}.")
        name = options["display_name"] or username
        try:
            invitation = invite(
                username=username, display_name=name, role=options["role"], city=city, at=city, actor=None
            )
        except UsernameTaken:
            raise CommandError(f"{username} exists; --again prints a new link for it.") from None
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from None
        return invitation.link
