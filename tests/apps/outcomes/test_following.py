"""Completers are asked once a milestone, answer in one tap, may stop it, and officers verify with evidence."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cast import MEMBERS
from factories.outcomes import completer
from factories.rows import EnrollmentFactory, OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice
from mueang.apps.outcomes import tasks
from mueang.apps.outcomes.actions import answer_by_link, ask_no_more, check_outcome, record_outcome
from mueang.apps.outcomes.errors import NotCompleted, OwnOutcome
from mueang.apps.outcomes.models import FollowUp, Outcome
from mueang.apps.outcomes.queries import latest_outcomes, outcome_numbers, question_by_key, to_call, unverified
from mueang.apps.people.actions import add_guardianship
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place)


def ask(now=None):
    return tasks.run(now or timezone.now())


@pytest.mark.parametrize(
    ("days_ago", "months"), [(20, []), (31, [1]), (70, [1]), (95, [3]), (150, []), (190, [6]), (260, [])]
)
def test_each_is_asked_once_after_one_three_and_six_months(offering, days_ago, months):
    completer(offering, days_ago=days_ago)

    assert [ask(), ask()] == [len(months), 0]
    assert list(FollowUp.objects.values_list("months", flat=True)) == months


def test_over_half_a_year_one_is_asked_three_times(offering):
    completer(offering, days_ago=31)

    now = timezone.now()
    assert [ask(now + timedelta(days=days)) for days in (0, 30, 62, 120, 155)] == [1, 0, 1, 0, 1]


def test_only_completers_are_asked_and_nobody_twice_in_two_weeks(offering, cast):
    EnrollmentFactory(offering=offering, ended_at=timezone.now() - timedelta(days=31))
    first = completer(offering)
    other = OfferingFactory(program__city=cast.city)
    second = completer(other)
    type(second).objects.filter(pk=second.pk).update(person=first.person)

    assert ask() == 1
    assert ask(timezone.now() + timedelta(days=15)) == 1


def test_the_message_holds_the_link_and_the_link_is_the_key(offering):
    learner = completer(offering, email="malee@example.org", phone="")

    ask()

    row = FollowUp.objects.get()
    notice = Notice.objects.get()
    assert notice.address == "malee@example.org"
    assert f"/my/outcome/{row.key}/" in notice.body
    assert len(row.key) >= 40
    assert question_by_key(row.key).enrollment == learner
    assert question_by_key("no-such-key") is None


@pytest.mark.parametrize(("years", "asked_is_child"), [(9, False), (14, False), (16, True)])
def test_for_a_child_under_fifteen_the_carer_is_asked(cast, offering, years, asked_is_child):
    born = timezone.localdate() - timedelta(days=years * 366)
    child = completer(offering, birth_on=born, phone="0822222222", city=cast.city).person
    mother = PersonFactory(city=cast.city, phone="0811111111")
    add_guardianship(guardian=mother, child=child, relation="mother", has_legal_authority=True, actor=None)

    ask()

    assert Notice.objects.get().address == ("0822222222" if asked_is_child else "0811111111")


def test_a_child_nobody_answers_for_is_not_asked_and_is_counted_so(cast, offering):
    completer(offering, birth_on=timezone.localdate() - timedelta(days=3000), phone="0822222222")

    ask()

    assert Notice.objects.count() == 0
    assert FollowUp.objects.get().asked_at is None
    first = outcome_numbers(viewer=cast.officer, city=cast.city)[0]
    assert (first.n_due, first.n_asked, first.n_answered) == (1, 0, 0)
    assert [one.contact for one in to_call(viewer=cast.officer, city=cast.city, now=timezone.now())] == [None]


def test_an_answer_is_kept_and_a_later_one_stands_before_it(offering):
    completer(offering)
    ask()
    row = FollowUp.objects.get()

    first = answer_by_link(follow_up=row, kind="looking")
    assert answer_by_link(follow_up=row, kind="looking") == first
    answer_by_link(follow_up=row, kind="business", words="  ขายผ้า\nที่ตลาด ")

    latest = question_by_key(row.key).latest
    assert (latest.kind, latest.words, Outcome.objects.count()) == ("business", "ขายผ้า ที่ตลาด", 2)
    assert Event.objects.filter(verb="outcome.said").count() == 2
    with pytest.raises(ValueError, match="holiday"):
        answer_by_link(follow_up=row, kind="holiday")


def test_who_says_do_not_ask_again_is_not_asked_again(offering, cast):
    completer(offering)
    ask()
    row = FollowUp.objects.get()

    assert ask_no_more(follow_up=row) == ask_no_more(follow_up=row)

    assert ask(timezone.now() + timedelta(days=62)) == 0
    assert question_by_key(row.key).asks_no_more
    assert to_call(viewer=cast.officer, city=cast.city, now=timezone.now() + timedelta(days=8)) == []
    assert Event.objects.filter(verb="outcome.ask_no_more").count() == 1


def test_who_was_merged_into_somebody_who_said_no_is_not_asked(offering, cast):
    kept = completer(offering, days_ago=31)
    ask()
    ask_no_more(follow_up=FollowUp.objects.get())
    double = completer(OfferingFactory(program__city=cast.city))
    Person.objects.filter(pk=double.person_id).update(merged_into=kept.person)

    assert ask() == 0


def test_who_does_not_answer_in_a_week_is_to_be_called_until_they_are(offering, cast):
    completer(offering, phone="0812345678")
    ask()
    later = timezone.now() + timedelta(days=8)
    assert to_call(viewer=cast.officer, city=cast.city, now=timezone.now()) == []
    line = to_call(viewer=cast.officer, city=cast.city, now=later)[0]
    assert line.contact == line.person
    assert to_call(viewer=cast.manager_elsewhere, city=cast.city, now=later) == []

    record_outcome(enrollment=line.follow_up.enrollment, follow_up=line.follow_up, kind="work", actor=cast.officer)

    assert to_call(viewer=cast.officer, city=cast.city, now=later) == []
    said = Outcome.objects.get()
    assert (said.via, said.recorded_by) == ("phone", cast.officer)


def test_of_who_has_not_completed_nothing_is_written_down(offering, cast):
    with pytest.raises(NotCompleted):
        record_outcome(enrollment=EnrollmentFactory(offering=offering), kind="work", actor=cast.officer)


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_who_writes_down_and_verifies(offering, cast, member):
    learner, actor = completer(offering), getattr(cast, member)
    said = record_outcome(enrollment=learner, kind="work", actor=cast.officer)

    def both():
        record_outcome(enrollment=learner, kind="study", actor=actor)
        check_outcome(outcome=said, is_so=True, how="visit", evidence="ไปดูร้าน", actor=actor)

    if member in {"officer", "manager"}:
        both()
        assert unverified(viewer=actor, city=cast.city).count() == 1
    else:
        with pytest.raises(PermissionDenied):
            both()
        with pytest.raises(PermissionDenied):
            check_outcome(outcome=said, is_so=True, how="visit", evidence="ไปดูร้าน", actor=actor)
        assert list(latest_outcomes(viewer=actor, city=cast.city)) == []


def test_an_answer_is_verified_with_evidence_more_than_once_and_never_by_oneself(offering, cast):
    learner = completer(offering, user=cast.manager)
    said = record_outcome(enrollment=learner, kind="business", actor=cast.officer)

    with pytest.raises(OwnOutcome):
        check_outcome(outcome=said, is_so=True, how="visit", evidence="ไปดูร้าน", actor=cast.manager)
    with pytest.raises(ValidationError):
        check_outcome(outcome=said, is_so=True, how="visit", evidence="  ", actor=cast.officer)
    check_outcome(outcome=said, is_so=True, how="visit", evidence="ไปดูร้าน", actor=cast.officer)
    check_outcome(outcome=said, is_so=False, how="seen", evidence="ร้านปิดแล้ว", actor=cast.officer)

    assert list(said.checks.values_list("is_so", flat=True)) == [False, True]
    facts = Event.objects.filter(verb="outcome.checked").last().facts
    assert "ร้าน" not in str(facts)


def test_numbers_show_non_response_and_withhold_the_few(offering, cast):
    for number in range(9):
        completer(offering, phone="" if number == 8 else f"08{number:08}")
    ask()
    rows = list(FollowUp.objects.order_by("pk"))
    for row in rows[:5]:
        said = answer_by_link(follow_up=row, kind="work")
        check_outcome(outcome=said, is_so=True, how="employer", evidence="โทรถามแล้ว", actor=cast.officer)
    answer_by_link(follow_up=rows[5], kind="study")
    answer_by_link(follow_up=rows[5], kind="looking")

    first, third, _sixth = outcome_numbers(viewer=cast.officer, city=cast.city)

    assert (first.n_due, first.n_asked, first.n_answered, first.n_verified) == (9, 8, 6, 5)
    assert first.answered_share == 6 / 9
    assert [cell.n for cell in first.cells] == [None, 0, 0, 0, None]
    assert (third.n_due, third.answered_share) == (0, None)
    assert outcome_numbers(viewer=cast.manager_elsewhere, city=cast.city)[0].n_due == 0


@pytest.mark.parametrize("n_people", [1, 3])
def test_numbers_and_lists_take_a_fixed_number_of_statements(offering, cast, n_people, django_assert_num_queries):
    for _ in range(n_people):
        completer(offering)
    ask()
    for row in FollowUp.objects.all():
        answer_by_link(follow_up=row, kind="work")
    outcome_numbers(viewer=cast.officer, city=cast.city)

    with django_assert_num_queries(2):
        outcome_numbers(viewer=cast.officer, city=cast.city)
    with django_assert_num_queries(2):
        assert len(latest_outcomes(viewer=cast.officer, city=cast.city)) == n_people
