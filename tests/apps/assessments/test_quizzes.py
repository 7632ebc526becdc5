"""A quiz from its preparation to its result: drawn, resumed, marked once, retried by its rule."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cast import MEMBERS
from factories.assessments import answers_to
from factories.rows import EnrollmentFactory
from mueang.apps.assessments import actions, tasks
from mueang.apps.assessments.errors import (
    HandedInAlready,
    ItemsUnreadable,
    NoSeat,
    NothingToDraw,
    NotOpen,
    NoTriesLeft,
    TimeIsUp,
    WaitFirst,
)
from mueang.apps.assessments.models import Attempt, Item, Quiz
from mueang.apps.assessments.queries import draw, is_right, results_of
from mueang.apps.assessments.queries.gift_items import items_out
from mueang.apps.assessments.rules import own_attempts
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.enums import EnrollmentState

NOW = timezone.now()
MAY_SET = {"keeper", "officer", "manager", "unit_officer"}


def begin(quiz, seat, now=NOW):
    return actions.begin_attempt(quiz=quiz, enrollment=seat, actor=None, now=now)


def hand_in(attempt, n_right=3, now=NOW):
    answers = answers_to(attempt, n_right=n_right)
    return actions.hand_in_attempt(attempt=attempt, answers=answers, actor=None, now=now)


def change(quiz, cast, **details):
    return actions.change_quiz(quiz=quiz, actor=cast.manager, **details)


@pytest.mark.parametrize("member", MEMBERS)
def test_who_may_change_the_offering_prepares_its_quizzes(cast, quiz, member):
    actor = getattr(cast, member)

    if member in MAY_SET:
        assert actions.change_quiz(quiz=quiz, actor=actor, pass_percent=60).pass_percent == 60
    else:
        with pytest.raises(PermissionDenied):
            actions.change_quiz(quiz=quiz, actor=actor, pass_percent=60)


def test_a_quiz_is_drawn_shuffled_and_marked_on_the_server(quiz, seat):
    attempt = begin(quiz, seat)

    done = hand_in(attempt, n_right=2)

    assert (done.points, done.out_of, done.percent) == (2, 3, 66)
    assert [row.is_right for row in done.drawn.all()] == [True, True, False]
    assert all(sorted(row.order) == [0, 1, 2] for row in done.drawn.all())
    verbs = set(Event.objects.filter(verb__startswith="quiz.").values_list("verb", flat=True))
    assert verbs >= {"quiz.prepared", "quiz.item_written", "quiz.begun", "quiz.handed_in"}


def test_the_same_seed_draws_the_same_paper_and_another_one_another(quiz):
    items = list(quiz.items.all())

    papers = {tuple((one.item.pk, *one.order) for one in draw(items, n=3, seed=seed)) for seed in range(20)}

    assert draw(items, n=3, seed=7) == draw(items[::-1], n=3, seed=7)
    assert len(papers) > 10


def test_two_tabs_and_another_phone_go_on_with_one_attempt(quiz, seat):
    first = begin(quiz, seat)
    actions.save_answers(attempt=first, answers={1: [2]}, now=NOW)

    again = begin(quiz, seat)

    assert again == first
    assert [row.answer for row in again.drawn.all()] == [[2], [], []]


def test_at_once_two_presses_begin_one_attempt(cast, quiz, seat, at_once):
    results = at_once([lambda: begin(quiz, seat)] * 3)

    assert len({one.pk for one in results}) == 1
    assert Attempt.objects.count() == 1


def test_a_replayed_post_gets_the_first_result(quiz, seat):
    attempt = begin(quiz, seat)
    hand_in(attempt, n_right=1)

    replayed = hand_in(attempt, n_right=3, now=NOW + timedelta(hours=1))

    assert (replayed.points, replayed.handed_in_at) == (1, NOW)
    with pytest.raises(HandedInAlready):
        actions.save_answers(attempt=attempt, answers={1: [0]}, now=NOW)


def test_a_late_post_is_refused_and_what_was_saved_in_time_counts(cast, quiz, seat):
    attempt = begin(change(quiz, cast, limit_minutes=10), seat)
    actions.save_answers(attempt=attempt, answers={1: [0]}, now=NOW)

    with pytest.raises(TimeIsUp):
        hand_in(attempt, n_right=3, now=NOW + timedelta(minutes=12))

    attempt.refresh_from_db()
    assert (attempt.points, attempt.handed_in_at) == (1, attempt.due_at)


def test_a_post_that_travelled_for_half_a_minute_is_taken(cast, quiz, seat):
    attempt = begin(change(quiz, cast, limit_minutes=10), seat)

    assert hand_in(attempt, now=NOW + timedelta(minutes=10, seconds=30)).points == 3


def test_the_worker_closes_what_nobody_handed_in(cast, quiz, seat):
    attempt = begin(change(quiz, cast, closes_at=NOW + timedelta(minutes=5)), seat)

    assert tasks.run(NOW + timedelta(minutes=4)) == 0
    assert tasks.run(NOW + timedelta(minutes=7)) == 1
    assert tasks.run(NOW + timedelta(minutes=7)) == 0
    attempt.refresh_from_db()
    assert attempt.points == 0


def test_an_attempt_that_ran_out_makes_room_for_the_next(cast, quiz, seat):
    first = begin(change(quiz, cast, limit_minutes=10), seat)

    second = begin(quiz, seat, now=NOW + timedelta(hours=1))

    first.refresh_from_db()
    assert (first.points, second.number) == (0, 2)


def test_the_rule_says_how_often_and_how_long_apart(cast, quiz, seat):
    change(quiz, cast, n_tries=2, wait_minutes=60)
    hand_in(begin(quiz, seat))

    with pytest.raises(WaitFirst) as refusal:
        begin(quiz, seat, now=NOW + timedelta(minutes=59))
    hand_in(begin(quiz, seat, now=NOW + timedelta(minutes=60)), now=NOW + timedelta(minutes=60))
    with pytest.raises(NoTriesLeft):
        begin(quiz, seat, now=NOW + timedelta(days=1))

    assert refusal.value.until == NOW + timedelta(minutes=60)
    assert "น." in refusal.value.sentence


@pytest.mark.parametrize(("counts", "percent"), [("best", 100), ("last", 33)])
def test_the_best_or_the_last_attempt_counts(cast, quiz, seat, counts, percent):
    change(quiz, cast, counts=counts)
    for n_right in (0, 3, 1):
        hand_in(begin(quiz, seat), n_right=n_right)

    result = results_of([seat.pk])[seat.pk].quizzes[0]

    assert (result.percent, result.best_percent, result.n_handed_in) == (percent, 100, 3)
    assert (result.is_passed, result.state) == ((True, "passed") if counts == "best" else (False, "failed"))


def test_a_closed_quiz_a_stranger_to_the_offering_and_a_withdrawn_seat_are_refused(cast, quiz, seat):
    elsewhere = EnrollmentFactory(person=cast.learner_person)

    with pytest.raises(NoSeat):
        begin(quiz, elsewhere)
    change(quiz, cast, is_open=False)
    with pytest.raises(NotOpen):
        begin(quiz, seat)
    seat.state = EnrollmentState.WITHDRAWN
    seat.save()
    with pytest.raises(NoSeat):
        begin(quiz, seat)


def test_a_quiz_with_too_few_questions_is_not_begun(cast, quiz, seat):
    for item in quiz.items.all()[:2]:
        actions.retire_item(item=item, actor=cast.manager, now=NOW)

    with pytest.raises(NothingToDraw):
        begin(quiz, seat)
    assert not Attempt.objects.exists()


def test_only_the_learner_reaches_their_attempt(cast, quiz, seat):
    attempt = begin(quiz, seat)

    seen = {member for member in MEMBERS if own_attempts(getattr(cast, member)).exists()}

    assert seen == {"learner"}
    assert own_attempts(cast.learner).get() == attempt


def test_a_changed_question_is_a_new_one_and_the_drawn_one_stays(cast, quiz, seat):
    attempt = begin(quiz, seat)
    drawn = attempt.drawn.first().item

    actions.write_item(
        quiz=quiz,
        actor=cast.manager,
        now=NOW,
        key=drawn.key,
        kind="one",
        stem_th="ใหม่",
        options=drawn.options,
        right=[1],
    )

    drawn.refresh_from_db()
    assert drawn.right == [0]
    assert drawn.retired_at == NOW
    assert quiz.items.filter(key=drawn.key, retired_at=None).get().stem_th == "ใหม่"


def test_a_quiz_refuses_a_rule_that_cannot_be(cast, quiz):
    with pytest.raises(ValidationError):
        change(quiz, cast, pass_percent=101)


HOSTILE = [["x"], [99, -1], [0, 0, 0], [None], ["0"]]


@pytest.mark.parametrize("answer", HOSTILE, ids=str)
def test_an_answer_our_page_cannot_send_is_not_kept(quiz, seat, answer):
    attempt = begin(quiz, seat)

    actions.save_answers(attempt=attempt, answers={1: answer, 77: [0]}, now=NOW)

    assert attempt.drawn.get(place=1).answer in ([], [0])


@pytest.mark.parametrize(
    ("kind", "options", "right", "answer", "is_it"),
    [
        ("one", [{}, {}], [1], [1], True),
        ("one", [{}, {}], [1], [], False),
        ("several", [{}, {}, {}], [0, 2], [2, 0], True),
        ("several", [{}, {}, {}], [0, 2], [0], False),
        ("several", [{}, {}, {}], [0, 2], [0, 1, 2], False),
        ("short", [{"th": "ภาคี", "en": "Partner"}], [], ["  PARTNER "], True),
        ("short", [{"th": "ภาคี", "en": ""}], [], ["เมือง"], False),
        ("number", [{"value": "3.14", "tolerance": "0.01"}], [], ["๓.๑๕"], True),
        ("number", [{"value": "3.14", "tolerance": "0.01"}], [], ["3.2"], False),
        ("number", [{"value": "3", "tolerance": "0"}], [], ["about 3"], False),
        ("number", [{"value": "3", "tolerance": "0"}], [], ["NaN"], False),
    ],
)
def test_an_answer_is_right_with_all_that_is_right_and_nothing_else(kind, options, right, answer, is_it):
    assert is_right(Item(kind=kind, options=options, right=right), answer) is is_it


GIFT = """::one::Who? {=me ~you ~nobody}

