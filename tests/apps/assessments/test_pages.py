"""Pages of quizzes, hand-ins and their judging, as learner, assessor and office press through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from factories.assessments import assessor_of, assignment_of, handed_in, judged, quiz_of
from factories.enrollment import joined
from factories.plans import WorkPlanFactory
from factories.rows import EnrollmentFactory, OfferingFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.assessments import actions
from mueang.apps.assessments.enums import HandInState
from mueang.apps.assessments.models import Appeal, Attempt, HandIn

NOW = timezone.now()


def text_of(response):
    return response.content.decode()


def begun(client, quiz, seat):
    address = reverse("my_assessments:quiz", args=[quiz.uuid, seat.uuid])
    return client.post(address).url


def right_answers(attempt):
    return {f"option-{row.place}": "0" for row in attempt.drawn.all()}


def test_a_learner_takes_a_quiz_and_reads_why_only_afterwards(client, cast, quiz, seat):
    client.force_login(cast.learner)
    assert "แบบทดสอบสมมติ" in text_of(client.get(reverse("my_assessments:home")))
    address = begun(client, quiz, seat)
    open_page = text_of(client.get(address))
    attempt = Attempt.objects.get()

    saved = client.post(address, {"option-1": "1", "press": "save"}, follow=True)
    done = client.post(address, {**right_answers(attempt), "press": "hand-in"}, follow=True)

    # The question before handing in has words on its buttons.
    assert 'data-yes="ใช่' in open_page
    for secret in ("เหตุผลลับ", "secret reason", "is_right", "checked"):
        assert secret not in open_page
    assert 'value="1" checked' in text_of(saved)
    assert "เหตุผลลับ" in text_of(done)
    assert "3 จาก 3" in text_of(done)
    assert "100%" in text_of(client.get(reverse("my_assessments:quiz", args=[quiz.uuid, seat.uuid])))


def test_each_answer_is_saved_by_itself_and_after_the_end_the_page_is_told(client, cast, quiz, seat):
    client.force_login(cast.learner)
    address = begun(client, quiz, seat)

    assert client.post(address, {"only": "2", "option-2": "2"}).status_code == 204
    assert client.post(address, {"only": "2"}).status_code == 204
    attempt = Attempt.objects.get()
    assert attempt.drawn.get(place=2).answer == []
    client.post(address, {**right_answers(attempt), "press": "hand-in"})
    assert client.post(address, {"only": "2", "option-2": "2"}).status_code == 409
    replay = client.post(address, {"option-1": "2", "press": "hand-in"}, follow=True)
    assert "3 จาก 3" in text_of(replay)
    late = client.post(address, {"option-1": "2", "press": "save"}, follow=True)
    assert "แก้ไขไม่ได้อีก" in text_of(late)


def test_typed_questions_show_what_would_have_been_accepted(client, cast, seat):
    quiz = quiz_of(seat.offering, actor=cast.manager, n_items=0, n_drawn=2)
    gift = "::a::Say {=partner}\n\n::b::How many? {#12:1}"
    actions.take_items(quiz=quiz, text=gift, actor=cast.manager, now=NOW)
    client.force_login(cast.learner)
    address = begun(client, quiz, seat)
    assert "partner" not in text_of(client.get(address))

    done = client.post(address, {"typed-1": "Partner", "typed-2": "99", "press": "hand-in"}, follow=True)

    assert "partner" in text_of(done)
    assert Attempt.objects.get().points <= 1


def test_the_rule_is_said_where_one_cannot_begin(client, cast, quiz, seat):
    client.force_login(cast.learner)
    address = reverse("my_assessments:quiz", args=[quiz.uuid, seat.uuid])
    actions.change_quiz(quiz=quiz, actor=cast.manager, n_tries=2, wait_minutes=60)
    attempt_url = begun(client, quiz, seat)
    assert attempt_url in text_of(client.get(address))
    client.post(attempt_url, {"press": "hand-in"})
    assert "ทำครั้งต่อไปได้ตั้งแต่" in text_of(client.get(address))
    assert "ทำครั้งต่อไปได้ตั้งแต่" in text_of(client.post(address))
    actions.change_quiz(quiz=quiz, actor=cast.manager, n_tries=1)
    assert "ครบจำนวนครั้ง" in text_of(client.get(address))
    actions.change_quiz(quiz=quiz, actor=cast.manager, n_tries=0, wait_minutes=0, is_open=False)
    assert "ไม่เปิด" in text_of(client.get(address))


def test_strangers_and_other_learners_meet_a_404_and_anonymous_the_sign_in(client, cast, quiz, assignment, seat):
    work = handed_in(assignment, seat)
    client.force_login(cast.learner)
    addresses = [
        begun(client, quiz, seat),
        reverse("my_assessments:quiz", args=[quiz.uuid, seat.uuid]),
        reverse("my_assessments:assignment", args=[assignment.uuid, seat.uuid]),
        reverse("my_assessments:work", args=[work.uuid]),
        reverse("judging:page", args=[work.uuid]),
    ]
    client.logout()
    assert client.get(reverse("my_assessments:home")).status_code == 302
    other = EnrollmentFactory(offering=seat.offering, person__user=cast.stranger)
    for user in (cast.stranger, cast.manager, None):
        client.logout()
        if user:
            client.force_login(user)
        assert {client.get(address).status_code for address in addresses} <= {404, 302}
    client.force_login(cast.stranger)
    # With one's own seat in the address it is one's own page, and another's attempt stays closed.
    assert client.get(reverse("my_assessments:quiz", args=[quiz.uuid, other.uuid])).status_code == 200
    assert client.post(addresses[0], {"press": "hand-in"}).status_code == 404


def test_who_holds_only_a_ticket_takes_part_on_the_device_that_holds_it(client, cast):
    offering = OfferingFactory(city=cast.city, place=cast.place)
    party = joined(offering)
    quiz = quiz_of(offering, actor=cast.manager)
    assert client.get(reverse("learner:ticket", args=[party.ticket])).status_code == 200

    address = begun(client, quiz, party.enrollments.get())
    client.post(address, {"press": "hand-in"})

    assert Attempt.objects.get().points == 0
    assert "แบบทดสอบสมมติ" in text_of(client.get(reverse("my_assessments:home")))


def test_a_learner_writes_adds_a_file_hands_in_and_appeals(client, cast, assignment, seat):
    client.force_login(cast.learner)
    begin = reverse("my_assessments:assignment", args=[assignment.uuid, seat.uuid])
    assert "เขียนหนึ่งหน้า" in text_of(client.get(begin))
    address = client.post(begin).url
    work = HandIn.objects.get()
    step = lambda name: reverse("my_assessments:step", args=[work.uuid, name])  # noqa: E731

    empty = client.post(address, {"text": "", "press": "hand-in"})
    client.post(step("file"), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")})
    client.post(step("file"), {"file": SimpleUploadedFile("b.pdf", b"%PDF-1.7 y")})
    wrong = client.post(step("file"), {"file": SimpleUploadedFile("c.pdf", b"MZ")}, follow=True)
    none = client.post(step("file"), {}, follow=True)
    part = work.files.first()
    client.post(step("off"), {"part": part.uuid})
    file = client.get(reverse("my_assessments:file", args=[work.files.get().uuid]))
    client.post(address, {"text": "หน้าเดียวว่าด้วยเมือง", "press": "save"})
    assert "หน้าเดียวว่าด้วยเมือง" in text_of(client.get(address))
    client.post(address, {"text": "หน้าเดียวว่าด้วยเมือง", "press": "hand-in"})
    work.refresh_from_db()

    assert empty.status_code == 422
    assert "PDF" in text_of(wrong)
    assert none.status_code == 200
    assert (file.headers["Content-Security-Policy"], file.headers["Content-Type"]) == ("sandbox", "application/pdf")
    assert work.state == HandInState.WAITING
    assert client.post(step("off"), {"part": "x"}).status_code == 404
    assert client.post(step("moon")).status_code == 404
    for _ in range(2):
        judged(work, assessor_of(seat.offering), "developing")
    page = text_of(client.get(address))
    assert "บอกที่มาให้ครบ" in page
    assert "ดีมาก" in page
    client.post(step("appeal"), {"reason": "ขอให้ดูใหม่"})
    assert Appeal.objects.get().reason == "ขอให้ดูใหม่"
    assert "ขอให้ดูใหม่" in text_of(client.get(address))
    assert "เขียนหรือทำต่อ" in text_of(client.get(begin))
    assert client.post(begin, follow=True).status_code == 200
    Appeal.objects.update(state="kept", decided_at=NOW)
    again = HandIn.objects.get(uuid=client.post(begin).url.split("/")[-2])
    actions.write_hand_in(hand_in=again, text="อีกครั้ง", actor=None)
    actions.hand_in_work(hand_in=again, actor=None, now=NOW)
    assert "เขียนหรือทำต่อ" not in text_of(client.get(begin))
    for _ in range(2):
        judged(again, assessor_of(seat.offering), "adequate")
    assert "เขียนหรือทำต่อ" not in text_of(client.get(begin))


def test_an_officer_points_at_rows_and_at_the_plan_of_their_own_city(client, cast, assignment, seat):
    RoleGrantFactory(user=cast.learner, role=Role.CITY_MANAGER, city=cast.elsewhere)
    plan = WorkPlanFactory(city=cast.elsewhere)
    client.force_login(cast.learner)
    address = client.post(reverse("my_assessments:assignment", args=[assignment.uuid, seat.uuid])).url
    work = HandIn.objects.get()
    rows = reverse("my_assessments:rows", args=[work.uuid, "sessions"])
    assert rows in text_of(client.get(address))
    assert client.get(rows).status_code == 200
    client.post(rows, {"rows": "all"})
    assert work.rows.get().n == 0
    assert client.post(rows, {"rows": "moon"}).status_code == 404
    assert client.get(reverse("my_assessments:rows", args=[work.uuid, "moon"])).status_code == 404
    capstone = assignment_of(seat.offering, actor=cast.manager, kind="plan", n_assessors=3, is_capstone=True)
    address = client.post(reverse("my_assessments:assignment", args=[capstone.uuid, seat.uuid])).url
    client.post(address, {"text": "", "plan": str(plan.uuid), "press": "hand-in"})
    assert plan.title_th in text_of(client.get(address))
    assert HandIn.objects.get(assignment=capstone).plan == plan


def steps_of(work):
    return lambda name: reverse("judging:step", args=[work.uuid, name])


def levels(*said):
    return {"level-sourced": said[0], "level-loop": said[-1]}


def test_assessors_judge_differ_and_settle_without_seeing_each_other_before(client, cast, assignment, seat):
    work, (one, other) = handed_in(assignment, seat), [assessor_of(seat.offering) for _ in range(2)]
    step, page = steps_of(work), reverse("judging:page", args=[work.uuid])
    client.force_login(one)
    assert "งานสมมติ" in text_of(client.get(reverse("judging:desk")))
    assert client.post(step("take")).url == page
    assert cast.learner_person.given_name not in text_of(client.get(page))
    client.post(step("save"), {"level-sourced": "adequate", "remark-sourced": "หมายเหตุลับ"})
    assert "หมายเหตุลับ" in text_of(client.get(page))
    incomplete = client.post(step("give"), {"level-sourced": "adequate", "feedback": "ความเห็นลับ"}, follow=True)
    assert "ครบทุกเกณฑ์" in text_of(incomplete)
    client.post(
        step("give"), {**levels("adequate", "developing"), "feedback": "ความเห็นลับ", "remark-sourced": "หมายเหตุลับ"}
    )
    assert "ยังประเมินอยู่" in text_of(client.get(page))

    client.force_login(other)
    client.post(step("take"))
    client.post(step("release"))
    client.post(step("take"))
    blind = text_of(client.get(page))
    assert "ความเห็นลับ" not in blind
    assert "หมายเหตุลับ" not in blind
    client.post(step("give"), {**levels("adequate", "adequate"), "feedback": "ดี"})
    assert "จุดที่ผลประเมินต่างกัน" in text_of(client.get(page))
    client.post(step("propose"), {"level-loop": "adequate", "words": "คุยกันแล้ว"})
    client.force_login(one)
    assert "คุยกันแล้ว" in text_of(client.get(page))
    assert "งานสมมติ" in text_of(client.get(reverse("judging:desk")))
    client.post(step("confirm"))
    work.refresh_from_db()
    assert work.state == HandInState.SETTLED
    assert "ความเห็นลับ" in text_of(client.get(page))
    assert client.post(step("moon")).status_code == 404


def test_a_third_is_asked_and_an_appeal_decided_on_the_page(client, cast, assignment, seat):
    work, (one, other, third) = handed_in(assignment, seat), [assessor_of(seat.offering) for _ in range(3)]
    judged(work, one, "not_yet")
    judged(work, other, "adequate")
    step = steps_of(work)
    client.force_login(one)
    client.post(step("third"))
    judged(work, third, "developing")
    actions.lodge_appeal(hand_in=work, reason="ขอให้ดูใหม่", actor=None, now=timezone.now())
    decider = assessor_of(seat.offering)
    client.force_login(decider)

    assert "งานสมมติ" in text_of(client.get(reverse("judging:desk")))
    assert "ขอให้ดูใหม่" in text_of(client.get(reverse("judging:page", args=[work.uuid])))
    client.post(step("decide"), {**levels("adequate", "adequate"), "answer": "เห็นด้วย"})

    assert Appeal.objects.get().state == "changed"
    client.force_login(cast.learner)
    assert "เห็นด้วย" in text_of(client.get(reverse("my_assessments:work", args=[work.uuid])))


def test_who_judges_nothing_has_no_desk(client, cast, assignment, seat):
    work = handed_in(assignment, seat)
    client.force_login(cast.manager)
    assert client.get(reverse("judging:desk")).status_code == 403
    assert client.post(steps_of(work)("take")).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_desk_takes_as_many_statements_for_one_as_for_three(
    client, cast, assignment, seat, n, django_assert_num_queries
):
    assessor = assessor_of(seat.offering)
    for _ in range(n):
        handed_in(assignment, EnrollmentFactory(offering=seat.offering))
        taken = handed_in(assignment, EnrollmentFactory(offering=seat.offering))
        actions.take_hand_in(hand_in=taken, actor=assessor, now=NOW)
    client.force_login(assessor)

    with django_assert_num_queries(8):
        assert client.get(reverse("judging:desk")).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_the_learners_page_takes_as_many_statements_for_one_as_for_three(client, cast, n, django_assert_num_queries):
    for _ in range(n):
        offering = OfferingFactory(city=cast.city, place=cast.place)
        EnrollmentFactory(offering=offering, person=cast.learner_person)
        quiz_of(offering, actor=cast.manager, n_items=1)
        assignment_of(offering, actor=cast.manager)
    client.force_login(cast.learner)

    with django_assert_num_queries(10):
        assert client.get(reverse("my_assessments:home")).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_the_board_takes_as_many_statements_for_one_as_for_three(client, cast, seat, n, django_assert_num_queries):
    for _ in range(n):
        quiz_of(seat.offering, actor=cast.manager, n_items=1)
        work = handed_in(assignment_of(seat.offering, actor=cast.manager), seat)
        for _assessor in range(2):
            judged(work, assessor_of(seat.offering), "adequate")
    client.force_login(cast.manager)

    with django_assert_num_queries(12):
        page = client.get(reverse("assessments:board", args=[cast.city.slug, seat.offering.uuid]))

    assert "แคปปา" in text_of(page)
