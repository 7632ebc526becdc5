"""What was given, taken back, renewed and attached, and promises taken in from a workbook."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OrganizationFactory
from mueang.apps.network import actions
from mueang.apps.network.errors import (
    DayToCome,
    DocumentRefused,
    GiftTakenBack,
    RenewalTooEarly,
    RenewedAlready,
)
from mueang.apps.network.models import Agreement, AgreementDocument, Contribution, Gift, Organization
from mueang.apps.network.queries import PromiseLine, document_bytes

PDF = b"%PDF-1.7 signed"


@pytest.fixture
def promise(cast):
    return ContributionFactory(agreement=AgreementFactory(organization__city=cast.city), given=0)


def give(cast, promise, amount=5, **values):
    return actions.record_gift(
        contribution=promise, amount=amount, given_on=date(2026, 2, 1), actor=cast.officer, **values
    )


def test_gifts_add_up_and_one_taken_back_no_longer_counts_but_stays(cast, promise):
    first, _second = give(cast, promise), give(cast, promise, 7)

    actions.take_back_gift(gift=first, actor=cast.officer)

    promise.refresh_from_db()
    assert promise.given == 7
    assert promise.gifts.count() == 2
    with pytest.raises(GiftTakenBack):
        actions.take_back_gift(gift=first, actor=cast.officer)
    promise.refresh_from_db()
    assert promise.given == 7


def test_what_is_to_come_is_not_given(cast, promise):
    with pytest.raises(DayToCome):
        actions.record_gift(
            contribution=promise, amount=1, given_on=timezone.localdate() + timedelta(days=1), actor=cast.officer
        )
    assert not Gift.objects.exists()


def test_what_was_given_before_a_promise_is_written_down_is_its_first_gift(cast, promise):
    row = actions.record_contribution(
        agreement=promise.agreement, kind="hours", what="ครู", promised=9, given=4, unit="ชั่วโมง", actor=cast.officer
    )

    assert [gift.amount for gift in row.gifts.all()] == [4]


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere"])
def test_strangers_give_take_back_renew_attach_and_take_in_nothing(cast, promise, member):
    actor, gift = getattr(cast, member), give(cast, promise)
    refused = (
        lambda: actions.record_gift(contribution=promise, amount=1, given_on=date(2026, 1, 1), actor=actor),
        lambda: actions.take_back_gift(gift=gift, actor=actor),
        lambda: renew(promise.agreement, actor),
        lambda: actions.attach_document(agreement=promise.agreement, file_name="a.pdf", content=PDF, actor=actor),
        lambda: actions.take_in_promises(city=cast.city, lines=[], actor=actor),
        lambda: actions.make_partner_link(city=cast.city, organization=promise.agreement.organization, actor=actor),
        lambda: actions.show_partner(
            city=cast.city, organization=promise.agreement.organization, is_shown=True, actor=actor
        ),
    )
    for press in refused:
        with pytest.raises(PermissionDenied):
            press()
    promise.refresh_from_db()
    assert promise.given == 5


def renew(agreement, actor, **values):
    told = {"title": "ฉบับใหม่", "signed_on": date(2027, 1, 15), "ends_on": None, "keep_promises": True, **values}
    return actions.renew_agreement(agreement=agreement, actor=actor, **told)


def test_a_renewal_names_the_one_before_and_promises_the_same_again_with_nothing_given(cast, promise):
    give(cast, promise)

    new = renew(promise.agreement, cast.officer)

    kept = new.contributions.get()
    assert (new.renews, new.organization) == (promise.agreement, promise.agreement.organization)
    assert (kept.what, kept.promised, kept.given, kept.due_on) == (promise.what, 40, 0, None)
    with pytest.raises(RenewedAlready):
        renew(promise.agreement, cast.officer)
    with pytest.raises(RenewalTooEarly):
        renew(new, cast.officer)
    assert renew(new, cast.officer, signed_on=date(2028, 1, 1), keep_promises=False).contributions.count() == 0


def test_a_paper_is_kept_sealed_once_and_known_by_its_first_bytes(cast, promise):
    paper = actions.attach_document(agreement=promise.agreement, file_name="ลงนาม.pdf", content=PDF, actor=cast.officer)
    again = actions.attach_document(agreement=promise.agreement, file_name="b.pdf", content=PDF, actor=cast.officer)

    assert paper == again
    paper = AgreementDocument.objects.get()
    assert PDF not in bytes(paper.sealed)
    assert document_bytes(paper) == PDF
    for content in (b"MZ program", b"", b"%PDF-" + bytes(10_000_000)):
        with pytest.raises(DocumentRefused):
            actions.attach_document(agreement=promise.agreement, file_name="a.pdf", content=content, actor=cast.officer)


def line(**values):
    told = {"name_th": "โรงพยาบาลสมมติ", "title": "MoU", "signed_on": date(2026, 1, 1), "kind": "people"}
    return PromiseLine(**{**told, "what": "พยาบาล", "promised": 3, "partner_kind": "health", **values})


def test_lines_taken_in_twice_write_once_and_correct_what_changed(cast):
    lines = [line(), line(what="ห้อง", kind="rooms")]

    assert actions.take_in_promises(city=cast.city, lines=lines, actor=cast.officer) == (2, 0)
    give(cast, Contribution.objects.get(what="พยาบาล"), 2)
    assert actions.take_in_promises(city=cast.city, lines=lines, actor=cast.officer) == (0, 0)
    assert actions.take_in_promises(city=cast.city, lines=[line(promised=9)], actor=cast.officer) == (0, 1)

    assert Organization.objects.get(city=cast.city).kind == "health"
    assert Agreement.objects.count() == 1
    row = Contribution.objects.get(what="พยาบาล")
    assert (row.promised, row.given) == (9, 2)


def test_a_partner_of_another_city_is_not_taken_for_ours(cast):
    OrganizationFactory(city=cast.elsewhere, name_th="โรงพยาบาลสมมติ")

    actions.take_in_promises(city=cast.city, lines=[line()], actor=cast.officer)

    assert not Agreement.objects.filter(organization__city=cast.elsewhere).exists()
