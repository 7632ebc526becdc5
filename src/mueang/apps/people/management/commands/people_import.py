"""Check a workbook of people from the command line, and write it with --confirm."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.people.actions import confirm_roster, decide_all, discard_roster, stage_roster
from mueang.apps.people.enums import Decision, RowState
from mueang.apps.people.errors import FileRefused, PeopleRefused
from mueang.apps.people.models import Roster
from mueang.apps.people.queries import RosterPreview, roster_preview, roster_rows, row_view


class Command(BaseCommand):
    help = "Check a workbook of people, and add them with --confirm once no row is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the workbook (.xlsx, .xls, .ods, .csv)")
        parser.add_argument("--city", required=True, help="slug of the city")
        parser.add_argument("--sheet", help="name of the sheet; by default the one with most names")
        parser.add_argument("--actor", help="sign-in name of the officer who answers for it")
        parser.add_argument("--skip-duplicates", action="store_true", help="leave out rows that repeat a person above")
        parser.add_argument(
            "--use-known", action="store_true", help="use the city's own entry for persons known already"
        )
        parser.add_argument("--confirm", action="store_true", help="add the people if nothing is left to decide")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the preview; without --confirm, or where rows are undecided, nothing is kept. Exit 1 if refused."""
        city = City.objects.filter(slug=options["city"]).first()
        if city is None:
            raise CommandError(_("There is no city “%(slug)s”.") % {"slug": options["city"]})
        actor = User.objects.filter(username=options["actor"]).first()
        if options["actor"] and actor is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": options["actor"]})
        try:
            roster = stage_roster(
                city=city,
                file_name=options["file"].name,
                data=_read(options["file"]),
                sheet=options["sheet"],
                actor=actor,
            )
        except PeopleRefused as refusal:
            raise CommandError(refusal.sentence) from None
        if options["skip_duplicates"]:
            decide_all(roster=roster, state=RowState.DUPLICATE, decision=Decision.SKIP, actor=actor)
        if options["use_known"]:
            decide_all(roster=roster, state=RowState.KNOWN, decision=Decision.USE_KNOWN, actor=actor)
        preview = self._print(roster)
        if not options["confirm"]:
            discard_roster(roster=roster, actor=actor)
            self.stdout.write(_("Nothing was written. Run it again with --confirm to add them."))
            return
        self._confirm(roster, preview, actor)

    def _confirm(self, roster: Roster, preview: RosterPreview, actor: User | None) -> None:
        try:
            people = confirm_roster(roster=roster, actor=actor)
        except PeopleRefused as refusal:
            discard_roster(roster=roster, actor=actor)
            raise CommandError(refusal.sentence) from None
        self.stdout.write(
            _("%(all)d people on the list, %(new)d of them new.") % {"all": len(people), "new": preview.counts.new}
        )

    def _print(self, roster: Roster) -> RosterPreview:
        """Where the people were found, every fault by its cell, and the counts. No names: terminals are logged."""
        preview = roster_preview(roster)
        if not roster.columns:
            self.stdout.write(_("No header row was recognised; use the web page to say what the columns hold."))
        for row in map(row_view, roster_rows(roster)):
            faults = [str(fault) for fault in row.faults]
            if row.same_as_number and row.is_to_decide:
                faults.append(_("Same person as row %(number)d.") % {"number": row.same_as_number})
            if row.known_person and row.is_to_decide:
                faults.append(_("Known in this city already."))
            if faults:
                self.stdout.write(f"{row.number:>6}  {row.state_label}: {' | '.join(faults)}")
        counts = preview.counts
        self.stdout.write(
            _("%(ready)d ready, %(wrong)d wrong, %(duplicate)d duplicate, %(known)d known, %(skipped)d left out")
            % {
                "ready": counts.ready,
                "wrong": counts.wrong,
                "duplicate": counts.duplicate,
                "known": counts.known,
                "skipped": counts.skipped,
            }
        )
        return preview


def _read(path: Path) -> bytes:
    """The file's bytes, looked at no further than the limit. Raises CommandError if it cannot be read."""
    limit = settings.UPLOAD_LIMIT_BYTES
    try:
        size = path.stat().st_size
        if size > limit:
            raise FileRefused("too_large", {"megabytes": -(-size // 1_000_000), "limit": limit // 1_000_000})
        return path.read_bytes()
    except OSError as error:
        raise CommandError(_("The file cannot be read: %(why)s") % {"why": error.strerror}) from None
