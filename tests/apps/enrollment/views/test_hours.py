"""Pages of the ledger: an offering's hours, a correction, hours from elsewhere, the credit rule."""

import pytest
from django.urls import reverse

from factories.enrollment import adult, joined, past_session, take_roll
from factories.rows import OfferingFactory
from mueang.apps.enrollment.models import CreditAgreement, HoursEntry, Recognition

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=20)


@pytest.fixture
def entry(cast, offering):
    joined(offering, adult("มาลี"))
    take_roll(past_session(offering), actor=cast.keeper)
    return HoursEntry.objects.get()


def address(name, offering, *more):
    return reverse(f"enrollment:{name}", args=[offering.city.slug, *more])


def test_the_page_of_an_offering_shows_hours_credit_and_the_rule(client, cast, offering, entry):
    client.force_login(cast.officer)

    page = client.get(address("hours", offering, offering.uuid)).content.decode()

    assert "นางมาลี ทดสอบ" in page
    assert "0.06–0.10" in page
    assert "แนวปฏิบัติของมหาวิทยาลัย" in page


def test_the_page_of_an_offering_without_learners_says_so(client, cast, offering):
    client.force_login(cast.officer)

    assert "ยังไม่มีชั่วโมง" in client.get(address("hours", offering, offering.uuid)).content.decode()


@pytest.mark.parametrize("n_learners", [1, 3])
def test_the_page_takes_a_fixed_number_of_statements(client, cast, offering, n_learners, django_assert_num_queries):
    joined(offering, *[adult() for _ in range(n_learners)])
    take_roll(past_session(offering), actor=cast.keeper)
    client.force_login(cast.officer)
    client.get(address("hours", offering, offering.uuid))

    with django_assert_num_queries(10):
        client.get(address("hours", offering, offering.uuid))


def test_an_entry_is_corrected_from_its_line_and_both_lines_are_shown(client, cast, offering, entry):
    client.force_login(cast.officer)
    form = address("correct", offering, entry.enrollment.uuid, entry.uuid)
    learner = address("learner", offering, entry.enrollment.uuid)
    assert form in client.get(learner).content.decode()
    assert 'value="180"' in client.get(form).content.decode()

    refused = client.post(form, {"mode": "lab", "minutes": "200", "reason": "ก"})
    answer = client.post(form, {"mode": "lab", "minutes": "120", "reason": "กลับก่อน"})

    assert refused.status_code == 422
    assert "บันทึกได้ไม่เกิน 3 ชั่วโมง" in refused.content.decode()
    assert answer["Location"] == learner
    page = client.get(learner).content.decode()
    assert "กลับยอด: กลับก่อน" in page
    assert HoursEntry.objects.count() == 3
    assert client.get(form).status_code == 404
    assert "มีการแก้ไข" in client.get(address("hours", offering, offering.uuid)).content.decode()


def test_keepers_see_the_ledger_but_change_nothing_and_strangers_see_nothing(client, cast, offering, entry):
    doors = [
        address("correct", offering, entry.enrollment.uuid, entry.uuid),
        address("elsewhere", offering, entry.enrollment.uuid),
        address("credit", offering, offering.uuid),
    ]
    client.force_login(cast.keeper)
    assert [client.get(door).status_code for door in doors] == [403, 403, 403]
    assert doors[0] not in client.get(address("learner", offering, entry.enrollment.uuid)).content.decode()
    assert client.get(address("hours", offering, offering.uuid)).status_code == 200

    for member in (cast.stranger, cast.learner, cast.manager_elsewhere, cast.auditor):
        client.force_login(member)
        assert [client.get(door).status_code for door in doors] == [404, 404, 404]
        assert client.get(address("hours", offering, offering.uuid)).status_code == 404


def test_the_entry_of_another_learner_is_not_reached_through_this_one(client, cast, offering, entry):
    other = joined(offering).enrollments.get()
    client.force_login(cast.officer)

    assert client.get(address("correct", offering, other.uuid, entry.uuid)).status_code == 404


def test_hours_from_elsewhere_are_approved_on_a_page_and_shown_with_their_evidence(client, cast, offering, entry):
    client.force_login(cast.officer)
    form = address("elsewhere", offering, entry.enrollment.uuid)
    typed = {"institution": "วิทยาลัยสมมติ", "title": "ย้อมผ้า", "route": "CP", "lab": "1.5", "evidence": "แฟ้มงานเล่ม 2"}
    assert client.get(form).status_code == 200

    refused = client.post(form, {**typed, "lab": ""})
    client.post(form, typed)

    assert "อย่างน้อยหนึ่งรูปแบบ" in refused.content.decode()
    assert Recognition.objects.get().hours_entries.get().minutes == 90
    page = client.get(address("learner", offering, entry.enrollment.uuid)).content.decode()
    assert "แฟ้มงานเล่ม 2" in page
    assert "ชั่วโมงจากสถาบันอื่น" in client.get(address("hours", offering, offering.uuid)).content.decode()
    taken_back = HoursEntry.objects.get(minutes=90)
    assert (
        "วิทยาลัยสมมติ"
        in client.get(address("correct", offering, entry.enrollment.uuid, taken_back.uuid)).content.decode()
    )


@pytest.mark.parametrize("typed", ["1/1/2569", "1 Jan 2026"])
def test_a_credit_rule_is_agreed_with_a_day_of_either_era(client, cast, offering, entry, typed):
    client.force_login(cast.officer)
    form = address("credit", offering, offering.uuid)
    words = {"scheme": "thai-bachelor-2558", "since": typed, "document": "มติ 3/2569"}

    unread = client.post(form, {**words, "since": "เมื่อวาน ๆ"})
    answer = client.post(form, words)
    again = client.post(form, words)

    assert "วันที่ไม่ถูกต้อง" in unread.content.decode()
    assert answer["Location"] == address("hours", offering, offering.uuid)
    assert "เริ่มใช้วันนี้อยู่แล้ว" in again.content.decode()
    assert str(CreditAgreement.objects.get().since_on) == "2026-01-01"
    assert "มติ 3/2569" in client.get(form).content.decode()
    assert "0.10" in client.get(address("hours", offering, offering.uuid)).content.decode()
