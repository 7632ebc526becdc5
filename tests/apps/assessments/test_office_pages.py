"""Pages of the office: quizzes and assignments prepared, taken in, taken away, and closed to others."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from factories.assessments import assessor_of
from mueang.apps.accounts.enums import Role
from mueang.apps.assessments import actions
from mueang.apps.assessments.models import Assignment, Quiz
from mueang.apps.audit.models import Event
from mueang.curriculum.reading import packaged_course
from mueang.standards.gift import read_gift

NOW = timezone.now()


def text_of(response):
    return response.content.decode()


def test_the_office_prepares_a_quiz_from_moodle_and_gives_it_back(client, cast, seat):
    client.force_login(cast.manager)
    slug, offering = cast.city.slug, seat.offering
    assert offering.program.name_th in text_of(client.get(reverse("assessments:home", args=[slug])))
    add = reverse("assessments:quiz_add", args=[slug, offering.uuid])
    said = {"title_th": "แบบทดสอบใหม่", "n_drawn": "๑", "n_tries": 3, "wait_minutes": 0, "limit_minutes": 0}
    said |= {"counts": "best", "pass_percent": 80, "ends_on": "31/12/2570", "is_open": "on"}
    assert client.post(add, {"title_th": ""}).status_code == 422
    page = client.post(add, said).url
    quiz = Quiz.objects.get()
    assert (quiz.n_drawn, timezone.localtime(quiz.closes_at).year) == (1, 2027)

    broken = client.post(page, {"pasted": "broken {=1"})
    unsaid = client.post(page, {"pasted": ""})
    latin = client.post(page, {"file": SimpleUploadedFile("q.txt", "ดี".encode("cp874"))})
    file = SimpleUploadedFile("q.txt", "::one::ถาม {=ถูก ~ผิด}\n\n::n::เท่าไร {#3:1}".encode())
    taken = client.post(page, {"file": file}, follow=True)
    out = client.get(reverse("assessments:gift_out", args=[slug, quiz.uuid]))

    assert [one.status_code for one in (broken, unsaid, latin)] == [422] * 3
    assert "บรรทัดที่ 1" in text_of(broken)
    assert "3 ± 1" in text_of(taken)
    assert "=ถูก" in text_of(out)
    item = quiz.items.get(key="one")
    client.post(reverse("assessments:item_retire", args=[slug, quiz.uuid, item.uuid]))
    assert quiz.items.filter(retired_at=None).count() == 1
    change = reverse("assessments:quiz_change", args=[slug, quiz.uuid])
    assert "31/12/2570" in text_of(client.get(change))
    client.post(change, {**said, "pass_percent": 60, "ends_on": ""})
    quiz.refresh_from_db()
    assert (quiz.pass_percent, quiz.closes_at) == (60, None)


def test_the_office_prepares_an_assignment_with_its_rubric(client, cast, seat):
    client.force_login(cast.manager)
    slug, offering = cast.city.slug, seat.offering
    add = reverse("assessments:assignment_add", args=[slug, offering.uuid])
    said = {"title_th": "งานใหม่", "task_th": "ทำ", "kind": "work", "n_assessors": 2, "pass_level": "adequate"}
    said |= {"n_tries": 3, "appeal_days": 14, "is_open": "on", "rubric": "ที่มา|ไม่มี|บ้าง|ครบ|ชั่งน้ำหนัก"}
    assert client.get(add).status_code == 200
    assert client.post(add, {**said, "rubric": "ที่มา|ไม่มี"}).status_code == 422
    client.post(add, said)
    row = Assignment.objects.get()
    assert row.criteria.get().levels[2] == {"th": "ครบ", "en": ""}
    change = reverse("assessments:assignment_change", args=[slug, row.uuid])
    assert "ชั่งน้ำหนัก" in text_of(client.get(change))
    client.post(change, {**said, "n_assessors": 1})
    row.refresh_from_db()
    assert row.n_assessors == 1


def test_the_office_lays_out_the_course_appoints_and_takes_results_away(client, cast, seat, quiz):
    client.force_login(cast.manager)
    at = [cast.city.slug, seat.offering.uuid]
    board = reverse("assessments:board", args=at)
    client.post(reverse("assessments:prepare", args=at))
    again = client.post(reverse("assessments:prepare", args=at), follow=True)
    assert "จัดวางครบแล้ว" in text_of(again)
    appoint = reverse("assessments:appoint", args=at)
    for user in (cast.officer, cast.officer, cast.manager):
        client.post(appoint, {"user": str(user.uuid)})
    client.post(appoint, {"user": "moon"})
    assert cast.officer.display_name in text_of(client.get(board))
    grant = cast.officer.role_grants.get(role=Role.ASSESSOR)
    client.post(reverse("assessments:dismiss", args=[*at, grant.pk]))
    client.post(reverse("assessments:dismiss", args=[*at, 999_999]))
    grant.refresh_from_db()
    assert grant.ended_at
    attempt = actions.begin_attempt(quiz=quiz, enrollment=seat, actor=None, now=NOW)
    actions.hand_in_attempt(attempt=attempt, answers={}, actor=None, now=NOW)
    sheet = load_workbook(io.BytesIO(client.get(reverse("assessments:results", args=at)).content)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert cast.learner_person.full_name in cells
    assert 0 in cells
    assert Event.objects.filter(verb="results.exported").count() == 1


def test_the_office_of_quizzes_is_closed_to_others_and_a_keeper_appoints_nobody(client, cast, seat, quiz):
    at = [cast.city.slug, seat.offering.uuid]
    addresses = [
        reverse("assessments:board", args=at),
        reverse("assessments:results", args=at),
        reverse("assessments:quiz", args=[cast.city.slug, quiz.uuid]),
        reverse("assessments:gift_out", args=[cast.city.slug, quiz.uuid]),
    ]
    for user in (cast.stranger, cast.learner, cast.instructor, cast.auditor, cast.manager_elsewhere):
        client.force_login(user)
        assert {client.get(address).status_code for address in addresses} == {404}
    client.force_login(cast.keeper)
    answer = client.post(reverse("assessments:appoint", args=at), {"user": str(cast.officer.uuid)}, follow=True)
    assert "ผู้ที่มีสิทธิ์มอบบทบาท" in text_of(answer)


def test_an_assessor_lands_on_their_desk_after_signing_in(client, seat):
    client.force_login(assessor_of(seat.offering))

    assert client.get(reverse("after_sign_in")).url == reverse("judging:desk")


def test_english_pages_speak_english(client, cast, quiz, assignment, seat):
    client.force_login(cast.learner)

    with override("th"):
        addresses = [
            reverse("my_assessments:quiz", args=[quiz.uuid, seat.uuid]),
            reverse("my_assessments:assignment", args=[assignment.uuid, seat.uuid]),
        ]

    for address, words in zip(addresses, ("Tries left", "How the work is judged"), strict=True):
        assert words in text_of(client.get(f"/en{address}"))


def test_the_course_leaves_as_a_zip_that_moodle_takes(client, cast):
    client.force_login(cast.manager)
    address = reverse("assessments:course_zip", args=[cast.city.slug])
    course = packaged_course()

    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as archive:
        names = archive.namelist()
        questions = read_gift(archive.read("questions.gift.txt").decode())
        with zipfile.ZipFile(io.BytesIO(archive.read(names[1]))) as book:
            chapters = {name: book.read(name).decode() for name in book.namelist()}

    assert len(names) == len(course.strands) + 2
    assert len(questions) == sum(len(module.questions) for module in course.modules)
    assert len({one.category for one in questions}) == len(course.modules)
    assert list(chapters) == [f"{n:02}-{one.key}.html" for n, one in enumerate(course.strands[0].modules, start=1)]
    assert all("<h1>" in chapter and "<script" not in chapter for chapter in chapters.values())
    assert client.get(f"/en{address}").content[:2] == b"PK"
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404
