"""The cohort: who is behind and why, hours made up, announcements, who teaches and judges."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from factories.courses import a_learner, a_run, judged, taught
from factories.credentials import make_achievement, make_issuer
from factories.enrollment import past_session
from factories.rows import EnrollmentFactory, PersonFactory, UserFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.courses.actions import (
    Mark,
    announce,
    appoint,
    award_cohort,
    choose_city,
    dismiss,
    make_up,
    mark_progress,
    open_course,
    settle_course,
)
from mueang.apps.courses.actions.hours import Elsewhere
from mueang.apps.courses.errors import HoursAlone, NoSuchAccount, NothingToAward, NotOfThisCourse
from mueang.apps.courses.models import CourseSeat, MadeUp
from mueang.apps.courses.queries import cohort_of, in_words, standings, who_completed
from mueang.apps.courses.rules import may_teach, visible_runs
from mueang.apps.credentials.models import AwardRun
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.models import Notice
from mueang.curriculum.reading import packaged_course

BOOK = Elsewhere(institution="มหาวิทยาลัยสมมติ", title="วิชาเทียบ", route="CT", evidence="ใบรับรองเลขที่ 1")


def to(name, *rest):
    with translation.override("en"):
        return reverse(f"courses:{name}", args=rest)


def test_the_rule_over_ledger_and_judged_work_says_who_has_completed(cast):
    run = a_run(cast, meetings=0)
    whole, short = a_learner(run), a_learner(run)
    taught(run, actor=cast.manager)
    judged(whole)
    judged(short, but="capstone")

    found = standings([whole.pk, short.pk])

    assert found[whole.pk].is_complete
    with translation.override("en"):
        assert in_words(found[short.pk].missing, language="en") == [
            f"The work of “{packaged_course().modules[-1].text('en').title}” is not judged yet."
        ]
    assert list(who_completed("course", run.offering)) == [whole.pk]
    assert list(who_completed("course:drive", run.offering)) == [whole.pk, short.pk]
    assert list(who_completed("course:communicate", run.offering)) == [whole.pk]
    assert list(who_completed("course:nothing", run.offering)) == []


def test_who_is_behind_is_said_with_the_reason(cast):
    run = a_run(cast, meetings=0)
    keeps_up, behind = a_learner(run), a_learner(run)
    taught(run, actor=cast.manager)
    late = EnrollmentFactory(offering=run.offering)
    judged(behind, level="developing")
    user, now = keeps_up.person.user, timezone.now()
    marks = [Mark(one.key, now, is_read=True) for one in packaged_course().modules]
    mark_progress(enrollment=keeps_up, marks=marks, actor=user)

    with translation.override("en"):
        found = {one.enrollment.pk: one.behind for one in cohort_of(run).members}

    assert found == {
        keeps_up.pk: (),
        behind.pk: ("20 modules unread", "20 works to be done again"),
        late.pk: ("missed 45 hr of the meetings held", "20 modules unread"),
    }
    assert cohort_of(run, now=now - timedelta(days=30)).n_behind == 1


def test_groups_are_of_the_cities_learners_work_for(cast):
    run = a_run(cast)
    ours, theirs, nobody = a_learner(run), a_learner(run), a_learner(run)
    CourseSeat.objects.create(enrollment=ours, city=cast.city)
    CourseSeat.objects.create(enrollment=theirs, city=cast.elsewhere)

    groups = cohort_of(run).groups

    assert [(one.city, one.n) for one in groups] == [(cast.city, 1), (cast.elsewhere, 1), (None, 1)]
    assert nobody.pk in {one.enrollment.pk for one in cohort_of(run).members}
    with pytest.raises(PermissionDenied):
        choose_city(enrollment=ours, city=cast.city, actor=theirs.person.user)


def test_missed_hours_are_made_up_in_the_ledger_for_one_strand(cast):
    run = a_run(cast, meetings=0)
    learner = a_learner(run)
    past_session(run.offering, number=1)

    make_up(enrollment=learner, strand="measure", elsewhere=BOOK, minutes_by_mode={"lab": 120}, actor=cast.officer)

    assert standings([learner.pk])[learner.pk].strand_minutes == {"measure": 120}
    assert MadeUp.objects.get().recognition.approved_by == cast.officer
    with pytest.raises(NotOfThisCourse):
        make_up(enrollment=learner, strand="x", elsewhere=BOOK, minutes_by_mode={"lab": 1}, actor=cast.officer)
    for who in (cast.stranger, learner.person.user):
        with pytest.raises(PermissionDenied):
            make_up(enrollment=learner, strand="tools", elsewhere=BOOK, minutes_by_mode={"lab": 9}, actor=who)


def test_an_announcement_reaches_each_learner_once(cast):
    run = a_run(cast)
    a_learner(run)
    for details in ({"email": "a@city.example"}, {"phone": "0812345678"}, {"phone": "", "email": ""}):
        EnrollmentFactory(offering=run.offering, person=PersonFactory(city=cast.city, **details))

    told = [
        announce(run=run, subject="เลื่อนเวลา", words="พบกันบ่ายสอง", request_key="k1", actor=cast.officer)
        for _twice in range(2)
    ]

    assert told == [3, 3]
    assert sorted(Notice.objects.values_list("channel", flat=True)) == sorted(
        [Channel.IN_APP, Channel.EMAIL, Channel.COPY]
    )
    with pytest.raises(PermissionDenied):
        announce(run=run, subject="x", words="x", request_key="k2", actor=cast.stranger)


def test_a_facilitator_sees_this_cohort_and_no_other(cast):
    run, other = a_run(cast), a_run(cast)
    teacher = UserFactory(username="teaches")
    for wrong, refusal in (("nobody", NoSuchAccount), ("teaches", PermissionDenied)):
        with pytest.raises(refusal):
            appoint(
                run=run,
                username=wrong,
                role=Role.FACILITATOR,
                actor=cast.manager if wrong == "nobody" else cast.officer,
            )
    with pytest.raises(NotOfThisCourse):
        appoint(run=run, username="teaches", role=Role.CITY_MANAGER, actor=cast.manager)

    grant = appoint(run=run, username="teaches", role=Role.FACILITATOR, actor=cast.manager)

    assert list(visible_runs(teacher)) == [run]
    assert may_teach(teacher, run)
    assert not may_teach(teacher, other)
    assessor = appoint(run=run, username="teaches", role=Role.ASSESSOR, actor=cast.manager)
    with pytest.raises(NotOfThisCourse):
        dismiss(run=other, grant=grant, actor=cast.manager)
    dismiss(run=run, grant=grant, actor=cast.manager)
    teacher.__dict__.pop("_current_grants", None)
    assert not visible_runs(teacher).exists()
    assert list(RoleGrant.objects.current().filter(user=teacher)) == [assessor]


@pytest.fixture
def desk(cast, client):
    run = a_run(cast, meetings=0)
    client.force_login(cast.manager)
    return run


def test_the_pages_of_the_cohort(desk, cast, client):
    learner = a_learner(desk)
    CourseSeat.objects.create(enrollment=learner, city=cast.elsewhere)
    taught(desk, actor=cast.manager)
    judged(learner, level="developing")
    page = client.get(to("cohort", cast.city.slug, desk.uuid)).content.decode()
    assert learner.person.full_name in page
    assert "20 modules unread" in page
    assert (
        learner.person.full_name
        not in client.get(to("cohort", cast.city.slug, desk.uuid), {"of": "-"}).content.decode()
    )
    sheet = client.get(to("cohort", cast.city.slug, desk.uuid), {"format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert any(learner.person.full_name in row for row in rows)
    own = client.get(to("learner", cast.city.slug, desk.uuid, learner.uuid)).content.decode()
    assert "not adequate in every line yet" in own

    up = to("make_up", cast.city.slug, desk.uuid, learner.uuid)
    assert client.get(up).status_code == 200
    assert client.post(up, {}).status_code == 200
    tell = to("announce", cast.city.slug, desk.uuid)
    assert client.get(tell).status_code == 200
    client.post(tell, {"subject": "s", "words": "w", "request_key": "k"})
    assert Notice.objects.count() == 1
    staff = to("staff", cast.city.slug, desk.uuid)
    assert "Nobody yet" in client.get(staff).content.decode()
    assert "Nobody signs in" in client.post(staff, {"username": "x", "role": "facilitator"}).content.decode()
    client.post(staff, {"username": "stranger", "role": "facilitator"})
    grant = RoleGrant.objects.get(user=cast.stranger)
    client.post(to("dismiss", cast.city.slug, desk.uuid, grant.pk))
    assert not RoleGrant.objects.current().filter(user=cast.stranger).exists()
    assert client.post(to("dismiss", cast.city.slug, desk.uuid, grant.pk)).status_code == 404


def test_the_cohort_is_closed_to_strangers_and_learners(desk, cast, client):
    learner = a_learner(desk)
    pages = [to("cohort", cast.city.slug, desk.uuid), to("learner", cast.city.slug, desk.uuid, learner.uuid)]
    pages += [to(name, cast.city.slug, desk.uuid) for name in ("announce", "staff")]
    for who in (learner.person.user, cast.stranger, cast.manager_elsewhere):
        client.force_login(who)
        assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(cast.instructor)
    assert [client.get(page).status_code for page in pages] == [200, 200, 403, 403]
    up = to("make_up", cast.city.slug, desk.uuid, learner.uuid)
    assert client.get(up).status_code == 403
    client.force_login(cast.manager)
    assert client.get(to("learner", cast.city.slug, a_run(cast).uuid, learner.uuid)).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_cohort_asks_the_same_number_of_statements_however_many(desk, cast, client, n, django_assert_num_queries):
    learners = [a_learner(desk) for _learner in range(n)]
    taught(desk, actor=cast.manager, minutes=60)
    for learner in learners:
        judged(learner)
    with django_assert_num_queries(15):
        client.get(to("cohort", cast.city.slug, desk.uuid))


def test_a_transcript_shows_hours_by_mode_and_the_five_routes(desk, cast, client):
    learner = a_learner(desk)
    taught(desk, actor=cast.manager)
    client.force_login(learner.person.user)
    with translation.override("en"):
        page = client.get(reverse("course:transcript", args=[learner.uuid])).content.decode()
    for part in ("45 hr", "CS:", "CN:", "CT:", "CP:", "CE:", "is not judged yet"):
        assert part in page


def test_the_cohort_is_awarded_at_one_press_and_hours_alone_award_nobody(desk, cast, client):
    run = desk
    whole, hours_only = a_learner(run), a_learner(run)
    taught(run, actor=cast.manager)
    judged(whole)
    settle = to("settle", cast.city.slug, run.uuid)
    client.post(settle, {"award": "1"})
    assert not AwardRun.objects.exists()  # nobody said what the course earns
    achievement = make_achievement(make_issuer(cast.city), run.offering)

    client.post(settle)
    client.post(settle, {"award": "1"})

    states = dict(Enrollment.objects.filter(offering=run.offering).values_list("pk", "state"))
    assert states == {whole.pk: "completed", hours_only.pk: "not_completed"}
    asked = AwardRun.objects.get()
    assert (asked.n_total, asked.achievement) == (1, achievement)
    with pytest.raises(PermissionDenied):
        settle_course(run=run, actor=cast.stranger)
    judged(hours_only)
    settle_course(run=run, actor=cast.manager)
    assert set(Enrollment.objects.values_list("state", flat=True)) == {"completed"}


def test_a_keeper_who_settles_awards_nobody(desk, cast, client):
    taught(desk, actor=cast.manager)
    with pytest.raises((NothingToAward, PermissionDenied)):
        award_cohort(run=desk, actor=cast.keeper)
    client.force_login(cast.instructor)
    assert client.post(to("settle", cast.city.slug, desk.uuid)).status_code == 403


def test_a_cohort_that_completed_by_hours_alone_is_not_awarded_by_the_course(cast):
    offering = EnrollmentFactory(offering__program__city=cast.city, state="completed").offering
    run = open_course(offering=offering, actor=cast.manager)

    for act in (settle_course, award_cohort):
        with pytest.raises(HoursAlone):
            act(run=run, actor=cast.manager)
    assert Enrollment.objects.get().state == "completed"
