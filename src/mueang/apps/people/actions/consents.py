"""Record and withdraw consents and other lawful bases (PDPA B.E. 2562)."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.errors import ConsentRefused, NotTheSameCity
from mueang.apps.people.models import Consent, Face, Person
from mueang.apps.people.rules import may_give_consent, may_withdraw_consent
from mueang.lib.ready import insert_rows

# PDPA section 20: under ten, only the holder of parental power consents.
AGE_OF_OWN_CONSENT = 10


@transaction.atomic
def give_consent(
    *,
    person: Person,
    given_by: Person,
    relation: str,
    has_legal_authority: bool,
    purpose: str,
    lawful_basis: str,
    text_version: str,
    actor: User | None,
) -> Consent:
    """Record the lawful basis of one purpose; it takes the place of the standing one, the same again returns it.

    Raises PermissionDenied, NotTheSameCity, and ConsentRefused where a child under ten would consent for themself,
    somebody without legal authority would consent for them, or giver and relation contradict each other.
    """
    if not may_give_consent(actor, person):
        raise PermissionDenied
    consent = Consent(
        person=person,
        given_by=given_by,
        relation=relation,
        has_legal_authority=has_legal_authority,
        purpose=purpose,
        lawful_basis=lawful_basis,
        text_version=text_version,
        given_at=timezone.now(),
    )
    _check(consent)
    standing = Consent.objects.select_for_update(of=("self",)).filter(person=person, purpose=purpose, withdrawn_at=None)
    before = standing.first()
    if before and _says_the_same(before, consent):
        return before
    if before:
        standing.update(withdrawn_at=consent.given_at)
    consent.save(force_insert=True)
    if purpose == Purpose.PUBLIC_NAME:
        mark_public_change(person.city, catalog=False)
    _record_given(consent, actor=actor)
    return consent


def give_first_consents(*, consents: Sequence[Consent], actor: User | None) -> None:
    """Record a basis where none stands yet, for all in one statement.

    Takes rows that are not saved, for any purpose but the public name; refuses as `give_consent` does.
    """
    for consent in consents:
        if not may_give_consent(actor, consent.person):
            raise PermissionDenied
        _check(consent)
    with transaction.atomic(savepoint=False):
        insert_rows(consents)
        for consent in consents:
            _record_given(consent, actor=actor)


def _record_given(consent: Consent, *, actor: User | None) -> None:
    said = ("purpose", "lawful_basis", "text_version", "relation")
    facts = {name: str(getattr(consent, name)) for name in said}
    person = consent.person
    record(actor=actor, verb="consent.given", target=person, book=person.city.slug, facts=facts)


@transaction.atomic
def withdraw_consent(*, consent: Consent, actor: User | None) -> Consent:
    """Withdraw it from now on (PDPA section 19: what was done before stays lawful). A picture it allowed is gone.

    Raises PermissionDenied, and ConsentRefused if it was withdrawn already.
    """
    consent = Consent.objects.select_for_update(of=("self",)).select_related("person__city").get(pk=consent.pk)
    if not may_withdraw_consent(actor, consent.person, purpose=consent.purpose):
        raise PermissionDenied
    if consent.withdrawn_at:
        raise ConsentRefused("withdrawn")
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    person = consent.person
    if consent.purpose == Purpose.PUBLIC_NAME:
        mark_public_change(person.city, catalog=False)
    if consent.purpose == Purpose.FACE:
        Face.objects.filter(person=person).delete()
    record(
        actor=actor, verb="consent.withdrawn", target=person, book=person.city.slug, facts={"purpose": consent.purpose}
    )
    return consent


def _check(consent: Consent) -> None:
    is_own = consent.person_id == consent.given_by_id
    if is_own != (consent.relation == Relation.SELF):
        raise ConsentRefused("relation")
    if consent.person.city_id != consent.given_by.city_id:
        raise NotTheSameCity
    age = consent.person.age_on(timezone.localdate())
    if consent.lawful_basis != LawfulBasis.CONSENT or age is None or age >= AGE_OF_OWN_CONSENT:
        return
    if is_own:
        raise ConsentRefused("needs_guardian")
    if not consent.has_legal_authority:
        raise ConsentRefused("no_authority")


def _says_the_same(one: Consent, other: Consent) -> bool:
    said = ("given_by_id", "relation", "has_legal_authority", "lawful_basis", "text_version")
    return all(getattr(one, name) == getattr(other, name) for name in said)
