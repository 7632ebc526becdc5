"""Each strand earns an award of its own beside the whole course's."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from factories.courses import a_learner, a_run, judged, taught
from factories.credentials import make_achievement, make_issuer
from mueang.apps.audit.models import Event
from mueang.apps.courses.actions import award_cohort, award_strands_too, settle_course
from mueang.apps.courses.errors import NothingToAward
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import award, award_again, note_parts
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import NobodyToAward, NotCompleted
from mueang.apps.credentials.models import Achievement, Award, AwardRun, EarnedPart
from mueang.apps.credentials.queries import check_award, enrollments_to_award, to_award
from mueang.curriculum.reading import packaged_course

STRANDS = [one.key for one in packaged_course().strands]


@pytest.fixture
def run(cast):
    """The whole and each strand earn an award."""
    found = a_run(cast, meetings=0)
    make_achievement(make_issuer(cast.city), found.offering)
    award_strands_too(run=found, actor=cast.manager)
    return found


@pytest.fixture
def graduates(cast, run):
    """One has everything, one all but the last strand, one has only been there."""
    whole, but_last, nothing = a_learner(run), a_learner(run), a_learner(run)
    taught(run, actor=cast.manager)
    judged(whole)
    judged(but_last, but="capstone")
    return whole, but_last, nothing


def signed():
    while tasks.run(timezone.now()):
        pass


def held_by(enrollment):
    rows = Award.objects.filter(enrollment=enrollment, revoked_at=None)
    return set(rows.values_list("achievement__condition", flat=True))


def test_one_press_awards_the_whole_and_every_strand_to_whoever_has_it(cast, run, graduates):
    whole, but_last, nothing = graduates

    started = award_cohort(run=run, actor=cast.manager)
    signed()

    assert len(started) == 6
    parts = {f"course:{one}" for one in STRANDS}
    assert held_by(whole) == {"", *parts}
    assert held_by(but_last) == parts - {"course:communicate"}
    assert held_by(nothing) == set()
    assert {check_award(one.uuid).ok for one in Award.objects.all()} == {True}


def test_a_strands_award_tells_its_own_hours_and_no_credit(cast, run, graduates):
    award_cohort(run=run, actor=cast.manager)
    signed()

    rows = Award.objects.filter(enrollment=graduates[0]).select_related("achievement")
    said = {one.achievement.condition: json.loads(one.document)["credentialSubject"] for one in rows}

    assert said[""]["creditsEarned"] > 0
    assert "creditsEarned" not in said["course:drive"]
    assert EarnedPart.objects.get(enrollment=graduates[0], condition="course:drive").minutes == {"lab": 540}
    assert said["course:drive"]["achievement"]["name"].endswith("The mechanisms that drive one")


def test_pressed_again_it_awards_nobody_twice_and_whoever_caught_up(cast, run, graduates):
    award_cohort(run=run, actor=cast.manager)
    signed()
    before = Award.objects.count()
    with pytest.raises(NobodyToAward):
        award_cohort(run=run, actor=cast.manager)

    judged(graduates[1], only="capstone")
    award_cohort(run=run, actor=cast.manager)
    signed()

    assert Award.objects.count() == before + 2
    assert held_by(graduates[1]) == held_by(graduates[0])


def test_a_part_taken_off_leaves_the_signed_award_and_gives_no_other(cast, run, graduates):
    whole = graduates[0]
    award_cohort(run=run, actor=cast.manager)
    signed()

    note_parts(offering=run.offering, parts={"course:drive": {}}, actor=cast.manager)

    drive = Achievement.objects.get(condition="course:drive")
    assert Award.objects.filter(achievement=drive, enrollment=whole, revoked_at=None).exists()
    with pytest.raises(NotCompleted):
        award(achievement=drive, person=graduates[1].person, enrollment=graduates[1], actor=cast.manager)
    tools = Award.objects.get(achievement__condition="course:tools", enrollment=whole)
    again = award_again(award=tools, reason=RevocationReason.WRONG_PERSON, actor=cast.manager)
    assert check_award(again.uuid).ok


def test_who_waits_for_which_award_is_counted_at_once(cast, run, graduates, django_assert_num_queries):
    settle_course(run=run, actor=cast.manager)
    achievements = list(Achievement.objects.order_by("pk"))

    with django_assert_num_queries(1):
        waiting = to_award(achievements=achievements, offering=run.offering)

    assert [one.n_waiting for one in waiting] == [
        enrollments_to_award(achievement=one, offering=run.offering).count() for one in achievements
    ]
    assert sum(one.n_waiting for one in waiting) > len(achievements) > 5
    assert to_award(achievements=[], offering=run.offering) == []


def test_settling_twice_writes_nothing_the_second_time(cast, run, graduates):
    settle_course(run=run, actor=cast.manager)
    rows = list(EarnedPart.objects.order_by("pk").values())
    settle_course(run=run, actor=cast.manager)

    assert list(EarnedPart.objects.order_by("pk").values()) == rows
    assert Event.objects.filter(verb="credentials.parts_noted").count() == 1


def test_only_who_runs_the_course_says_who_has_a_part_and_of_their_own_learners(cast, run, graduates):
    other = a_learner(a_run(cast))
    parts = {"course:drive": {other.pk: {"lab": 60}}}

    for who in (cast.stranger, cast.manager_elsewhere, graduates[0].person.user):
        with pytest.raises(PermissionDenied):
            note_parts(offering=run.offering, parts=parts, actor=who)
    assert note_parts(offering=run.offering, parts=parts, actor=cast.manager) == 0
    assert not EarnedPart.objects.exists()


def test_the_course_page_lets_each_strand_earn_an_award_once(cast, client):
    run = a_run(cast)
    client.force_login(cast.manager)
    with translation.override("en"):
        page, press = (reverse(f"courses:{one}", args=[cast.city.slug, run.uuid]) for one in ("run", "strand_awards"))
    assert "Nobody has said yet what completing this course earns" in client.get(page).content.decode()
    with pytest.raises(NothingToAward):
        award_strands_too(run=run, actor=cast.manager)
    client.post(press)
    make_achievement(make_issuer(cast.city), run.offering)
    assert "Award each strand too" in client.get(page).content.decode()

    client.post(press)
    client.post(press)

    assert sorted(Achievement.objects.exclude(condition="").values_list("condition", flat=True)) == sorted(
        f"course:{one}" for one in STRANDS
    )
    found = client.get(page).content.decode()
    assert "Award each strand too" not in found
    assert "Tools to manage lifelong learning" in found
    assert not AwardRun.objects.exists()
    client.force_login(cast.instructor)
    assert "What the course earns" not in client.get(page).content.decode()
