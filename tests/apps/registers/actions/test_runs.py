from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import Cast
from factories.class_sheets import PUPILS, class_sheets
from factories.registers import PupilFactory, SchoolingFactory
from mueang.apps.audit.models import Event
from mueang.apps.registers import tasks
from mueang.apps.registers.actions import answer_question, confirm_run, discard_run, runs, set_signs, stage_run, waiting
from mueang.apps.registers.enums import RunKind, RunState
from mueang.apps.registers.errors import RegisterFileRefused, RegisterRefused, RunClosed
from mueang.apps.registers.models import ImportRun, PageCorrection, Pupil, PupilYear, RegisterPage, School, Schooling
from mueang.apps.registers.queries import questions_of, run_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 1))


def stage(cast: Cast, school: School | None, data: bytes, *, actor=None, kind=RunKind.CLASS_SHEET, name="ปพ5.xlsx"):
    return stage_run(
        city=cast.city,
        school=school,
        kind=kind,
        school_year=2026,
        file_name=name,
        data=data,
        actor=actor or cast.teacher,
    )


def marks(*lines: str) -> bytes:
    return ("pupil,date,mark\n" + "".join(f"{line}\n" for line in lines)).encode()


def everything() -> tuple[list[object], ...]:
    tables = (Pupil, Schooling, RegisterPage, PupilYear, PageCorrection)
    return tuple(list(table.objects.order_by("pk").values()) for table in tables)


def test_nothing_is_written_before_somebody_confirms(cast: Cast, schools) -> None:
    before = everything()

    run = stage(cast, schools.own, class_sheets())

    assert everything() == before
    assert run.counts["pupils"] == 3
    assert run.counts["new"] == 3
    assert PUPILS[0][1].encode() not in bytes(run.file_sealed)


def test_a_class_arrives_with_its_pupils_and_pages(cast: Cast, schools) -> None:
    confirm_run(run=stage(cast, schools.own, class_sheets([(2026, 5), (2026, 6)])), actor=cast.teacher)

    section = schools.own.sections.get(grade=4, room="2")
    assert [row.number for row in section.schoolings.order_by("seat")] == ["00101", "00102", "00103"]
    assert RegisterPage.objects.filter(schooling__section=section).count() == 6
    assert PupilYear.objects.count() == 3
    assert all(one.is_invented == cast.city.is_invented for one in Pupil.objects.filter(schoolings__section=section))


def test_the_same_file_again_changes_nothing(cast: Cast, schools) -> None:
    confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)
    before = everything()

    run = confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)

    assert everything() == before
    assert (run.counts["pages_same"], run.counts["pages_new"], run.counts["pages_changed"]) == (3, 0, 0)
    assert run.counts["known"] == 3


def test_the_same_file_without_numbers_changes_nothing_either(cast: Cast, schools) -> None:
    nameless = [("", name) for _number, name in PUPILS]
    confirm_run(run=stage(cast, schools.own, class_sheets(pupils=nameless)), actor=cast.teacher)
    before = everything()

    run = stage(cast, schools.own, class_sheets(pupils=nameless))
    confirm_run(run=run, actor=cast.teacher)

    assert everything() == before
    assert not run.questions.exists()


def test_a_correction_replaces_and_what_stood_there_is_kept(cast: Cast, schools) -> None:
    confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)

    changed = class_sheets(sign=lambda pupil, day: "ข" if (pupil, day.day) == (0, 2) else "/")
    run = confirm_run(run=stage(cast, schools.own, changed), actor=cast.teacher)

    assert run.counts["pages_changed"] == 1
    kept = PageCorrection.objects.get()
    assert (kept.run, kept.replaced_by) == (run, cast.teacher)
    assert kept.present >> 1 & 1
    assert not kept.page.present >> 1 & 1


def test_somebody_who_may_be_known_is_asked_about_and_never_merged(cast: Cast, schools) -> None:
    known = PupilFactory(city=cast.city, given_name="มาลีสมมติ", family_name="ตัวอย่าง")
    run = stage(cast, schools.own, class_sheets(), actor=cast.case_supervisor)

    question = questions_of(run, viewer=cast.case_supervisor)[0]
    confirm_run(run=run, actor=cast.case_supervisor)

    assert question.candidates == (known,)
    assert not known.schoolings.exists()
    assert Pupil.objects.filter(match_key=known.match_key).count() == 1
    assert "undecided" in ImportRun.objects.get().counts["notes"]


@pytest.mark.parametrize("is_new", [True, False])
def test_the_answer_is_done(cast: Cast, schools, is_new: bool) -> None:
    known = PupilFactory(city=cast.city, given_name="มาลีสมมติ", family_name="ตัวอย่าง")
    run = stage(cast, schools.own, class_sheets())

    answer_question(question=run.questions.get(), pupil=None if is_new else known, is_new=is_new, actor=cast.teacher)
    confirm_run(run=run, actor=cast.teacher)

    assert known.schoolings.exists() != is_new
    assert Pupil.objects.filter(match_key=known.match_key).count() == (2 if is_new else 1)


