"""The desk's pages of outcomes: numbers, calls, answers, the board and the trees."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.catalog import InstructorFactory
from factories.outcomes import completer
from factories.rows import HeritageItemFactory, OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.outcomes import tasks
from mueang.apps.outcomes.actions import Wish, answer_by_link, note_export, propose
from mueang.apps.outcomes.models import FollowUp, Outcome, OutcomeCheck, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    item = HeritageItemFactory(city=cast.city)
    offering = OfferingFactory(program__city=cast.city, program__heritage_item=item, place=cast.place)
    InstructorFactory(offering=offering, person=PersonFactory(city=cast.city, given_name="ครูสมมติ"))
    return offering


@pytest.fixture
def asked(offering):
    completer(offering, given_name="มาลี", phone="0812345678")
    tasks.run(timezone.now())
    FollowUp.objects.update(asked_at=timezone.now() - timedelta(days=8))
    return FollowUp.objects.get()


def address(cast, name, *more):
    return reverse(f"outcomes:{name}", args=[cast.city.slug, *more])


def page(client, cast, name, *more):
    return client.get(address(cast, name, *more)).content.decode()


def test_the_numbers_show_who_did_not_answer_and_leave_as_excel(client, cast, asked):
    client.force_login(cast.officer)

    assert "0/1" in page(client, cast, "home")
    answer_by_link(follow_up=asked, kind="work")
    assert "1/1" in page(client, cast, "home")
    assert "ไม่แสดง" in page(client, cast, "home")
    file = client.get(address(cast, "home"), {"format": "xlsx"})
    assert file["Content-Type"].endswith("spreadsheetml.sheet")


def test_who_did_not_answer_is_called_and_the_answer_written_down(client, cast, asked):
    client.force_login(cast.officer)
    assert "081-234-5678" in page(client, cast, "calls")
    door = address(cast, "record", asked.uuid)
    assert "มาลี" in client.get(door).content.decode()

    refused = client.post(door, {"kind": ""})
    answer = client.post(door, {"kind": "study", "words": "เรียน กศน."})

    assert refused.status_code == 422
    assert answer["Location"] == address(cast, "calls")
    assert "ไม่มีผู้ที่ต้องโทรหา" in page(client, cast, "calls")
    assert "เรียน กศน." in page(client, cast, "answers")


def test_an_answer_is_verified_and_looked_at_again(client, cast, asked):
    said = answer_by_link(follow_up=asked, kind="business")
    client.force_login(cast.officer)
    door = address(cast, "check", said.uuid)
    typed = {"is_so": "yes", "how": "visit", "evidence": "ไปดูร้านที่ตลาด"}

    assert client.post(door, {**typed, "evidence": ""}).status_code == 422
    client.post(door, typed)
    client.post(door, {**typed, "is_so": "no", "evidence": "ร้านปิดแล้ว"})

    assert list(OutcomeCheck.objects.order_by("pk").values_list("is_so", flat=True)) == [True, False]
    assert "ร้านปิดแล้ว" in client.get(door).content.decode()
    assert "ตรวจอีกครั้ง" in page(client, cast, "answers")


def test_nobody_verifies_their_own_answer_on_the_page(client, cast, asked):
    said = answer_by_link(follow_up=asked, kind="work")
    person = asked.enrollment.person
    person.user = cast.officer
    person.save()
    client.force_login(cast.officer)

    refused = client.post(address(cast, "check", said.uuid), {"is_so": "yes", "how": "visit", "evidence": "จริง"})

    assert "โปรดให้เพื่อนร่วมงานดำเนินการ" in refused.content.decode()


def test_empty_pages_teach(client, cast):
    client.force_login(cast.officer)

    assert "ไม่มีผู้ที่ต้องโทรหา" in page(client, cast, "calls")
    assert "ยังไม่มีคำตอบ" in page(client, cast, "answers")
    assert "ไม่มีรายการ" in page(client, cast, "proposals")
    assert "ยังไม่มีสายการสืบทอด" in page(client, cast, "lineage")


@pytest.fixture
def proposal(offering, cast):
    return propose(enrollment=completer(offering, days_ago=3, given_name="มาลี"), wish=Wish("ทอผ้ามือใหม่", "เพื่อนบ้าน"))


def draft(cast, **changes):
    first = timezone.localdate() + timedelta(days=20)
    typed = {"place": cast.place.pk, "seats": "8", "first": f"{first.day}/{first.month}/{first.year + 543}"}
    return typed | {"starts": "09:00", "ends": "12:00", "times": "2"} | changes


def test_a_proposal_is_helped_through_on_its_page(client, cast, proposal):
    client.force_login(cast.manager)
    assert "ทอผ้ามือใหม่" in page(client, cast, "proposals")
    assert "มาลี" in page(client, cast, "proposal", proposal.uuid)

    def press(step, **typed):
        return client.post(address(cast, "step", proposal.uuid, step), typed, follow=True)

    assert press("talk", words="").status_code == 422
    press("talk", words="โทรคุยแล้ว")
    assert press("draft", **draft(cast, ends="08:00")).status_code == 422
    assert press("draft", **draft(cast, first="1/1/2560")).status_code == 422
    assert press("draft", **draft(cast, first="เมื่อไรก็ได้")).status_code == 422
    press("draft", **draft(cast))
    row = Proposal.objects.get()
    assert (row.state, row.offering.sessions.count(), row.offering.seats) == ("drafted", 2, 8)
    assert "เผยแพร่กิจกรรม" in page(client, cast, "proposal", proposal.uuid)
    press("publish")
    assert Proposal.objects.get().state == "published"
    late = press("decline", words="ขออภัย")
    assert "ข้อเสนอนี้อยู่ในขั้นอื่นแล้ว" in late.content.decode()
    assert client.get(address(cast, "proposals"), {"format": "xlsx"}).status_code == 200


def test_a_proposal_is_declined_with_words(client, cast, proposal):
    client.force_login(cast.officer)

    client.post(address(cast, "step", proposal.uuid, "decline"), {"words": "ปีหน้าค่อยเริ่ม"})

    assert Proposal.objects.get().state == "declined"
    assert "ปีหน้าค่อยเริ่ม" in page(client, cast, "proposal", proposal.uuid)
    assert client.post(address(cast, "step", proposal.uuid, "dance")).status_code == 404


def test_what_the_catalog_refuses_is_said(client, cast, proposal):
    client.force_login(cast.manager)
    client.post(address(cast, "step", proposal.uuid, "draft"), draft(cast))
    Proposal.objects.get().offering.sessions.all().delete()

    answer = client.post(address(cast, "step", proposal.uuid, "publish"), follow=True)

    assert Proposal.objects.get().state == "drafted"
    assert "alert" in answer.content.decode()


def test_the_staff_sees_the_tree_with_names(client, cast, offering):
    completer(offering, given_name="ศิษย์")
    client.force_login(cast.officer)

    assert offering.program.heritage_item.name_th in page(client, cast, "lineage")
    tree = page(client, cast, "tree", offering.program.heritage_item.slug)

    assert "ครูสมมติ" in tree
    assert 'role="img"' in tree
    assert "style=" not in tree


def test_strangers_keepers_and_other_cities_meet_nothing(client, cast, asked, proposal, offering):
    said = Outcome.objects.create(enrollment=asked.enrollment, kind="work", via="link", said_at=timezone.now())
    doors = [
        address(cast, name, *more)
        for name, more in [
            ("home", ()),
            ("calls", ()),
            ("record", (asked.uuid,)),
            ("answers", ()),
            ("check", (said.uuid,)),
            ("proposals", ()),
            ("proposal", (proposal.uuid,)),
            ("lineage", ()),
            ("tree", (offering.program.heritage_item.slug,)),
        ]
    ]
    for member in (cast.stranger, cast.learner, cast.keeper, cast.instructor, cast.auditor, cast.manager_elsewhere):
        client.force_login(member)
        assert {client.get(door).status_code for door in doors} == {404}
        assert client.post(address(cast, "step", proposal.uuid, "talk"), {"words": "ก"}).status_code == 404
    client.logout()
    assert {client.get(door).status_code for door in doors} == {302}


@pytest.mark.parametrize("name", ["calls", "answers", "proposals", "lineage"])
def test_every_list_leaves_as_excel_with_its_names_and_on_record(client, cast, offering, asked, name):
    learner = asked.enrollment
    if name == "answers":
        answer_by_link(follow_up=asked, kind="work", words="ขายขนม")
    propose(enrollment=learner, wish=Wish("สอนทำขนม", "", None, ""))
    client.force_login(cast.officer)
    assert "format=xlsx" in page(client, cast, name) or name == "proposals"

    file = client.get(address(cast, name), {"format": "xlsx"})

    cells = cells_of(file)
    expected = {"calls": "081-234-5678", "answers": "ขายขนม", "proposals": "สอนทำขนม"}.get(name)
    assert expected is None or expected in cells or expected.replace("-", "") in cells
    exports = Event.objects.filter(verb="outcome.exported").values_list("facts__list", flat=True)
    assert list(exports) == ([] if name == "lineage" else [name])


def test_a_tree_leaves_as_excel_with_teacher_and_generation(client, cast, offering, asked):
    client.force_login(cast.officer)

    cells = cells_of(client.get(address(cast, "tree", offering.program.heritage_item.slug), {"format": "xlsx"}))

    assert any("ครูสมมติ" in cell for cell in cells)
    assert Event.objects.filter(verb="outcome.exported").count() == 1


def test_whoever_may_not_see_outcomes_exports_none(cast, offering):
    with pytest.raises(PermissionDenied):
        note_export(city=cast.city, what="calls", n_rows=1, actor=cast.stranger)


def cells_of(file):
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    return {str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None}
