"""Consents as the PDPA wants them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cast import officer_of_both
from factories.people import ConsentFactory, KnownPersonFactory
from mueang.apps.audit.actions import recorded_together
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import give_consent, give_first_consents, withdraw_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.errors import ConsentRefused, NotTheSameCity
from mueang.apps.people.models import Consent
from mueang.apps.people.queries import standing_consent


def give(person, actor, **said):
    said = {
        "given_by": person,
        "relation": Relation.SELF,
        "has_legal_authority": True,
        "purpose": Purpose.LEARNING,
        "lawful_basis": LawfulBasis.CONSENT,
        "text_version": "2026-01",
    } | said
    return give_consent(person=person, actor=actor, **said)


def child_of(city, years):
    return KnownPersonFactory(city=city, birth_on=timezone.localdate() - timedelta(days=int(years * 365.25) + 2))


def test_give_consent_keeps_who_gave_it_and_leaves_a_record(cast):
    person = KnownPersonFactory(city=cast.city)

    consent = give(person, cast.officer)

    assert standing_consent(person, Purpose.LEARNING) == consent
    event = Event.objects.get()
    assert (event.verb, event.facts["purpose"]) == ("consent.given", "learning")


def test_a_child_under_ten_cannot_consent(cast):
    with pytest.raises(ConsentRefused) as refusal:
        give(child_of(cast.city, 9), cast.officer)

    assert refusal.value.why == "needs_guardian"
    assert refusal.value.sentence


def test_a_guardian_without_legal_authority_cannot_consent_for_a_child_under_ten(cast):
    aunt = KnownPersonFactory(city=cast.city)

    with pytest.raises(ConsentRefused) as refusal:
        give(child_of(cast.city, 9), cast.officer, given_by=aunt, relation="relative", has_legal_authority=False)

    assert refusal.value.why == "no_authority"
    assert refusal.value.sentence


@pytest.mark.parametrize(
    "said",
    [
        {"relation": Relation.MOTHER},
        {"relation": Relation.RELATIVE, "has_legal_authority": False, "lawful_basis": LawfulBasis.PUBLIC_TASK},
    ],
)
def test_a_guardian_with_authority_or_another_lawful_basis_serves_a_child_under_ten(cast, said):
    adult = KnownPersonFactory(city=cast.city)

    consent = give(child_of(cast.city, 9), cast.officer, given_by=adult, **said)

    assert consent.given_by == adult


@pytest.mark.parametrize("years", [10, 40, None])
def test_from_ten_on_a_person_consents_themself(cast, years):
    person = child_of(cast.city, years) if years else KnownPersonFactory(city=cast.city)

    assert give(person, cast.officer).given_by == person


def test_the_same_consent_again_is_the_standing_one(cast):
    person = KnownPersonFactory(city=cast.city)

    assert give(person, cast.officer) == give(person, cast.officer)
    assert Event.objects.count() == 1


def test_a_new_text_takes_the_place_of_the_old_consent(cast):
    person = KnownPersonFactory(city=cast.city)
    old = give(person, cast.officer)

    new = give(person, cast.officer, text_version="2027-01")

    old.refresh_from_db()
    assert old.withdrawn_at == new.given_at
    assert standing_consent(person, Purpose.LEARNING) == new


@pytest.mark.parametrize("said", [{"relation": Relation.MOTHER}, {"given_by": "other"}])
def test_giver_and_relation_must_fit_together(cast, said):
    other = KnownPersonFactory(city=cast.city)
    said = said | ({"given_by": other} if "given_by" in said else {})

    with pytest.raises(ConsentRefused) as refusal:
        give(KnownPersonFactory(city=cast.city), cast.officer, **said)

    assert refusal.value.sentence


def test_nobody_of_another_city_consents(cast):
    other = KnownPersonFactory(city=cast.elsewhere)

    with pytest.raises(NotTheSameCity):
        give(KnownPersonFactory(city=cast.city), officer_of_both(cast), given_by=other, relation=Relation.MOTHER)


def test_a_stranger_neither_gives_nor_withdraws(cast):
    consent = ConsentFactory(person__city=cast.city)

    with pytest.raises(PermissionDenied):
        give(consent.person, cast.stranger, purpose=Purpose.PHOTO)
    with pytest.raises(PermissionDenied):
        withdraw_consent(consent=consent, actor=cast.stranger)

    assert Consent.objects.get().withdrawn_at is None


def test_a_learner_withdraws_their_own_consent_once(cast):
    consent = ConsentFactory(person=cast.learner_person)

    withdraw_consent(consent=consent, actor=cast.learner)

    assert standing_consent(cast.learner_person, Purpose.LEARNING) is None
    with pytest.raises(ConsentRefused) as refusal:
        withdraw_consent(consent=consent, actor=cast.learner)
    assert refusal.value.sentence


def unsaved(person, **said):
    said = {
        "given_by": person,
        "relation": Relation.SELF,
        "has_legal_authority": True,
        "purpose": Purpose.LEARNING,
        "lawful_basis": LawfulBasis.CONSENT,
        "text_version": "2026-01",
        "given_at": timezone.now(),
    } | said
    return Consent(person=person, **said)


@pytest.mark.parametrize("n_people", [1, 3])
def test_first_consents_are_written_together_and_recorded_one_by_one(cast, n_people, django_assert_num_queries):
    people = [KnownPersonFactory(city=cast.city) for _ in range(n_people)]
    give(KnownPersonFactory(city=cast.city), None)

    # A savepoint and its end around four statements: consents, the book's head, events, the head moved on.
    with django_assert_num_queries(6), transaction.atomic(), recorded_together():
        give_first_consents(consents=[unsaved(person) for person in people], actor=None)

    assert [standing_consent(person, Purpose.LEARNING).given_by for person in people] == people
    assert Event.objects.filter(verb="consent.given").count() == n_people + 1


def test_first_consents_are_refused_like_any_other(cast):
    adult = KnownPersonFactory(city=cast.city)

    with pytest.raises(ConsentRefused):
        give_first_consents(consents=[unsaved(adult), unsaved(child_of(cast.city, 9))], actor=cast.officer)
    with pytest.raises(PermissionDenied):
        give_first_consents(consents=[unsaved(adult)], actor=cast.stranger)

    assert not Consent.objects.exists()


def test_a_first_consent_does_not_stand_beside_another(cast):
    person = KnownPersonFactory(city=cast.city)
    give(person, cast.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        give_first_consents(consents=[unsaved(person)], actor=cast.officer)

    assert (Consent.objects.count(), Event.objects.count()) == (1, 1)