def test_only_somebody_who_was_shown_can_be_the_answer(cast: Cast, schools) -> None:
    PupilFactory(city=cast.city, given_name="มาลีสมมติ", family_name="ตัวอย่าง")
    run = stage(cast, schools.own, class_sheets())

    with pytest.raises(RegisterRefused):
        answer_question(question=run.questions.get(), pupil=schools.pupil.pupil, is_new=False, actor=cast.teacher)


def test_a_child_of_another_school_is_hidden_from_a_teacher(cast: Cast, schools) -> None:
    SchoolingFactory(section__school=schools.other, pupil__given_name="มาลีสมมติ", pupil__family_name="ตัวอย่าง")
    run = stage(cast, schools.own, class_sheets())

    asked = questions_of(run, viewer=cast.teacher)[0]
    assert (asked.candidates, asked.n_hidden) == ((), 1)


def test_the_same_number_with_another_name_is_asked_about(cast: Cast, schools) -> None:
    Schooling.objects.update(number="00101")

    run = stage(cast, schools.own, class_sheets())

    assert run.questions.get().confidence == "number_only"


def test_a_list_of_marks_is_folded_into_pages(cast: Cast, schools) -> None:
    data = marks(f"{schools.pupil.number},2026-06-01,/", f"{schools.pupil.number},2026-06-02,ข", "99999,2026-06-01,/")

    run = confirm_run(run=stage(cast, schools.own, data, kind=RunKind.MARKS, name="a.csv"), actor=cast.teacher)

    assert RegisterPage.objects.get().masks == (0b11, 0b01, 0, 0)
    page = run_page(run)
    assert [line.where for line in page.notes] == ["99999"]
    assert page.notes[0].what


def test_a_list_of_a_city_names_its_schools(cast: Cast, schools) -> None:
    there = SchoolingFactory(section__school=schools.other)
    data = (
        f"school,pupil,date,mark\n{schools.own.code},{schools.pupil.number},2026-06-01,/\n"
        f"{schools.other.code},{there.number},2026-06-01,ข\nnowhere,1,2026-06-01,/\n"
    ).encode()

    run = stage(cast, None, data, kind=RunKind.MARKS, actor=cast.case_supervisor)
    confirm_run(run=run, actor=cast.case_supervisor)

    assert {page.schooling: page.present for page in RegisterPage.objects.all()} == {schools.pupil: 1, there: 0}
    with pytest.raises(PermissionDenied):
        stage(cast, None, data, kind=RunKind.MARKS, actor=cast.teacher)


@pytest.mark.parametrize("who", ["teacher_elsewhere", "manager", "case_worker", "stranger"])
def test_only_who_keeps_the_register_sends_a_file(cast: Cast, schools, who: str) -> None:
    actor = cast.teacher if who == "teacher_elsewhere" else getattr(cast, who)

    with pytest.raises(PermissionDenied):
        stage(cast, schools.other, class_sheets(), actor=actor)
    assert not ImportRun.objects.exists()


def test_a_school_of_another_city_is_refused(cast: Cast, schools) -> None:
    with pytest.raises(PermissionDenied):
        stage_run(
            city=cast.city,
            school=schools.elsewhere,
            kind=RunKind.MARKS,
            school_year=2026,
            file_name="x",
            data=marks(),
            actor=None,
        )


def test_confirming_twice_or_throwing_away_later_is_refused(cast: Cast, schools) -> None:
    run = stage(cast, schools.own, class_sheets())
    confirm_run(run=run, actor=cast.teacher)
    before = everything()

    for action in (confirm_run, discard_run):
        with pytest.raises(RunClosed):
            action(run=run, actor=cast.teacher)
    assert everything() == before
    assert ImportRun.objects.get().file_sealed is None


def test_a_file_thrown_away_leaves_nothing(cast: Cast, schools) -> None:
    PupilFactory(city=cast.city, given_name="มาลีสมมติ", family_name="ตัวอย่าง")
    run = stage(cast, schools.own, class_sheets())

    discard_run(run=run, actor=cast.teacher)

    assert ImportRun.objects.get().state == RunState.DISCARDED
    assert ImportRun.objects.get().file_sealed is None
    assert not run.questions.exists()


def test_a_long_file_is_written_by_the_worker(cast: Cast, schools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "WRITTEN_AT_ONCE", 1)
    run = confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)
    assert (run.state, RegisterPage.objects.count()) == (RunState.WAITING, 0)

    assert tasks.run(timezone.now()) == 1
    assert tasks.run(timezone.now()) == 0

    assert ImportRun.objects.get().state == RunState.CONFIRMED
    assert RegisterPage.objects.count() == 3


def test_a_long_file_that_cannot_be_written_says_so(cast: Cast, schools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "WRITTEN_AT_ONCE", 1)
    confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2020, 1, 1))

    def refuse(*_arguments: object, **_options: object) -> None:
        raise RegisterFileRefused("damaged")

    monkeypatch.setattr(waiting, "read_run", refuse)

    assert tasks.run(timezone.now()) == 1

    assert ImportRun.objects.get().state == RunState.FAILED
    assert not RegisterPage.objects.exists()


