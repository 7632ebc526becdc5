"""The tree of who learned from whom: derived, and named only as far as people agreed."""

import pytest

from factories.catalog import InstructorFactory
from factories.outcomes import completer
from factories.rows import HeritageItemFactory, OfferingFactory, PersonFactory
from mueang.apps.heritage.actions import add_holder, add_lineage
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.outcomes.queries import items_with_lineage, lineage_tree, public_lineage
from mueang.apps.people.actions import give_consent
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db


def agree(person):
    return give_consent(
        person=person,
        given_by=person,
        relation="self",
        has_legal_authority=True,
        purpose="public_name",
        lawful_basis="consent",
        text_version="1",
        actor=None,
    )


@pytest.fixture
def family(cast):
    """A grandmother who holds it, a daughter she taught, whose course a neighbour and two others completed."""
    item = HeritageItemFactory(city=cast.city)
    grandmother, daughter = (PersonFactory(city=cast.city, given_name=name) for name in ("ยาย", "แม่"))
    consent = agree(grandmother)
    add_holder(item=item, person=grandmother, willingness="teaches", consent=consent, actor=cast.manager)
    add_lineage(item=item, teacher=grandmother, learner=daughter, since_year=1999, actor=cast.manager)
    offering = OfferingFactory(program__city=cast.city, program__heritage_item=item)
    InstructorFactory(offering=offering, person=daughter)
    neighbour = completer(offering, given_name="เพื่อนบ้าน", city=cast.city).person
    agree(neighbour)
    for _ in range(2):
        completer(offering, given_name="คนไม่ประสงค์ออกนาม")
    completer(OfferingFactory(program__city=cast.city), given_name="คนอื่น")
    return item


def test_three_generations_named_only_where_they_agreed(family, cast):
    tree = public_lineage(city=cast.city, slug=family.slug)

    assert (tree.n_generations, tree.n_people, len(tree.boxes)) == (3, 5, 3)
    grandmother = tree.people[0]
    assert ("ยาย" in grandmother.name_th, grandmother.is_holder, grandmother.since) == (True, True, None)
    daughter = grandmother.learners[0]
    assert (daughter.name_th, daughter.since, daughter.n_more) == ("", 1999, 2)
    assert "เพื่อนบ้าน" in daughter.learners[0].name_th
    assert "ไม่ประสงค์" not in str(tree)
    assert "แม่" not in str(tree)


def test_the_staff_sees_every_name_of_those_who_are_drawn(family, cast):
    tree = lineage_tree(HeritageItem.objects.filter(pk=family.pk), names_all=True)

    assert "แม่" in tree.people[0].learners[0].name_th


def test_a_consent_withdrawn_takes_the_name_away(family, cast):
    Person.objects.get(given_name="เพื่อนบ้าน").consents.update(withdrawn_at="2026-01-01T00:00:00Z")

    tree = public_lineage(city=cast.city, slug=family.slug)

    assert tree.people[0].learners[0].n_more == 3
    assert "เพื่อนบ้าน" not in str(tree)


def test_what_is_not_public_has_no_public_tree(family, cast):
    HeritageItem.objects.filter(pk=family.pk).update(is_published=False)

    assert public_lineage(city=cast.city, slug=family.slug).boxes == ()


def test_who_was_merged_stands_there_once(family, cast):
    neighbour = Person.objects.get(given_name="เพื่อนบ้าน")
    kept = PersonFactory(city=cast.city, given_name="คนเดียวกัน")
    agree(kept)
    Person.objects.filter(pk=neighbour.pk).update(merged_into=kept)

    tree = public_lineage(city=cast.city, slug=family.slug)

    assert [one.name_th for one in tree.people[0].learners[0].learners] == [kept.full_name]


def test_items_with_a_lineage_are_those_somebody_holds_learned_or_completed(family, cast):
    HeritageItemFactory(city=cast.city)
    HeritageItemFactory(city=cast.elsewhere)

    assert list(items_with_lineage(cast.city)) == [family]


@pytest.mark.parametrize("n_learners", [1, 3])
def test_a_tree_takes_four_statements(family, cast, n_learners, django_assert_num_queries):
    offering = OfferingFactory(program__city=cast.city, program__heritage_item=family)
    InstructorFactory(offering=offering)
    for _ in range(n_learners):
        completer(offering)

    with django_assert_num_queries(4):
        public_lineage(city=cast.city, slug=family.slug)
