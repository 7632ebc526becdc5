"""Who answers for whom."""

import pytest
from django.core.exceptions import PermissionDenied

from cast import officer_of_both
from factories.people import GuardianshipFactory, KnownPersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import add_guardianship, end_guardianship
from mueang.apps.people.enums import Relation
from mueang.apps.people.errors import GuardianshipRefused, NotTheSameCity
from mueang.apps.people.models import Guardianship


def add(guardian, child, actor, **said):
    said = {"relation": Relation.MOTHER, "has_legal_authority": True} | said
    return add_guardianship(guardian=guardian, child=child, actor=actor, **said)


def test_add_guardianship_stands_from_today_and_leaves_a_record(cast):
    mother, child = KnownPersonFactory(city=cast.city), KnownPersonFactory(city=cast.city)

    link = add(mother, child, cast.officer)

    assert (link.guardian, link.child, link.until_on) == (mother, child, None)
    assert Event.objects.get().target == f"people.person:{child.uuid}"


def test_the_same_guardianship_again_is_the_standing_one(cast):
    mother, child = KnownPersonFactory(city=cast.city), KnownPersonFactory(city=cast.city)

    assert add(mother, child, cast.officer) == add(mother, child, cast.officer)
    assert Event.objects.count() == 1


def test_a_contradicting_guardianship_is_refused(cast):
    mother, child = KnownPersonFactory(city=cast.city), KnownPersonFactory(city=cast.city)
    add(mother, child, cast.officer)

    with pytest.raises(GuardianshipRefused) as refusal:
        add(mother, child, cast.officer, has_legal_authority=False)

    assert refusal.value.why == "held"
    assert refusal.value.sentence


def test_nobody_answers_for_themself(cast):
    with pytest.raises(GuardianshipRefused) as refusal:
        add(cast.learner_person, cast.learner_person, cast.officer)

    assert refusal.value.sentence


def test_guardian_and_child_belong_to_one_city(cast):
    with pytest.raises(NotTheSameCity) as refusal:
        add(cast.learner_person, KnownPersonFactory(city=cast.elsewhere), officer_of_both(cast))

    assert refusal.value.sentence


def test_a_stranger_records_no_guardian(cast):
    with pytest.raises(PermissionDenied):
        add(cast.learner_person, KnownPersonFactory(city=cast.city), cast.stranger)

    assert not Guardianship.objects.exists()


def test_end_guardianship_ends_it_once(cast):
    link = GuardianshipFactory(child__city=cast.city)

    end_guardianship(guardianship=link, actor=cast.officer)

    link.refresh_from_db()
    assert link.until_on
    with pytest.raises(GuardianshipRefused) as refusal:
        end_guardianship(guardianship=link, actor=cast.officer)
    assert refusal.value.sentence


def test_a_keeper_ends_no_guardianship(cast):
    with pytest.raises(PermissionDenied):
        end_guardianship(guardianship=GuardianshipFactory(child__city=cast.city), actor=cast.keeper)