def test_a_large_file_is_read_by_the_worker_and_how_far_it_is_can_be_seen(
    cast: Cast, schools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "READ_AT_ONCE", 10)
    run = stage(cast, schools.own, class_sheets([(2026, 5), (2026, 6)]))
    later = stage(cast, schools.own, class_sheets())
    assert (run.state, run.counts, run.questions.count()) == (RunState.READING, {}, 0)
    assert [run_page(one).n_before for one in (run, later)] == [0, 1]
    for action in (confirm_run, discard_run):
        with pytest.raises(RunClosed):
            action(run=run, actor=cast.teacher)
    seen = []
    read = waiting.read_run

    def reading(*arguments, told, **options):
        def heard(done: int, of: int) -> None:
            told(done, of)
            row = ImportRun.objects.get(pk=run.pk)
            seen.append((row.n_done, row.n_steps))

        return read(*arguments, told=heard, **options)

    monkeypatch.setattr(waiting, "read_run", reading)

    assert tasks.run(timezone.now()) == 1

    assert seen == [(0, 3), (1, 3)]
    run.refresh_from_db()
    assert (run.state, run.counts["new"], run.n_done, run.n_steps) == (RunState.PREVIEW, 3, 2, 3)
    assert Event.objects.filter(verb="register.staged", target__endswith=str(run.uuid)).count() == 1


def test_a_large_file_that_cannot_be_read_says_why(cast: Cast, schools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "READ_AT_ONCE", 10)
    run = stage(cast, schools.own, b"nonsense, and a lot of it", kind=RunKind.MARKS, name="a.csv")

    assert tasks.run(timezone.now()) == 1

    run.refresh_from_db()
    assert (run.state, run.file_sealed) == (RunState.FAILED, None)
    assert run_page(run).why == RegisterFileRefused("no_columns").sentence


class Killed(BaseException):
    """The process ends where it stands."""


@pytest.mark.parametrize("where", ["reading", "writing"])
def test_a_worker_that_is_killed_leaves_nothing_half_written_and_the_next_one_writes_it_once(
    cast: Cast, schools, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(runs, "WRITTEN_AT_ONCE", 1)
    confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)
    before = everything()

    def die(*_arguments: object, **_options: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(*((waiting, "read_run") if where == "reading" else (runs, "seal_notes")), die)
        with pytest.raises(Killed):
            tasks.run(timezone.now())
    assert everything() == before
    row = ImportRun.objects.get()
    assert (row.state, row.n_done) == (RunState.WAITING, 0 if where == "reading" else 1)

    assert [tasks.run(timezone.now()) for _again in range(2)] == [1, 0]

    assert ImportRun.objects.get().state == RunState.CONFIRMED
    assert RegisterPage.objects.count() == 3


def test_a_file_nobody_confirms_is_thrown_away_after_two_days(cast: Cast, schools) -> None:
    stage(cast, schools.own, class_sheets())

    assert tasks.run(timezone.now() + timedelta(hours=47)) == 0
    assert tasks.run(timezone.now() + timedelta(hours=49)) == 1
    assert ImportRun.objects.get().state == RunState.DISCARDED


def test_the_audit_names_no_child_and_no_file(cast: Cast, schools) -> None:
    confirm_run(run=stage(cast, schools.own, class_sheets(), name="ห้องของมาลีสมมติ.xlsx"), actor=cast.teacher)

    assert "มาลีสมมติ" not in str(list(Event.objects.values_list("verb", "target", "facts")))


def test_too_large_a_file_is_refused(cast: Cast, schools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "LONGEST_FILE", 10)

    with pytest.raises(RegisterFileRefused) as refusal:
        stage(cast, schools.own, class_sheets())
    assert refusal.value.code == "too_large"


def test_the_signs_of_a_city_are_its_own(cast: Cast, schools) -> None:
    set_signs(city=cast.city, signs={"ฮ": "present"}, actor=cast.case_supervisor)
    with pytest.raises(PermissionDenied):
        set_signs(city=cast.city, signs={}, actor=cast.teacher)

    confirm_run(run=stage(cast, schools.own, class_sheets(sign=lambda _p, _d: "ฮ")), actor=cast.teacher)

    assert RegisterPage.objects.filter(present__gt=0).count() == 3


def test_a_pupil_who_comes_back_next_year_is_the_same(cast: Cast, schools) -> None:
    schools.pupil.__class__.objects.update(school_year=2025, section=None, number="00101")
    Pupil.objects.update(given_name="มาลีสมมติ", family_name="ตัวอย่าง")

    confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)

    assert schools.pupil.pupil.schoolings.count() == 2


def test_another_class_in_the_file_moves_the_pupil(cast: Cast, schools) -> None:
    confirm_run(run=stage(cast, schools.own, class_sheets()), actor=cast.teacher)

    other = class_sheets(title="ชั้น ป.๕/๑")
    run = confirm_run(run=stage(cast, schools.own, other), actor=cast.teacher)

    assert run.counts["moved"] == 3
    assert schools.own.sections.get(grade=5).schoolings.count() == 3
