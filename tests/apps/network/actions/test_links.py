"""A partner confirms by a private link: once, in time, without an account."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OrganizationFactory
from mueang.apps.network import actions
from mueang.apps.network.errors import LinkOver, NothingToConfirm
from mueang.apps.network.models import Gift, PartnerLink
from mueang.apps.network.queries import asked_by_key, partners_waiting, public_partners


@pytest.fixture
def promise(cast):
    return ContributionFactory(agreement=AgreementFactory(organization__city=cast.city), given=0)


def make(cast, promise):
    return actions.make_partner_link(city=cast.city, organization=promise.agreement.organization, actor=cast.officer)


def answer(key, verdict="right", **values):
    return actions.answer_by_key(
        key=key, verdict=verdict, position="ผู้อำนวยการ", now=values.pop("now", timezone.now()), **values
    )


def test_an_answer_confirms_what_was_written_down_once_and_the_key_stands_nowhere(cast, promise):
    gift = actions.record_gift(contribution=promise, amount=5, given_on=date(2026, 2, 1), actor=cast.officer)
    other = actions.record_gift(
        contribution=ContributionFactory(agreement=AgreementFactory(organization__city=cast.city)),
        amount=5,
        given_on=date(2026, 2, 1),
        actor=cast.officer,
    )
    key = make(cast, promise)
    assert asked_by_key(key, now=timezone.now()).link.organization == promise.agreement.organization

    link = answer(key)

    gift.refresh_from_db()
    other.refresh_from_db()
    assert (gift.confirmed_by, other.confirmed_by) == (link, None)
    assert key not in str(PartnerLink.objects.values())
    with pytest.raises(LinkOver):
        answer(key)
    assert asked_by_key(key, now=timezone.now()) is None


def test_a_link_ends_with_its_month_and_with_the_next_one(cast, promise):
    old = make(cast, promise)
    key = make(cast, promise)

    for dead, now in ((old, timezone.now()), (key, timezone.now() + timedelta(days=31)), ("x", timezone.now())):
        with pytest.raises(LinkOver):
            answer(dead, now=now)


def objections(viewer, cast):
    return partners_waiting(viewer=viewer, city=cast.city, today=timezone.localdate()).n_objections


def test_an_objection_confirms_nothing_and_waits_until_it_is_looked_into(cast, promise):
    actions.record_gift(contribution=promise, amount=5, given_on=date(2026, 2, 1), actor=cast.officer)
    link = answer(make(cast, promise), "differs", words="ให้ไปสองครั้ง", may_show=True)

    assert not Gift.objects.filter(confirmed_by__isnull=False).exists()
    assert objections(cast.officer, cast) == 1
    assert objections(cast.manager_elsewhere, cast) == 0
    with pytest.raises(PermissionDenied):
        actions.settle_answer(link=link, actor=cast.auditor)
    for _twice in range(2):
        actions.settle_answer(link=link, actor=cast.officer)
    assert objections(cast.officer, cast) == 0


def test_a_partner_without_a_standing_agreement_is_not_asked(cast):
    over = AgreementFactory(organization__city=cast.city, ends_on=date(2026, 1, 20))

    with pytest.raises(NothingToConfirm):
        actions.make_partner_link(city=cast.city, organization=over.organization, actor=cast.officer)


def test_only_partners_that_agreed_are_public_and_they_may_leave(cast, promise):
    partner = promise.agreement.organization
    AgreementFactory(organization__city=cast.city)
    across = AgreementFactory(organization=OrganizationFactory(city=None), city=cast.city)
    today = timezone.localdate()
    assert public_partners(cast.city, today=today) == []

    answer(make(cast, promise), may_show=True)
    answer(make(cast, ContributionFactory(agreement=across)), may_show=True)

    [line] = public_partners(cast.city, today=today)
    assert (line.organization, line.agreements[0].contributions) == (partner, [promise])
    for is_shown, n in ((False, 0), (True, 1)):
        actions.show_partner(city=cast.city, organization=partner, is_shown=is_shown, actor=cast.officer)
        assert len(public_partners(cast.city, today=today)) == n
