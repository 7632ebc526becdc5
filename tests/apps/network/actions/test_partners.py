"""Partners, agreements and contributions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OrganizationFactory
from mueang.apps.audit.models import Event
from mueang.apps.network import actions
from mueang.apps.network.errors import OrganizationAlreadyKnown
from mueang.apps.network.models import Agreement, Contribution, Organization

STRANGERS = ["stranger", "learner", "keeper", "instructor", "auditor", "manager_elsewhere"]


def add(cast, actor, **details):
    values = {"kind": "school", "name_th": "โรงเรียนสมมติ", "name_en": "Invented School", **details}
    return actions.add_organization(city=cast.city, actor=actor, **values)


def test_add_organization_writes_the_row_and_an_event(cast):
    organization = add(cast, cast.officer, website="https://example.org", contact="073-000000")

    organization.refresh_from_db()
    assert (organization.city, organization.contact) == (cast.city, "073-000000")
    event = Event.objects.get(verb="organization.added")
    assert (event.actor, event.facts, event.book.name) == (cast.officer, {"kind": "school"}, cast.city.slug)


@pytest.mark.parametrize("member", STRANGERS)
def test_only_city_staff_write_about_partners(cast, member):
    actor = getattr(cast, member)
    contribution = ContributionFactory(agreement=AgreementFactory(organization__city=cast.city))
    agreement, organization = contribution.agreement, contribution.agreement.organization

    with pytest.raises(PermissionDenied):
        add(cast, actor)
    with pytest.raises(PermissionDenied):
        actions.change_organization(organization=organization, name_en="Changed", actor=actor)
    with pytest.raises(PermissionDenied):
        actions.sign_agreement(
            city=cast.city, organization=organization, title="x", signed_on=date(2026, 1, 1), actor=actor
        )
    with pytest.raises(PermissionDenied):
        actions.change_agreement(agreement=agreement, title="x", actor=actor)
    with pytest.raises(PermissionDenied):
        actions.record_contribution(agreement=agreement, kind="hours", what="x", promised=1, actor=actor)
    with pytest.raises(PermissionDenied):
        actions.change_contribution(contribution=contribution, promised=99, actor=actor)

    assert not Event.objects.exists()
    contribution.refresh_from_db()
    assert contribution.given == 10


def test_a_name_is_known_once_in_a_city_and_again_in_another(cast):
    OrganizationFactory(city=cast.elsewhere, name_th="โรงเรียนสมมติ")
    first = add(cast, cast.officer)
    other = add(cast, cast.officer, name_th="อีกแห่ง")

    with pytest.raises(OrganizationAlreadyKnown):
        add(cast, cast.officer)
    with pytest.raises(OrganizationAlreadyKnown):
        actions.change_organization(organization=other, name_th=first.name_th, actor=cast.officer)

    assert Organization.objects.filter(city=cast.city).count() == 2


def test_change_organization_keeps_its_own_name_and_records_which_fields(cast):
    organization = OrganizationFactory(city=cast.city)

    changed = actions.change_organization(
        organization=organization, name_th=organization.name_th, contact="074-000000", actor=cast.manager
    )

    assert changed.contact == "074-000000"
    assert Event.objects.get(verb="organization.changed").facts == {"fields": ["contact", "name_th"]}


def test_an_organization_across_cities_is_not_changed_on_a_citys_page(cast):
    across = OrganizationFactory(city=None)

    with pytest.raises(PermissionDenied):
        actions.change_organization(organization=across, name_en="x", actor=cast.unit_officer)


@pytest.mark.parametrize(
    "details", [{"kind": "alien"}, {"website": "javascript:alert(1)"}, {"name_en": ""}, {"name_th": "ก" * 201}]
)
def test_add_organization_refuses_what_cannot_be(cast, details):
    with pytest.raises(ValidationError):
        add(cast, cast.officer, **details)

    assert not Organization.objects.filter(city=cast.city).exists()


def test_sign_agreement_with_an_own_partner_and_with_one_across_cities(cast):
    for partner in (OrganizationFactory(city=cast.city), OrganizationFactory(city=None)):
        agreement = actions.sign_agreement(
            city=cast.city, organization=partner, title="MoU", signed_on=date(2026, 1, 1), actor=cast.officer
        )
        assert (agreement.city, agreement.organization) == (cast.city, partner)


def test_sign_agreement_refuses_another_citys_partner(cast):
    theirs = OrganizationFactory(city=cast.elsewhere)

    with pytest.raises(PermissionDenied):
        actions.sign_agreement(
            city=cast.city, organization=theirs, title="MoU", signed_on=date(2026, 1, 1), actor=cast.officer
        )


def test_an_agreement_cannot_end_before_it_was_signed(cast):
    agreement = AgreementFactory(organization__city=cast.city, signed_on=date(2026, 1, 15))

    with pytest.raises(ValidationError):
        actions.change_agreement(agreement=agreement, ends_on=date(2026, 1, 14), actor=cast.officer)

    assert Agreement.objects.get().ends_on is None


def test_change_agreement_saves_and_records(cast):
    agreement = AgreementFactory(organization__city=cast.city)

    changed = actions.change_agreement(agreement=agreement, ends_on=date(2027, 1, 1), actor=cast.officer)

    assert changed.ends_on == date(2027, 1, 1)
    assert Event.objects.get().facts == {"fields": ["ends_on"]}


def test_contributions_are_promised_then_given(cast):
    agreement = AgreementFactory(organization__city=cast.city)

    promise = actions.record_contribution(
        agreement=agreement, kind="money", what="ทุน", promised=5_000_00, due_on=date(2026, 9, 30), actor=cast.officer
    )
    actions.change_contribution(contribution=promise, promised=6_000_00, actor=cast.officer)
    actions.record_gift(contribution=promise, amount=2_000_00, given_on=date(2026, 2, 1), actor=cast.officer)

    promise.refresh_from_db()
    assert (promise.promised, promise.given) == (6_000_00, 2_000_00)
    assert list(Event.objects.order_by("number").values_list("verb", "facts")) == [
        ("contribution.promised", {"kind": "money", "promised": 500000, "given": 0}),
        ("contribution.changed", {"promised": 600000, "fields": ["promised"]}),
        ("contribution.given", {"given": 200000, "day": "2026-02-01"}),
    ]


@pytest.mark.parametrize("details", [{"promised": -1}, {"kind": "gold"}, {"what": ""}])
def test_record_contribution_refuses_what_cannot_be(cast, details):
    agreement = AgreementFactory(organization__city=cast.city)

    with pytest.raises(ValidationError):
        actions.record_contribution(
            agreement=agreement, actor=cast.officer, **{"kind": "hours", "what": "x", "promised": 1, **details}
        )

    assert not Contribution.objects.exists()
