"""Reports: written by several without loss, standing on figures, signed and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.reports import report
from mueang.apps.audit.models import Event
from mueang.apps.indicators.actions import observe, withdraw_observation
from mueang.apps.reports.actions import (
    ask_review,
    attach_figures,
    begin_report,
    check_question,
    detach_figure,
    save_answer,
    send_back,
    sign_report,
)
from mueang.apps.reports.errors import (
    FigureNotTheirs,
    NotBeingWritten,
    NotReady,
    NotUnderReview,
    SourceNeeded,
    TooManyFigures,
    UnknownQuestion,
    WordsNeeded,
    WrittenMeanwhile,
)
from mueang.apps.reports.models import Answer, Evidence, QuestionCheck, Report, SignedCopy
from mueang.apps.reports.queries import (
    content_of,
    count_words,
    digest_of,
    figures_to_attach,
    report_page,
    reports_of,
    signed_content,
)
from mueang.methods.thai import calendar_year

pytestmark = pytest.mark.django_db
WRITERS = {"officer", "manager", "unit_officer"}
SIGNERS = WRITERS - {"officer"}
CODES = ("B.1", "B.2", "B.3", "B.4")


def written(cast: Cast, row: Report, codes: tuple[str, ...] = CODES) -> None:
    for code in codes:
        save_answer(report=row, question=code, language="th", text="เด็กกลับมาเรียน", version=0, actor=cast.officer)


@pytest.mark.parametrize("name", MEMBERS)
def test_only_who_writes_reports_begins_one_and_only_who_signs_signs(cast: Cast, name: str) -> None:
    member = getattr(cast, name)
    if name in WRITERS:
        assert report(cast, actor=member).made_by == member
    else:
        with pytest.raises(PermissionDenied):
            report(cast, actor=member)
    row = report(cast)
    written(cast, row)
    ask_review(report=row, actor=cast.officer)
    if name in SIGNERS:
        assert sign_report(report=row, actor=member).number == 1
    else:
        with pytest.raises(PermissionDenied):
            sign_report(report=row, actor=member)
        with pytest.raises(PermissionDenied):
            send_back(report=row, remark="แก้", actor=member)
        assert not SignedCopy.objects.exists()


def test_a_newer_form_changes_no_report(cast: Cast) -> None:
    row = report(cast)
    row.outline["sections"][0]["questions"][0]["limit"] = 7
    row.save()
    page = report_page(viewer=cast.officer, city=cast.city, uuid=row.uuid)
    assert page is not None
    assert page.outline.questions[0].limit == 7


def test_thai_words_are_counted_though_nothing_parts_them() -> None:
    assert count_words("เด็กกลับมาเรียน 12 คน") == 5
    assert count_words("The city counts words, in English too.") == 7
    assert count_words(" \n ,.") == 0


def test_nobody_writes_over_what_another_saved_meanwhile(cast: Cast) -> None:
    row = report(cast)
    first = save_answer(report=row, question="B.1", language="th", text="หนึ่ง", version=0, actor=cast.officer)
    assert first is not None
    save_answer(report=row, question="B.1", language="th", text="สอง", version=1, actor=cast.manager)

    with pytest.raises(WrittenMeanwhile) as refusal:
        save_answer(report=row, question="B.1", language="th", text="สาม", version=1, actor=cast.officer)

    assert (refusal.value.text, refusal.value.version, refusal.value.by) == ("สอง", 2, str(cast.manager))
    assert Answer.objects.get().text == "สอง"
    same = save_answer(report=row, question="B.1", language="th", text="สอง", version=1, actor=cast.officer)
    assert same is not None
    assert same.version == 2
    save_answer(report=row, question="B.1", language="th", text="สาม", version=2, actor=cast.officer)
    assert Answer.objects.get().text == "สาม"


def test_two_who_begin_the_same_answer_do_not_lose_one(cast: Cast) -> None:
    row = report(cast)
    save_answer(report=row, question="B.1", language="th", text="หนึ่ง", version=0, actor=cast.officer)
    with pytest.raises(WrittenMeanwhile):
        save_answer(report=row, question="B.1", language="th", text="สอง", version=0, actor=cast.manager)


def test_saving_by_itself_leaves_one_word_an_hour_and_writer(cast: Cast) -> None:
    row, now = report(cast), timezone.now()
    for n, (actor, minutes) in enumerate([(cast.officer, 0), (cast.officer, 1), (cast.manager, 2), (cast.manager, 90)]):
        save_answer(report=row, question="B.1", language="th", text=f"{n}", version=n, actor=actor,
                    now=now + timedelta(minutes=minutes))  # fmt: skip
    assert Event.objects.filter(verb="report.written").count() == 3


def test_an_answer_to_no_question_and_one_of_nothing_are_not_kept(cast: Cast) -> None:
    row = report(cast)
    with pytest.raises(UnknownQuestion):
        save_answer(report=row, question="9.9", language="th", text="x", version=0, actor=cast.officer)
    assert save_answer(report=row, question="B.1", language="th", text=" ", version=0, actor=cast.officer) is None
    assert not Answer.objects.exists()


def test_figures_are_attached_once_and_only_those_that_stand_in_the_city(cast: Cast) -> None:
    row, told = report(cast), observe(city=cast.city, figure=figure(indicator()), actor=None)
    foreign = observe(city=cast.elsewhere, figure=figure(indicator()), actor=None)
    gone = observe(city=cast.city, figure=figure(indicator()), actor=None)
    withdraw_observation(observation=gone, why="นับซ้ำ", actor=cast.officer)
    gone.refresh_from_db()
    for refused in (foreign, gone):
        with pytest.raises(FigureNotTheirs):
            attach_figures(report=row, question="B.2", observations=[told, refused], actor=cast.officer)
    for _time in range(2):
        attach_figures(report=row, question="B.2", observations=[told], actor=cast.officer)
    assert Evidence.objects.get().observation == told
    for _time in range(2):
        detach_figure(report=row, question="B.2", observation=told, actor=cast.officer)
    assert not Evidence.objects.exists()


def test_one_page_holds_five_figures(cast: Cast) -> None:
    rows = [observe(city=cast.city, figure=figure(indicator()), actor=None) for _n in range(6)]
    brief, whole = report(cast), report(cast, kind="grant")
    with pytest.raises(TooManyFigures):
        attach_figures(report=brief, question="B.2", observations=rows, actor=cast.officer)
    attach_figures(report=brief, question="B.2", observations=rows[:5], actor=cast.officer)
    with pytest.raises(TooManyFigures):
        attach_figures(report=brief, question="B.3", observations=rows[:1], actor=cast.officer)
    assert len(attach_figures(report=whole, question="G.2", observations=rows, actor=cast.officer)) == 6


def test_a_report_is_signed_only_when_nothing_is_missing_too_long_or_fallen(cast: Cast) -> None:
    row, told = report(cast), observe(city=cast.city, figure=figure(indicator()), actor=None)
    written(cast, row, CODES[:3])
    save_answer(report=row, question="B.1", language="en", text="word " * 41, version=0, actor=cast.officer)
    attach_figures(report=row, question="B.2", observations=[told], actor=cast.officer)
    withdraw_observation(observation=told, why="นับซ้ำ", actor=cast.officer)
    page = report_page(viewer=cast.officer, city=cast.city, uuid=row.uuid)
    assert page is not None
    assert [line.question.code for line in page.obstacles] == ["B.1", "B.2", "B.4"]
    assert page.n_answered == 3
    ask_review(report=row, actor=cast.officer)
    with pytest.raises(NotReady):
        sign_report(report=row, actor=cast.manager)

    with pytest.raises(WordsNeeded):
        send_back(report=row, remark=" ", actor=cast.manager)
    send_back(report=row, remark="ข้อ B.4 ยังว่าง", actor=cast.manager)
    written(cast, row, CODES[3:])
    save_answer(report=row, question="B.1", language="en", text="short", version=1, actor=cast.officer)
    detach_figure(report=row, question="B.2", observation=told, actor=cast.officer)
    ask_review(report=row, actor=cast.officer)
    assert sign_report(report=row, actor=cast.manager).number == 1


def test_what_is_signed_is_not_changed_and_the_next_copy_stands_beside_it(cast: Cast) -> None:
    row, told = report(cast), observe(city=cast.city, figure=figure(indicator()), actor=None)
    written(cast, row)
    attach_figures(report=row, question="B.2", observations=[told], actor=cast.officer)
    with pytest.raises(NotUnderReview):
        sign_report(report=row, actor=cast.manager)
    ask_review(report=row, actor=cast.officer)
    for act in (lambda: written(cast, row), lambda: ask_review(report=row, actor=cast.officer)):
        with pytest.raises(NotBeingWritten):
            act()
    first = sign_report(report=row, actor=cast.manager)
    with pytest.raises(NotUnderReview):
        sign_report(report=row, actor=cast.manager)

    send_back(report=row, remark="ฉบับปรับปรุง", actor=cast.officer)
    with pytest.raises(NotUnderReview):
        send_back(report=row, remark="อีกครั้ง", actor=cast.manager)
    withdraw_observation(observation=told, why="นับซ้ำ", actor=cast.officer)
    save_answer(report=row, question="B.1", language="th", text="ใหม่", version=1, actor=cast.officer)

    kept = signed_content(row, number=1)
    assert kept is not None
    assert kept.content == first.content
    assert digest_of(kept.content) == kept.digest == first.digest
    assert kept.content["sections"][0]["questions"][1]["figures"][0]["value"] == "61.5"
    assert signed_content(row, number=2) is None


def test_the_fingerprint_tells_every_difference(cast: Cast) -> None:
    row = report(cast)
    written(cast, row)
    page = report_page(viewer=cast.officer, city=cast.city, uuid=row.uuid)
    assert page is not None
    content = content_of(page)
    before = digest_of(content)
    content["sections"][0]["questions"][0]["answers"]["th"]["text"] += " "
    assert digest_of(content) != before


def test_a_question_compared_with_the_printed_form_loses_its_star_in_the_whole_city(cast: Cast) -> None:
    one, other = (report(cast, kind="biennial") for _n in range(2))
    with pytest.raises(SourceNeeded):
        check_question(report=one, question="1.1", source=" ", actor=cast.officer)
    with pytest.raises(UnknownQuestion):
        check_question(report=one, question="9.9", source="แบบ UIL 2026 หน้า 2", actor=cast.officer)
    with pytest.raises(PermissionDenied):
        check_question(report=one, question="1.1", source="x", actor=cast.auditor)
    check_question(report=one, question="1.1", source="แบบ UIL 2026 หน้า 2", actor=cast.officer)
    check_question(report=one, question="1.1", source="แบบ UIL 2026 หน้า 3", actor=cast.officer)
    page = report_page(viewer=cast.officer, city=cast.city, uuid=other.uuid)
    assert page is not None
    assert QuestionCheck.objects.get().source.endswith("3")
    assert [row.question.code for row in page.written if row.question.to_check and not row.is_unchecked] == ["1.1"]


def test_numbers_without_a_figure_to_stand_on_are_pointed_out_and_years_are_not(cast: Cast) -> None:
    row, told = report(cast), observe(city=cast.city, figure=figure(indicator()), actor=None)
    texts = {"B.1": "ปี 2566 ถึง 2023", "B.2": "เด็ก 1,204 คน", "B.3": "ดู [1]", "B.4": "อีก 12 คน"}
    for code, text in texts.items():
        save_answer(report=row, question=code, language="th", text=text, version=0, actor=cast.officer)
    attach_figures(report=row, question="B.4", observations=[told], actor=cast.officer)
    page = report_page(viewer=cast.officer, city=cast.city, uuid=row.uuid)
    assert page is not None
    assert [line.question.code for line in page.written if line.has_bare_numbers] == ["B.2"]


@pytest.mark.parametrize("n", [1, 3])
def test_lists_and_pages_cost_the_same_however_much_is_written(cast: Cast, n: int, django_assert_num_queries) -> None:
    rows = [report(cast) for _n in range(n)]
    for number in range(n):
        told = observe(city=cast.city, figure=figure(indicator()), actor=None)
        attach_figures(report=rows[0], question="B.2", observations=[told], actor=cast.officer)
        save_answer(report=rows[0], question=CODES[number], language="th", text="คำ", version=0, actor=cast.officer)
    assert len(reports_of(viewer=cast.auditor, city=cast.city)) == n
    with django_assert_num_queries(2):
        reports_of(viewer=cast.auditor, city=cast.city)
    with django_assert_num_queries(5):
        page = report_page(viewer=cast.auditor, city=cast.city, uuid=rows[0].uuid)
    assert page is not None
    question = page.outline.questions[1]
    with django_assert_num_queries(3):
        choices = figures_to_attach(viewer=cast.officer, city=cast.city, report=rows[0], question=question)
    assert (len(choices.fitting), len(choices.others)) == (n, 0)
    for words, found in (("สำนักงาน", n), ("ไม่มีคำนี้", 0)):
        choices = figures_to_attach(viewer=cast.officer, city=cast.city, report=rows[0], question=question, words=words)
        assert len(choices.fitting) == found


def test_another_citys_report_is_not_there(cast: Cast) -> None:
    row = report(cast)
    for viewer in (cast.manager_elsewhere, cast.stranger, cast.anonymous):
        assert report_page(viewer=viewer, city=cast.city, uuid=row.uuid) is None
        assert reports_of(viewer=viewer, city=cast.city) == []
    assert report_page(viewer=cast.manager, city=cast.elsewhere, uuid=row.uuid) is None


def test_a_document_there_is_no_form_of_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="novel"):
        begin_report(city=cast.city, kind="novel", title="x", language="th", period=calendar_year(2023),
                     actor=cast.officer)  # fmt: skip
