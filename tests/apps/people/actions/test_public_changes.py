"""Whoever is named in public no longer, is named no longer at once: the city's public version rises."""

import pytest

from factories.rows import PersonFactory
from mueang.apps.people.actions import give_consent, merge_persons, withdraw_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation


def consent_of(person, purpose, actor):
    return give_consent(
        person=person,
        given_by=person,
        relation=Relation.SELF,
        has_legal_authority=True,
        purpose=purpose,
        lawful_basis=LawfulBasis.CONSENT,
        text_version="2566-1",
        actor=actor,
    )


def version(cast):
    cast.city.refresh_from_db()
    return cast.city.version


@pytest.mark.parametrize(("purpose", "rises"), [(Purpose.PUBLIC_NAME, True), (Purpose.LEARNING, False)])
def test_only_consent_to_be_named_in_public_changes_public_pages(cast, purpose, rises):
    person = PersonFactory(city=cast.city)
    before = version(cast)

    consent = consent_of(person, purpose, cast.officer)
    given = version(cast)
    withdraw_consent(consent=consent, actor=cast.officer)

    assert (given > before, version(cast) > given) == (rises, rises)


def test_a_merge_changes_public_pages(cast):
    keep, merge = PersonFactory(city=cast.city), PersonFactory(city=cast.city)
    before = version(cast)

    merge_persons(keep=keep, merge=merge, actor=cast.officer)

    assert version(cast) > before
