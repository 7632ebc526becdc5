"""Put on record that personal data left the screen as a file."""

from __future__ import annotations

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.people.models import Person, Roster


def note_export(*, city: City, n_persons: int, actor: User) -> None:
    """The list of persons was downloaded."""
    record(actor=actor, verb="people.exported", target=city, book=city.slug, facts={"n_persons": n_persons})


def note_access_copy(*, person: Person, file_format: str, actor: User) -> None:
    """The copy of one person's data was downloaded."""
    record(actor=actor, verb="person.copied", target=person, book=person.city.slug, facts={"file_format": file_format})


def note_corrections_taken(*, roster: Roster, actor: User) -> None:
    """The rows to be corrected were downloaded."""
    record(actor=actor, verb="roster.corrections_taken", target=roster, book=roster.city.slug)
