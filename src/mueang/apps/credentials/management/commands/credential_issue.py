"""`mueang credential issue`: award everyone who completed an offering, or secure one file with one key."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.credentials.actions import start_award_run, work_award_run
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.management.jose_files import add_file_arguments, asked_for_files, issue_file
from mueang.apps.credentials.models import Achievement, AwardRun
from mueang.apps.credentials.queries import achievements_for, progress_of


class Command(BaseCommand):
    help = "Award everyone who completed an offering and holds no award yet; or put the credential in a file into JOSE."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="the city's address, such as yala")
        parser.add_argument("--offering", help="the offering's address in that city")
        parser.add_argument("--as", dest="username", help="the officer who answers for it")
        add_file_arguments(parser)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if asked_for_files(options):
            if reason := issue_file(options):
                self.stderr.write(reason)
                sys.exit(1)
            return
        if not all(options[name] for name in ("city", "offering", "username")):
            raise CommandError(
                "--city, --offering and --as say what is awarded; --input and its like, what is secured."
            )
        self.award(options["city"], options["offering"], options["username"])

    def award(self, city: str, offering: str, username: str) -> None:
        actor = User.objects.filter(username=username, is_active=True).first()
        row = Offering.objects.select_related("city", "program").filter(city__slug=city, slug=offering).first()
        if actor is None or row is None:
            raise CommandError("There is no such officer." if actor is None else f"{city} has no offering {offering}.")
        achievement = achievements_for(viewer=actor, offering=row).first()
        if achievement is None:
            raise CommandError(
                "There is nothing this cohort can be awarded, or the officer may not award in this city."
            )
        self.stdout.write(f"{self.award_all(achievement, row, actor)} awards signed.")

    def award_all(self, achievement: Achievement, offering: Offering, actor: User) -> int:
        try:
            run = start_award_run(achievement=achievement, offering=offering, actor=actor)
        except CredentialRefused as refusal:
            raise CommandError(refusal.sentence) from refusal
        while not progress_of(run := AwardRun.objects.get(pk=run.pk)).is_over:
            work_award_run(run)
        return run.n_done
