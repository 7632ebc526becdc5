"""Absences in a row: told once a run to the right person, closed by coming back, a correction, a call or an end."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cast import MEMBERS
from factories.catalog import InstructorFactory
from factories.enrollment import adult, child, joined, past_session, seated, take_roll
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import (
    RollMark,
    absences,
    note_absences_taken,
    record_call,
    set_absence_rule,
    watch_absences,
    withdraw,
)
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import AlertClosed
from mueang.apps.enrollment.models import AbsenceAlert, RollCall
from mueang.apps.enrollment.queries import absence_alerts, n_open_alerts, offerings_to_watch
from mueang.apps.enrollment.rules import visible_alerts
from mueang.apps.notices.models import Notice
from mueang.apps.people.models import Guardianship, Person
from mueang.lib.one_by_one import start_again

pytestmark = pytest.mark.django_db
AWAY = RollMark("absent")


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, owner=cast.manager)


def weeks(offering, cast, *marks, gap=7):
    """One session a week, the latest yesterday, with these marks by learner; the sessions, earliest first."""
    held = []
    for number, theirs in enumerate(marks, start=1):
        session = past_session(offering, days=1 + gap * (len(marks) - number), number=number)
        take_roll(session, actor=cast.manager, marks=theirs)
        held.append(session)
    return held


def look():
    return tasks.run(timezone.now())


def test_two_absences_in_a_row_are_told_once_however_often_anybody_looks(cast, offering):
    learner, _present = seated(offering, 2)
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})

    assert [look(), look()] == [1, 0]
    assert list(offerings_to_watch()) == []

    alert = AbsenceAlert.objects.get()
    assert (alert.enrollment, alert.n_sessions, alert.first_session.number) == (learner, 2, 1)
    told = Notice.objects.filter(key__startswith=f"absence:{alert.uuid}")
    assert told.filter(key__endswith=":learner").count() == 1
    assert set(told.filter(user__isnull=False).values_list("user__username", flat=True)) == {"manager", "keeper"}
    assert not any(learner.person.given_name in notice.body for notice in told.filter(user__isnull=False))
    assert Event.objects.filter(verb="absence.watched").count() == 1
    take_roll(past_session(offering, days=0, number=9), actor=cast.manager, marks={learner: AWAY})
    assert (look(), AbsenceAlert.objects.get().n_sessions, told.count()) == (0, 3, 3)


@pytest.mark.parametrize(("gap", "n_alerts"), [(7, 1), (1, 0)])
def test_of_daily_sessions_two_are_not_told_yet(cast, offering, gap, n_alerts):
    learner = seated(offering)[0]

    weeks(offering, cast, {}, {learner: AWAY}, {learner: AWAY}, gap=gap)

    assert look() == n_alerts


def test_excused_and_cancelled_sessions_do_not_count(cast, offering):
    excused, cancelled = seated(offering, 2)
    held = weeks(
        offering,
        cast,
        {excused: AWAY, cancelled: AWAY},
        {excused: RollMark("excused"), cancelled: AWAY},
    )
    type(held[1]).objects.filter(pk=held[1].pk).update(state="cancelled")

    assert look() == 0


def test_coming_back_closes_the_alert_and_a_new_run_is_told_anew(cast, offering):
    learner = seated(offering)[0]
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    look()

    take_roll(past_session(offering, days=0, minutes=30, number=8), actor=cast.manager)

    assert look() == 1
    alert = AbsenceAlert.objects.get()
    assert (alert.closed_as, absence_alerts(viewer=cast.manager)) == ("came_back", [])
    for number in (10, 11):
        session = past_session(offering, days=-7 * (number - 9), number=number)
        take_roll(session, actor=cast.manager, marks={learner: AWAY}, now=session.ends_at)
    assert look() == 1
    assert AbsenceAlert.objects.open().get().first_session.number == 10


def test_a_corrected_roll_closes_the_alert_and_one_corrected_back_opens_it_without_a_word(cast, offering):
    learner = seated(offering)[0]
    held = weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    look()
    n_told = Notice.objects.count()

    take_roll(held[1], actor=cast.manager, marks={learner: RollMark("excused")}, reason="ลาป่วย")
    assert (look(), AbsenceAlert.objects.get().closed_as) == (1, "corrected")
    take_roll(held[1], actor=cast.manager, marks={learner: AWAY}, reason="ไม่ได้ลา")
    look()

    assert AbsenceAlert.objects.get().closed_at is None
    assert Notice.objects.count() == n_told


def test_a_run_that_begins_later_after_a_correction_is_another(cast, offering):
    learner = seated(offering)[0]
    held = weeks(offering, cast, {learner: AWAY}, {learner: AWAY}, {learner: AWAY})
    look()

    take_roll(held[0], actor=cast.manager, marks={learner: RollMark("present")}, reason="มาแล้ว")

    assert look() == 2
    assert list(AbsenceAlert.objects.order_by("pk").values_list("first_session__number", "closed_as")) == [
        (1, "corrected"),
        (2, ""),
    ]


def test_who_withdraws_is_no_longer_looked_for(cast, offering):
    learner = seated(offering)[0]
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    look()

    withdraw(enrollment=learner, actor=cast.manager)

    assert look() == 1
    assert AbsenceAlert.objects.get().closed_as == "ended"


def test_for_a_child_the_carer_is_told_and_never_the_child(cast, offering):
    party = joined(offering, adult("แม่", phone="0811111111"), child("ลูก", phone="0822222222"), via=Via.CARER)
    kid = party.enrollments.get(person__given_name="ลูก")
    Person.objects.filter(pk=kid.person_id).update(phone="0822222222")
    weeks(offering, cast, {kid: AWAY}, {kid: AWAY})

    look()

    told = Notice.objects.get(key__endswith=":learner", key__startswith="absence:")
    assert "811111111" in told.address
    assert "ลูก" in told.body
    row = absence_alerts(viewer=cast.keeper)[0]
    assert (row.person.given_name, row.contact.given_name) == ("ลูก", "แม่")


def test_a_child_whom_nobody_answers_for_is_told_of_to_the_staff_only(cast, offering):
    kid = joined(offering, child("โดดเดี่ยว", years=12, phone="0822222222", relation="")).enrollments.get()
    Guardianship.objects.all().delete()
    weeks(offering, cast, {kid: AWAY}, {kid: AWAY})

    look()

    assert AbsenceAlert.objects.count() == 1
    assert not Notice.objects.filter(key__startswith="absence:", key__endswith=":learner").exists()


def test_the_instructor_is_told_too_and_may_answer(cast, offering):
    teacher = InstructorFactory(offering=offering, person=PersonFactory(city=cast.city, user=cast.stranger)).person.user
    learner = seated(offering)[0]
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    look()

    assert Notice.objects.filter(key__startswith="absence:", user=teacher).count() == 1
    record_call(alert=AbsenceAlert.objects.get(), result="ill", note="หายแล้วจะมา", actor=teacher)
    assert AbsenceAlert.objects.get().closed_as == "called"
    assert "ill" not in str(Event.objects.get(verb="absence.called").facts)


def test_a_call_that_nobody_answered_leaves_the_alert_open(cast, offering):
    learner = seated(offering)[0]
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    look()
    alert = AbsenceAlert.objects.get()

    record_call(alert=alert, result="no_answer", actor=cast.keeper)
    record_call(alert=alert, result="returns", actor=cast.keeper)

    with pytest.raises(AlertClosed):
        record_call(alert=alert, result="returns", actor=cast.keeper)
    alert.refresh_from_db()
    assert (alert.calls.count(), alert.closed_as) == (2, "called")
    take_roll(past_session(offering, days=0, minutes=30, number=8), actor=cast.manager, marks={learner: AWAY})
    assert look() == 0
    assert AbsenceAlert.objects.open().count() == 0


@pytest.mark.parametrize("member", MEMBERS)
def test_who_sees_alerts_calls_and_sets_the_rule(cast, offering, member):
    learner = seated(offering)[0]
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    look()
    actor, alert = getattr(cast, member), AbsenceAlert.objects.get()

    sees = member in {"keeper", "instructor", "officer", "manager"}
    assert len(absence_alerts(viewer=actor, city=cast.city)) == int(sees)
    assert absence_alerts(viewer=actor, city=cast.elsewhere) == []
    assert visible_alerts(actor).count() == int(sees)
    if member == "anonymous":
        return
    if not sees:
        with pytest.raises(PermissionDenied):
            record_call(alert=alert, result="ill", actor=actor)
    if member in {"keeper", "officer", "manager"}:
        set_absence_rule(offering=offering, n_in_a_row=3, least_share_percent=0, actor=actor)
    else:
        with pytest.raises(PermissionDenied):
            set_absence_rule(offering=offering, n_in_a_row=3, least_share_percent=0, actor=actor)


def test_the_offerings_own_rule_counts_and_is_applied_to_what_was_there(cast, offering):
    learner = seated(offering)[0]
    weeks(offering, cast, {learner: RollMark("late", minutes_present=30)}, {learner: AWAY})
    assert look() == 0

    set_absence_rule(offering=offering, n_in_a_row=None, least_share_percent=50, actor=cast.keeper)
    assert (look(), AbsenceAlert.objects.get().n_sessions) == (1, 2)
    set_absence_rule(offering=offering, n_in_a_row=3, least_share_percent=50, actor=cast.keeper)
    assert (look(), AbsenceAlert.objects.get().closed_as) == (1, "corrected")
    with pytest.raises(ValidationError):
        set_absence_rule(offering=offering, n_in_a_row=0, least_share_percent=50, actor=cast.keeper)


def test_looking_for_one_offering_says_nothing_of_another(cast, offering):
    learner = seated(offering)[0]
    other = OfferingFactory(program__city=cast.elsewhere)
    seated(other)
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})

    assert watch_absences(offering=other, now=timezone.now()) == 0
    assert watch_absences(offering=offering, now=timezone.now()) == 1


def test_a_roll_waits_for_its_look_however_many_came_after_it(cast, offering, monkeypatch):
    """The last key that was looked at would not do: another city's newer rolls are looked at first."""
    later = OfferingFactory(program__city=cast.elsewhere)
    learner, theirs = seated(offering)[0], seated(later)[0]
    weeks(offering, cast, {learner: AWAY}, {learner: AWAY})
    session = past_session(later, days=1, number=1)
    RollCall.objects.create(session=session, saved_by=cast.manager, saved_at=timezone.now(), pk=900_000)
    assert watch_absences(offering=later, now=timezone.now()) == 0
    assert theirs.absence_alerts.count() == 0

    assert list(offerings_to_watch()) == [offering]
    assert look() == 1


