"""Which consent stands."""

from __future__ import annotations

from mueang.apps.people.models import Consent, Person


def standing_consent(person: Person, purpose: str) -> Consent | None:
    """The lawful basis that holds now for this purpose, if any."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()
