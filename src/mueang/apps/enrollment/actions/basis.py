"""The lawful basis under which somebody takes part (PDPA B.E. 2562), and who answers for a child."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.enrollment.actions.members import Member, NewMember, at_the_door
from mueang.apps.enrollment.enums import Via
from mueang.apps.people.actions import AGE_OF_OWN_CONSENT, add_guardianship, give_first_consents
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.models import Consent, Guardianship, Person
from mueang.lib.new_rows import new_row

CONSENT_TEXT = "learning-2026-1"
AGE_OF_MAJORITY = 20
SELF_SERVICE = (Via.SELF, Via.CARER)


def record_basis(
    persons: Sequence[Person],
    members: Sequence[Member],
    *,
    known: Sequence[Person | None],
    via: str,
    actor: User | None,
) -> None:
    """Guardianships of children who came with the lead (the first), and for everybody the lawful basis of learning."""
    bases = missing_bases(persons, members, known=known, via=via, actor=actor)
    give_first_consents(consents=bases, actor=at_the_door(actor, persons[0].city))


def missing_bases(
    persons: Sequence[Person],
    members: Sequence[Member],
    *,
    known: Sequence[Person | None],
    via: str,
    actor: User | None,
) -> list[Consent]:
    """The bases that are to be recorded, after the guardianships of children who came with the lead were.

    At a public door that is consent: one's own, or the lead's for a child. A carer without parental power cannot
    consent for a child under ten (section 20), and an officer consents for nobody: there it is the city's public
    task (section 24(4)), unless the person agreed aloud. A basis that stands already is left alone; who is not in
    `known` was added just now.
    """
    lead = persons[0]
    door = at_the_door(actor, lead.city)
    settled = _settled([person for person in known if person is not None])
    missing = []
    for person, member in zip(persons, members, strict=True):
        child = _answered_for(person, member, lead=lead)
        if child is not None and child.relation != Relation.INSTITUTION:
            _link(lead, person, child, actor=door)
        if person.pk not in settled:
            missing.append(_consent(person, member, child, lead=lead, via=via))
    return missing


def _settled(known: Sequence[Person]) -> set[int]:
    """Those of them for whose learning a basis stands."""
    if not known:
        return set()
    standing = Consent.objects.filter(person__in=known, purpose=Purpose.LEARNING, withdrawn_at=None)
    return set(standing.values_list("person", flat=True))


def _answered_for(person: Person, member: Member, *, lead: Person) -> NewMember | None:
    """The member, if the lead stated a relation to them and they are not known to be of age."""
    if isinstance(member, Person) or person.pk == lead.pk or member.relation in ("", Relation.SELF):
        return None
    age = person.age_on(timezone.localdate())
    return member if age is None or age < AGE_OF_MAJORITY else None


def _link(lead: Person, child: Person, member: NewMember, *, actor: User | None) -> None:
    if not Guardianship.objects.filter(guardian=lead, child=child, until_on=None).exists():
        add_guardianship(
            guardian=lead,
            child=child,
            relation=member.relation,
            has_legal_authority=member.lead_has_authority,
            actor=actor,
        )


def _consent(person: Person, member: Member, child: NewMember | None, *, lead: Person, via: str) -> Consent:
    age = person.age_on(timezone.localdate())
    may_consent = child is None or child.lead_has_authority or age is None or age >= AGE_OF_OWN_CONSENT
    said_so = isinstance(member, NewMember) and member.agreed_aloud
    said_so = said_so and (age is None or age >= AGE_OF_OWN_CONSENT)
    consents = may_consent and (via in SELF_SERVICE or said_so)
    return new_row(
        Consent,
        person=person,
        given_by=lead if child else person,
        relation=child.relation if child else Relation.SELF,
        has_legal_authority=child.lead_has_authority if child else True,
        purpose=Purpose.LEARNING,
        lawful_basis=LawfulBasis.CONSENT if consents else LawfulBasis.PUBLIC_TASK,
        text_version=f"{CONSENT_TEXT}-oral" if consents and said_so else CONSENT_TEXT,
        given_at=timezone.now(),
    )
