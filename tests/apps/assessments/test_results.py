"""What other rooms are told of many learners at once."""

import pytest
from django.core.exceptions import PermissionDenied

from factories.assessments import answers_to, quiz_of
from factories.rows import EnrollmentFactory, OfferingFactory
from mueang.apps.assessments import actions
from mueang.apps.assessments.models import Assignment, Quiz
from mueang.apps.assessments.queries import Results, results_of
from mueang.curriculum.reading import packaged_course


@pytest.fixture
def offering(cast):
    return OfferingFactory(city=cast.city, place=cast.place)


def test_the_course_is_laid_out_once_from_its_content(cast, offering):
    course = packaged_course()

    first = actions.prepare_course(offering=offering, course=course, actor=cast.manager)
    again = actions.prepare_course(offering=offering, course=course, actor=cast.manager)

    assert (first, again) == (len(course.modules), 0)
    assert Quiz.objects.filter(offering=offering).count() == len(course.modules)
    capstone = Assignment.objects.get(offering=offering, is_capstone=True)
    assert (capstone.module, capstone.kind, capstone.n_assessors) == (course.completion.capstone_module, "plan", 3)
    assert all(quiz.items.count() >= quiz.n_drawn for quiz in Quiz.objects.all())
    with pytest.raises(PermissionDenied):
        actions.prepare_course(offering=offering, course=course, actor=cast.stranger)


@pytest.mark.parametrize("n_learners", [1, 3])
def test_results_take_seven_statements_however_many_learners(cast, offering, n_learners, django_assert_num_queries):
    quiz = quiz_of(offering, actor=cast.manager, module="learning-city")
    quiz_of(offering, actor=cast.manager, module="left-out", is_open=False)
    actions.prepare_course(offering=offering, course=packaged_course(), actor=cast.manager)
    seats = [EnrollmentFactory(offering=offering) for _ in range(n_learners)]
    now = seats[0].enrolled_at
    attempt = actions.begin_attempt(quiz=quiz, enrollment=seats[0], actor=None, now=now)
    actions.hand_in_attempt(attempt=attempt, answers=answers_to(attempt, n_right=3), actor=None, now=now)

    with django_assert_num_queries(7):
        results = results_of([seat.pk for seat in seats])

    first = results[seats[0].pk]
    assert len(results) == n_learners
    assert (first.quiz_of("learning-city").state, first.quiz_of("left-out"), first.quiz_of("none")) == (
        "passed",
        None,
        None,
    )
    assert (first.assignment_of("learning-city").state, first.capstone.is_passed) == ("none", False)
    assert all(results[seat.pk].quiz_of("learning-city").state == "none" for seat in seats[1:])


def test_an_open_attempt_is_told_and_no_enrollment_has_no_results(cast, offering):
    quiz, seat = quiz_of(offering, actor=cast.manager), EnrollmentFactory(offering=offering)
    actions.begin_attempt(quiz=quiz, enrollment=seat, actor=None, now=seat.enrolled_at)

    assert results_of([seat.pk])[seat.pk].quizzes[0].state == "begun"
    assert results_of([]) == {}
    assert Results().capstone is None