::several::Which? {~%50%a ~%50%b ~%-100%c}

Say it {=partner =ภาคี}

::n::How many? {#12:1}

::t::The sea is salty. {T#It is.}
"""


def test_questions_come_from_moodle_and_go_back(cast, quiz):
    before = quiz.items.count()

    n = actions.take_items(quiz=quiz, text=GIFT, actor=cast.manager, now=NOW)
    kinds = list(Item.objects.filter(quiz=quiz).order_by("pk").values_list("kind", flat=True))[before:]
    out = items_out(quiz.items.order_by("pk"), language="th", category="เมือง")

    assert (n, kinds) == (5, ["one", "several", "short", "number", "one"])
    assert quiz.items.get(key="several").right == [0, 1]
    assert quiz.items.get(key="t").why_th == "It is."
    again = Quiz.objects.create(offering=quiz.offering, title_th="สำเนา")
    actions.take_items(quiz=again, text=out, actor=cast.manager, now=NOW)
    copied = [(item.kind, item.stem_th, item.right) for item in again.items.order_by("pk")]
    assert copied == [(item.kind, item.stem_th, item.right) for item in quiz.items.order_by("pk")]
    assert "Invented question 1" in items_out(quiz.items.all(), language="en")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fine {=1 ~2}\n\nbroken {=1", 3),
        ("", 1),
        ("Match {=a -> b =c -> d}", 1),
        ("Tell {}", 1),
        ("just words", 1),
        ("none right {~a ~b}", 1),
        ("x" * 4001 + "{=1 ~2}", 1),
    ],
)
def test_a_file_with_a_fault_takes_in_nothing_and_says_where(cast, quiz, text, line):
    before = quiz.items.count()

    with pytest.raises(ItemsUnreadable) as refusal:
        actions.take_items(quiz=quiz, text=text, actor=cast.manager, now=NOW)

    assert refusal.value.line == line
    assert str(line) in refusal.value.sentence
    assert quiz.items.count() == before
