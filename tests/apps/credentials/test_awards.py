"""Awarding one, awarding a cohort, and taking an award back."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import officer_of_both
from factories.credentials import make_achievement, make_cohort, make_issuer
from factories.rows import PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.models import Offering
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import (
    award,
    define_achievement,
    lists,
    revoke,
    runs,
    start_award_run,
    work_award_run,
)
from mueang.apps.credentials.enums import RevocationReason, RunState
from mueang.apps.credentials.errors import (
    AlreadyAwarded,
    AlreadyRevoked,
    NobodyToAward,
    NoSigningKey,
    NotCompleted,
    RunUnderWay,
    SlugTaken,
    WrongProgram,
)
from mueang.apps.credentials.models import Award, AwardRun, IssuerKey, StatusList
from mueang.apps.credentials.queries import check_award, cohorts, enrollments_to_award, n_to_award, progress_of


@pytest.fixture
def issuer(cast):
    return make_issuer(cast.city)


@pytest.fixture
def cohort(cast):
    return make_cohort(cast.city, n_completed=3, n_learning=2, officer=cast.officer)


@pytest.fixture
def achievement(issuer, cohort):
    return make_achievement(issuer, cohort)


def finish(run: AwardRun) -> AwardRun:
    while tasks.run(timezone.now()):
        pass
    return AwardRun.objects.get(pk=run.pk)


def test_a_cohort_is_awarded_to_exactly_those_who_completed(cast, achievement, cohort):
    run = start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)

    run = finish(run)

    assert (run.state, run.n_done, run.n_total) == (RunState.DONE, 3, 3)
    assert set(Award.objects.values_list("enrollment__state", flat=True)) == {"completed"}
    assert all(check_award(row.uuid).ok for row in Award.objects.all())
    assert all(bytes(row.certificate).startswith(b"%PDF") for row in Award.objects.all())
    assert progress_of(run).is_over


def test_an_award_says_the_holders_name_and_no_e_mail(cast, achievement, cohort):
    finish(start_award_run(achievement=achievement, offering=cohort, actor=cast.officer))

    row = Award.objects.first()

    document = json.loads(row.document)
    assert document["credentialSubject"]["identifier"][0]["identityHash"] == row.person.full_name
    assert "@" not in row.document.replace("@context", "")


def test_an_award_stays_with_whom_a_merged_person_became(cast, achievement, cohort):
    kept = PersonFactory(city=cast.city, given_name="ผู้คงอยู่")
    enrollment = cohort.enrollments.filter(state="completed").first()
    enrollment.person.merged_into = kept
    enrollment.person.save()

    finish(start_award_run(achievement=achievement, offering=cohort, actor=cast.officer))

    assert enrollment.awards.get().person == kept


def test_pressing_twice_starts_one_run(cast, achievement, cohort):
    start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)

    with pytest.raises(RunUnderWay):
        start_award_run(achievement=achievement, offering=cohort, actor=cast.manager)

    assert AwardRun.objects.count() == 1


def test_a_second_run_finds_nobody_left(cast, achievement, cohort):
    finish(start_award_run(achievement=achievement, offering=cohort, actor=cast.officer))

    with pytest.raises(NobodyToAward):
        start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)


@pytest.mark.parametrize("member", ["stranger", "keeper", "manager_elsewhere", "auditor"])
def test_a_stranger_awards_nobody(cast, achievement, cohort, member):
    with pytest.raises(PermissionDenied):
        start_award_run(achievement=achievement, offering=cohort, actor=getattr(cast, member))

    assert not AwardRun.objects.exists()


def test_an_achievement_of_another_program_is_refused(cast, issuer, cohort):
    other = make_cohort(cast.city, n_completed=1, officer=cast.officer)
    elsewhere = make_cohort(cast.elsewhere, n_completed=1, officer=cast.manager_elsewhere)

    with pytest.raises(WrongProgram):
        start_award_run(achievement=make_achievement(issuer, other), offering=cohort, actor=cast.officer)
    with pytest.raises(WrongProgram):
        make_achievement(issuer, elsewhere)
    with pytest.raises(WrongProgram):
        start_award_run(achievement=make_achievement(issuer), offering=elsewhere, actor=officer_of_both(cast))


def test_a_stranger_defines_no_achievement(cast, issuer, cohort, achievement):
    with pytest.raises(PermissionDenied):
        define_achievement(issuer=issuer, program=cohort.program, actor=cast.manager_elsewhere)


def test_a_killed_worker_leaves_a_run_that_goes_on_without_doubling(cast, achievement, cohort, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 2)
    run = start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    work_award_run(run)
    AwardRun.objects.update(state=RunState.RUNNING, beat_at=timezone.now())

    while_alive = tasks.run(timezone.now())
    after_silence = tasks.run(timezone.now() + runs.SILENT_FOR + timedelta(seconds=1))
    run = finish(run)

    assert (while_alive, after_silence) == (0, 1)
    assert (run.state, run.n_done) == (RunState.DONE, 3)
    assert Award.objects.values("enrollment").distinct().count() == 3


def test_a_killed_worker_whose_clock_was_a_day_ahead_does_not_hold_the_run_for_a_day(cast, achievement, cohort):
    run = start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    AwardRun.objects.update(state=RunState.RUNNING, beat_at=timezone.now() + timedelta(days=1))

    tasks.run(timezone.now())
    run = finish(run)

    assert (run.state, run.n_done) == (RunState.DONE, 3)


def test_whoever_was_awarded_meanwhile_is_left_out(cast, achievement, cohort):
    run = start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    claimed = runs.claim(run, now=timezone.now())
    drafts = runs.draft_batch(claimed, now=timezone.now())
    first = cohort.enrollments.filter(state="completed").first()
    award(achievement=achievement, person=first.person, enrollment=first, actor=cast.officer)

    written = runs.write_batch(claimed, drafts, now=timezone.now())

    assert written == 2
    assert Award.objects.count() == 3


def test_a_run_whose_issuer_cannot_sign_stops_and_says_so(cast, achievement, cohort):
    run = start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    IssuerKey.objects.all().delete()

    run = finish(run)

    assert (run.state, run.error) == (RunState.FAILED, "NoSigningKey")
    assert not Award.objects.exists()


def test_one_enrollment_holds_one_standing_award(cast, achievement, cohort):
    enrollment = cohort.enrollments.filter(state="completed").first()
    first = award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=cast.officer)

    with pytest.raises(AlreadyAwarded):
        award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=cast.officer)
    revoke(award=first, reason=RevocationReason.WRONG_PERSON, actor=cast.officer)
    second = award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=cast.officer)

    assert check_award(second.uuid).ok
    assert check_award(first.uuid).code == "revoked"


@pytest.mark.parametrize(
    ("reason", "n_again"),
    [("mistake", 1), ("wrong_person", 1), ("misconduct", 0), ("request", 0)],
)
def test_only_a_mistake_is_put_right_by_a_new_award(cast, achievement, cohort, reason, n_again):
    finish(start_award_run(achievement=achievement, offering=cohort, actor=cast.officer))
    revoke(award=Award.objects.first(), reason=RevocationReason(reason), actor=cast.officer)

    waiting = enrollments_to_award(achievement=achievement, offering=cohort).count()
    these = Offering.objects.filter(pk=cohort.pk)

    assert (waiting, cohorts(offerings=these)[0].n_to_award, n_to_award(offerings=these)) == (n_again,) * 3
    assert n_to_award(offerings=Offering.objects.none()) == 0


def test_a_learner_who_has_not_completed_is_not_awarded(cast, achievement, cohort):
    enrollment = cohort.enrollments.filter(state="enrolled").first()

    with pytest.raises(NotCompleted):
        award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=cast.officer)

    assert not Award.objects.exists()


def test_an_award_needs_no_enrollment(cast, issuer):
    person = PersonFactory(city=cast.city)

    row = award(achievement=make_achievement(issuer), person=person, actor=cast.officer)

    assert check_award(row.uuid).holder == person.full_name
    assert "creditsEarned" not in row.document


def test_a_stranger_awards_and_revokes_nothing(cast, issuer):
    row = award(achievement=make_achievement(issuer), person=PersonFactory(city=cast.city), actor=cast.officer)

    with pytest.raises(PermissionDenied):
        award(achievement=row.achievement, person=row.person, actor=cast.manager_elsewhere)
    with pytest.raises(PermissionDenied):
        revoke(award=row, reason=RevocationReason.MISTAKE, actor=cast.manager_elsewhere)

    assert check_award(row.uuid).ok


def test_an_award_is_revoked_once_and_the_list_is_signed_anew(cast, issuer):
    row = award(achievement=make_achievement(issuer), person=PersonFactory(city=cast.city), actor=cast.officer)
    before = StatusList.objects.get().document

    revoke(award=row, reason=RevocationReason.MISTAKE, actor=cast.manager)

    assert StatusList.objects.get().document != before
    with pytest.raises(AlreadyRevoked):
        revoke(award=row, reason=RevocationReason.MISTAKE, actor=cast.manager)
    assert list(Event.objects.filter(verb="credentials.revoked").values_list("facts", flat=True)) == [
        {"reason": "mistake"}
    ]


def test_indices_are_drawn_without_repeating_and_a_half_full_list_is_left(cast, issuer, monkeypatch):
    drawn = lists.draw(40, taken=set(range(30)), n_bits=80)
    row = lists.open_list(issuer, now=timezone.now())
    monkeypatch.setattr(lists, "FULL_SHARE", 0)

    fresh, indices = lists.draw_indices(issuer, n=2, now=timezone.now())

    assert len(set(drawn) | set(range(30))) == 70
    assert fresh != row
    assert len(set(indices)) == 2


def test_an_expired_award_says_so(cast, issuer):
    achievement = make_achievement(issuer, valid_for_days=30)
    row = award(achievement=achievement, person=PersonFactory(city=cast.city), actor=cast.officer)

    later = timezone.now() + timedelta(days=31)

    assert check_award(row.uuid).ok
    assert check_award(row.uuid, now=later).code == "expired"


def test_every_refusal_and_row_can_be_said_in_words(cast, achievement, cohort):
    refusals = [SlugTaken, NoSigningKey, NotCompleted, NobodyToAward, RunUnderWay, AlreadyAwarded, AlreadyRevoked]
    run = finish(start_award_run(achievement=achievement, offering=cohort, actor=cast.officer))
    rows = [achievement, achievement.issuer, achievement.issuer.keys.get(), StatusList.objects.get(), run]

    sentences = [refusal().sentence for refusal in [*refusals, WrongProgram]]

    assert all(sentences)
    assert len(set(sentences)) == len(sentences)
    assert all(str(row) for row in [*rows, Award.objects.first()])


def test_awards_of_an_old_key_stay_valid_after_it_is_rotated(cast, issuer):
    from mueang.apps.credentials.actions import rotate_key

    row = award(achievement=make_achievement(issuer), person=PersonFactory(city=cast.city), actor=cast.officer)

    rotate_key(issuer=issuer, actor=cast.manager, now=timezone.now() + timedelta(seconds=2))

    assert check_award(row.uuid, now=timezone.now() + timedelta(days=1)).ok
