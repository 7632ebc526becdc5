"""Opening cases, who sees them and which parts, notes, hand-over, emergencies."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, colleague, opened, planted
from mueang.apps.audit.models import Event
from mueang.apps.audit.rules import visible_books
from mueang.apps.notices.models import Notice
from mueang.apps.support.actions.cases import (
    NewChild,
    add_note,
    break_glass,
    end_trust,
    hand_over,
    open_case,
    set_review,
    trust_worker,
)
from mueang.apps.support.actions.reading import read_case, read_caseload
from mueang.apps.support.enums.cases import Part, Scope
from mueang.apps.support.errors.cases import (
    CaseStands,
    ChangedMeanwhile,
    HandOverNeedsNote,
    NotAWorker,
    ReasonMissing,
    SameWorker,
    WrittenOnce,
)
from mueang.apps.support.models.cases import CaseAccess, CaseNote
from mueang.apps.support.rules.cases import sight_of, visible_cases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("member", MEMBERS)
def test_a_case_is_seen_by_its_worker_and_the_supervisor_and_by_nobody_else(cast, member):
    case = opened(cast)
    viewer = getattr(cast, member)

    may = visible_cases(viewer).filter(pk=case.pk).exists()

    assert may == (member in {"case_worker", "case_supervisor"})
    assert (sight_of(viewer, case) is not None) == may


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
def test_a_case_is_opened_by_those_who_work_on_cases(cast, member):
    actor = getattr(cast, member)

    if member in {"case_worker", "case_supervisor"}:
        assert opened(cast, actor=actor).main_worker == actor
    else:
        with pytest.raises(PermissionDenied):
            opened(cast, actor=actor)


def test_a_colleague_who_is_not_on_the_case_does_not_see_it(cast):
    case, other = opened(cast), colleague(cast)

    assert not visible_cases(other).exists()
    assert read_case(viewer=other, city=cast.city.slug, uuid=case.uuid) is None


def test_a_child_has_one_open_case(cast):
    case = opened(cast)

    with pytest.raises(CaseStands):
        open_case(city=cast.city, child=case.child, actor=cast.case_worker)


def test_a_case_is_answered_for_by_somebody_who_works_there(cast):
    with pytest.raises(NotAWorker):
        opened(cast, main_worker=cast.manager)


def test_a_worker_given_a_case_is_told_that_one_item_is_due_and_not_which(cast):
    other = colleague(cast)

    case = opened(cast, main_worker=other, words="ไม่มาเรียนสามสัปดาห์")

    notice = Notice.objects.get(user=other)
    said = f"{notice.subject} {notice.body} {notice.about}"
    assert "1 รายการ" in notice.subject
    assert not any(text in said for text in (CHILD_NAME, case.number, str(case.uuid), "สามสัปดาห์"))
    assert CaseNote.objects.get(case=case).words == "ไม่มาเรียนสามสัปดาห์"


def test_what_a_team_member_may_not_see_is_not_on_their_page(cast):
    case, other = opened(cast), colleague(cast)
    add_note(case=case, words="บันทึกลับ", actor=cast.case_worker)
    trust_worker(case=case, worker=other, reason="ช่วยเยี่ยมบ้าน", actor=cast.case_worker, withheld=[Part.NAME, Part.NOTES])

    page = read_case(viewer=other, city=cast.city.slug, uuid=case.uuid)

    assert page.sight.scope == Scope.TEAM
    assert page.child.name is None
    assert page.child.address == "ซอยสมมติ 7"
    assert page.notes == ()
    assert CHILD_NAME not in repr(page.child) + repr(page.timeline)
    assert [row.name for row in read_caseload(viewer=other, city=cast.city).cases] == [None]


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (Part.BIRTH, {"birth_on", "birth_year", "sex", "age"}),
        (Part.CONTACT, {"phone", "address", "carer_phone"}),
        (Part.FAMILY, {"carer", "carer_relation", "carer_phone"}),
        (Part.SCHOOL, {"school"}),
        (Part.NAME, {"name", "nickname"}),
    ],
)
def test_each_part_withheld_takes_its_own_fields_away(cast, part, fields):
    case, other = opened(cast), colleague(cast)
    trust_worker(case=case, worker=other, reason="ช่วย", actor=cast.case_worker, withheld=[part])

    child = read_case(viewer=other, city=cast.city.slug, uuid=case.uuid).child

    # A day of birth is not known here, only the year.
    assert {name for name in child.__slots__ if getattr(child, name) is None} - {"birth_on"} == fields - {"birth_on"}


def test_trust_ends_by_its_day_by_hand_and_with_the_role(cast):
    case, now = opened(cast), timezone.now()
    by_day, by_hand, by_role = colleague(cast), colleague(cast), colleague(cast)
    for worker in (by_day, by_hand, by_role):
        until = now + timedelta(days=1) if worker == by_day else None
        trust_worker(case=case, worker=worker, reason="ช่วย", until_at=until, actor=cast.case_worker)
        assert visible_cases(worker).exists()

    assert end_trust(case=case, worker=by_hand, actor=cast.case_worker) == 1
    assert end_trust(case=case, worker=by_hand, actor=cast.case_worker) == 0
    by_role.role_grants.update(ended_at=now)
    del by_role.__dict__["_current_grants"]

    assert not visible_cases(by_day, now=now + timedelta(days=2)).exists()
    assert sight_of(by_day, case, now=now + timedelta(days=2)) is None
    assert not visible_cases(by_hand).exists()
    assert not visible_cases(by_role).exists()


def test_only_the_main_worker_and_supervisors_say_who_works_on_a_case(cast):
    case, team, third = opened(cast), colleague(cast), colleague(cast)
    trust_worker(case=case, worker=team, reason="ช่วย", actor=cast.case_supervisor)

    with pytest.raises(PermissionDenied):
        trust_worker(case=case, worker=third, reason="ช่วย", actor=team)
    with pytest.raises(NotAWorker):
        trust_worker(case=case, worker=cast.manager, reason="ช่วย", actor=cast.case_worker)
    with pytest.raises(ReasonMissing):
        trust_worker(case=case, worker=third, reason=" ", actor=cast.case_worker)
    with pytest.raises(SameWorker):
        trust_worker(case=case, worker=cast.case_worker, reason="ช่วย", actor=cast.case_supervisor)
    with pytest.raises(SameWorker):
        end_trust(case=case, worker=cast.case_worker, actor=cast.case_supervisor)


def test_handing_over_takes_a_note_and_takes_the_case_away(cast):
    case, other = opened(cast), colleague(cast)
    with pytest.raises(HandOverNeedsNote):
        hand_over(case=case, to_worker=other, note=" ", actor=cast.case_worker)
    with pytest.raises(SameWorker):
        hand_over(case=case, to_worker=cast.case_worker, note="ต่อ", actor=cast.case_worker)

    hand_over(case=case, to_worker=other, note="นัดแม่วันศุกร์", actor=cast.case_worker, version=case.version)

    assert not visible_cases(cast.case_worker).exists()
    assert sight_of(other, visible_cases(other).get()).scope == Scope.MAIN
    page = read_case(viewer=other, city=cast.city.slug, uuid=case.uuid)
    assert "นัดแม่วันศุกร์" in [entry.words for entry in page.timeline]
    with pytest.raises(ChangedMeanwhile):
        hand_over(case=case, to_worker=cast.case_worker, note="คืน", actor=other, version=case.version)


def test_a_note_is_corrected_by_another_and_never_changed(cast):
    case = opened(cast)
    first = add_note(case=case, words="พบแม่", actor=cast.case_worker)
    add_note(case=case, words="พบยาย", actor=cast.case_worker, corrects=first)

    with pytest.raises(ReasonMissing):
        add_note(case=case, words=" ", actor=cast.case_worker)
    with pytest.raises(WrittenOnce):
        first.save()
    with pytest.raises(WrittenOnce):
        first.delete()
    stranger = opened(cast, child=NewChild(given_name="อีกคนสมมติ"))
    with pytest.raises(PermissionDenied):
        add_note(case=stranger, words="ผิดกรณี", actor=cast.case_worker, corrects=first)
    page = read_case(viewer=cast.case_worker, city=cast.city.slug, uuid=case.uuid)
    assert ["แก้บันทึก" in entry.title for entry in page.timeline] == [True, False, False]


def test_a_note_whose_press_is_repeated_is_written_once(cast):
    case, other, key = opened(cast), opened(cast, child=NewChild(given_name="อีกคนสมมติ")), uuid4()

    first = add_note(case=case, words="พบแม่ ", actor=cast.case_worker, request_key=key)
    again = add_note(case=case, words="พบแม่", actor=cast.case_worker, request_key=key)
    # Whoever goes back and types something else, or writes on another case, writes another note.
    changed = add_note(case=case, words="พบแม่และยาย", actor=cast.case_worker, request_key=key)
    elsewhere = add_note(case=other, words="พบแม่", actor=cast.case_worker, request_key=key)
    # Two notes that say the same are two where each was pressed for itself.
    both = [add_note(case=case, words="โทรแล้วไม่รับ", actor=cast.case_worker) for _ in "ab"]

    assert first == again
    assert len({first, changed, elsewhere, *both}) == 5
    assert CaseNote.objects.filter(case=case).count() == 4
    assert Event.objects.filter(verb="case.noted").count() == 5


def test_two_who_change_the_same_page_do_not_overwrite_each_other(cast):
    case, day = opened(cast), timezone.localdate() + timedelta(days=3)
    set_review(case=case, review_on=day, severity=3, actor=cast.case_worker, version=case.version)

    with pytest.raises(ChangedMeanwhile):
        set_review(case=case, review_on=day, actor=cast.case_supervisor, version=case.version)


def test_in_an_emergency_a_case_opens_for_a_day_and_everybody_concerned_is_told(cast):
    case, other, now = opened(cast), colleague(cast), timezone.now()
    with pytest.raises(ReasonMissing):
        break_glass(city=cast.city, number=case.number, reason="ด่วน", actor=other)
    with pytest.raises(PermissionDenied):
        break_glass(city=cast.city, number=case.number, reason="เด็กถูกทำร้ายคืนนี้", actor=cast.officer)
    assert break_glass(city=cast.city, number="NOSUCH", reason="เด็กถูกทำร้ายคืนนี้", actor=other) is None

    break_glass(city=cast.city, number=case.number.lower(), reason="เด็กถูกทำร้ายคืนนี้", actor=other)

    assert sight_of(other, case).scope == Scope.GLASS
    assert sight_of(other, case).hidden == frozenset()
    assert not visible_cases(other, now=now + timedelta(hours=25)).exists()
    assert set(Notice.objects.values_list("user", flat=True)) == {cast.case_worker.pk, cast.case_supervisor.pk}
    assert break_glass(city=cast.city, number=case.number, reason="เด็กถูกทำร้ายคืนนี้", actor=other) == case
    assert CaseAccess.objects.filter(kind="glass").count() == 1


def test_every_look_is_written_into_a_book_that_the_city_does_not_read(cast):
    case = opened(cast)

    read_case(viewer=cast.case_supervisor, city=cast.city.slug, uuid=case.uuid)
    read_caseload(viewer=cast.case_worker, city=cast.city)

    assert set(Event.objects.values_list("book__name", flat=True)) == {f"{cast.city.slug}.protected"}
    event = Event.objects.get(verb="case.read")
    assert (event.actor, event.target) == (cast.case_supervisor, f"support.case:{case.uuid}")
    assert not any(CHILD_NAME in f"{row.facts}{row.target}" for row in Event.objects.all())
    assert not visible_books(cast.unit_officer).exists()


def test_what_is_not_shown_is_not_written_down_as_read(cast):
    case = opened(cast)

    assert read_case(viewer=cast.manager, city=cast.city.slug, uuid=case.uuid) is None
    assert read_case(viewer=cast.case_worker, city=cast.elsewhere.slug, uuid=case.uuid) is None

    assert not Event.objects.filter(verb="case.read").exists()


@pytest.mark.parametrize("n", [1, 3])
def test_a_caseload_takes_the_same_statements_however_many_cases(cast, n, django_assert_num_queries):
    for number in range(n):
        opened(cast, child=planted(nickname=f"น้อง{number}"))
    worker = type(cast.case_worker).objects.get(pk=cast.case_worker.pk)

    with django_assert_num_queries(11):
        load = read_caseload(viewer=worker, city=cast.city)

    assert len(load.cases) == n
    assert load.n_due == 0