def test_one_offering_that_cannot_be_watched_keeps_waiting_and_holds_up_no_other(cast, offering, monkeypatch, caplog):
    broken = OfferingFactory(program__city=cast.city, place=cast.place, owner=cast.manager)
    secret = "สมหญิงลับ"
    for one in (broken, offering):
        learner = seated(one)[0]
        Person.objects.filter(pk=learner.person_id).update(given_name=secret)
        weeks(one, cast, {learner: AWAY}, {learner: AWAY})
    tell = absences.tell_absent

    def refuse(one, alerts):
        if one == broken:
            raise ValueError(secret)
        tell(one, alerts)

    monkeypatch.setattr(absences, "tell_absent", refuse)

    assert look() == 1

    assert [alert.enrollment.offering for alert in AbsenceAlert.objects.all()] == [offering]
    assert list(offerings_to_watch()) == [broken]
    assert "absences: row" in caplog.text
    assert secret not in caplog.text
    monkeypatch.undo()
    start_again()
    assert look() == 1


def test_a_list_taken_away_is_recorded(cast, offering):
    note_absences_taken(city=cast.city, actor=cast.officer, n_people=2)

    assert Event.objects.get(verb="absence.exported").facts == {"n_people": 2}


@pytest.mark.parametrize("n_learners", [1, 3])
def test_the_list_takes_a_fixed_number_of_statements(cast, offering, n_learners, django_assert_num_queries):
    learners = seated(offering, n_learners)
    marks = dict.fromkeys(learners, AWAY)
    weeks(offering, cast, marks, marks)
    look()
    for alert in AbsenceAlert.objects.all():
        record_call(alert=alert, result="no_answer", actor=cast.keeper)
    assert len(absence_alerts(viewer=cast.keeper)) == n_learners

    with django_assert_num_queries(6) as statements:
        absence_alerts(viewer=cast.keeper)

    covered, taught, shown = (query["sql"] for query in statements.captured_queries[:3])
    assert "people_person" not in covered
    assert covered.count(" JOIN ") <= 5
    assert taught.split(" WHERE ")[0].count(" JOIN ") <= 1
    assert " OR " not in shown
    with django_assert_num_queries(2):
        assert n_open_alerts(viewer=cast.keeper, city=cast.city) == n_learners
