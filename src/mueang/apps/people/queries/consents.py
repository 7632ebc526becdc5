"""Which consent stands, and who may give one for somebody."""

from __future__ import annotations

from dataclasses import dataclass

from mueang.apps.people.enums import Relation
from mueang.apps.people.models import Consent, Face, Person


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who may consent for a person: themself, or who answers for them now."""

    person: Person
    relation: str
    has_legal_authority: bool

    @property
    def says(self) -> str:
        return f"{self.person.full_name} ({Relation(self.relation).label})"


def standing_consent(person: Person, purpose: str) -> Consent | None:
    """The lawful basis that holds now for this purpose, if any."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()


def face_of(person: Person) -> Face | None:
    """The picture the person agreed to, for themself; staff go by `enrollment.rules.visible_faces`."""
    return Face.objects.filter(person=person).first()


def givers_of(person: Person) -> list[Giver]:
    """The person first. One SQL statement."""
    links = person.guardians_link.filter(until_on=None).select_related("guardian")
    carers = [Giver(link.guardian, link.relation, link.has_legal_authority) for link in links]
    return [Giver(person, Relation.SELF, True), *carers]
