"""What is asked after each day: of those who were there, once, without a name."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import take_roll
from factories.forums import a_forum, rolls_of
from factories.rows import PersonFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions import RollMark, enrol_persons, give_tickets
from mueang.apps.enrollment.enums import Via
from mueang.apps.forums import tasks
from mueang.apps.forums.actions import ask_each_day, ask_to_choose
from mueang.apps.forums.models import DaySurvey
from mueang.apps.forums.queries import open_survey_of
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.models import Notice
from mueang.apps.surveys.actions import make_questionnaire
from mueang.apps.surveys.models import Questionnaire, Survey

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def noon():
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)


@pytest.fixture
def held(cast, noon):
    """Its first day was yesterday at noon; one of three has an account, one an e-mail, one nothing."""
    held = a_forum(cast, first=noon)
    with_account, with_mail, _with_nothing = (one.person for one in held.people)
    with_account.user, with_mail.email = cast.learner, "somebody@example.org"
    cast.learner_person.delete()
    with_account.save()
    with_mail.save()
    return held


def test_a_day_that_is_over_is_asked_once_and_those_who_were_there_are_told(cast, held, noon):
    assert tasks.run(noon + 3 * HOUR) == 0  # no roll is saved yet
    rolls_of(held.days[0], actor=cast.manager)
    assert tasks.run(noon + 1.5 * HOUR) == 0  # a room still meets
    assert tasks.run(noon + 3 * HOUR) == 1
    assert tasks.run(noon + 4 * HOUR) == 0

    asked = DaySurvey.objects.get()
    survey = asked.survey
    assert (asked.on, asked.n_told, survey.is_open, survey.asks_background) == (noon.date(), 2, True, False)
    assert (survey.questionnaire.code, survey.closes_on) == ("end-of-day", noon.date() + timedelta(days=7))
    notices = list(Notice.objects.filter(key__startswith="forum:").order_by("channel"))
    assert {one.channel for one in notices} == {Channel.EMAIL, Channel.IN_APP}
    assert all(survey.key in one.body for one in notices)
    assert not any(person.person.given_name in one.body for one in notices for person in held.people)


def test_the_ticket_of_whoever_was_there_leads_to_the_survey(cast, held, noon):
    came, away, _third = held.people
    for session in held.days[0].sessions:
        take_roll(session, actor=cast.manager, marks={away: RollMark("absent")} if not session.is_chosen else {})
    tasks.run(noon + 3 * HOUR)

    assert open_survey_of(came.party, now=noon + 4 * HOUR).survey == Survey.objects.get()
    assert open_survey_of(away.party, now=noon + 4 * HOUR) is None
    assert open_survey_of(came.party, now=noon + timedelta(days=9)) is None


def test_nobody_is_asked_about_a_forum_that_asks_not_or_was_cancelled_or_long_ago(cast, held, noon):
    rolls_of(held.days[0], actor=cast.manager)
    assert tasks.run(noon + timedelta(days=4)) == 0
    ask_each_day(forum=held.forum, asks=False, actor=cast.manager)
    assert tasks.run(noon + 3 * HOUR) == 0
    ask_each_day(forum=held.forum, asks=True, actor=cast.manager)
    type(held.offering).objects.update(state=OfferingState.CANCELLED)
    assert tasks.run(noon + 3 * HOUR) == 0


def test_the_citys_own_version_is_asked_and_an_empty_one_is_passed_over(cast, held, noon):
    own = make_questionnaire(city=cast.city, code="end-of-day", names=("เปล่า", "Empty"), actor=cast.manager)
    rolls_of(held.days[0], actor=cast.manager)

    tasks.run(noon + 3 * HOUR)

    asked = DaySurvey.objects.get().survey.questionnaire
    assert (asked.code, own.questions) == ("end-of-day-forum", [])
    own.questions = asked.questions
    own.save()
    rolls_of(held.days[1], actor=cast.manager, now=noon + timedelta(days=1, hours=3))
    tasks.run(noon + timedelta(days=1, hours=3))
    assert DaySurvey.objects.get(on=held.days[1].plenary.starts_at.date()).survey.questionnaire == own
    assert Questionnaire.objects.count() == 2


def test_everybody_without_a_ticket_gets_one_and_is_told_to_choose_once_a_day(cast, held):
    roster = enrol_persons(
        offering=held.offering, persons=[PersonFactory(city=cast.city)], via=Via.ROSTER, actor=cast.manager
    )
    assert [row.party for row in roster] == [None]

    assert ask_to_choose(forum=held.forum, actor=cast.manager) == 4
    assert ask_to_choose(forum=held.forum, actor=cast.manager) == 4

    told = Notice.objects.filter(key__startswith="forum-rooms:")
    assert {one.channel for one in told} == {Channel.IN_APP, Channel.EMAIL, Channel.COPY}
    assert told.count() == 4
    tickets = {row.party.ticket for row in held.offering.enrollments.select_related("party")}
    assert len(tickets) == 4
    assert all(any(ticket in one.body for one in told) for ticket in tickets)
    with pytest.raises(PermissionDenied):
        ask_to_choose(forum=held.forum, actor=cast.auditor)
    with pytest.raises(PermissionDenied):
        give_tickets(offering=held.offering, actor=cast.stranger)
    assert give_tickets(offering=held.offering, actor=cast.manager) == 0
