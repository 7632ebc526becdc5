"""Who teaches or judges one course leaves: the roles show, teaching goes on, judging is nobody's to give away."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from factories.assessments import assessor_of, assignment_of, handed_in, judged
from factories.rows import EnrollmentFactory, OfferingFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.assessments.actions.judging import hand_over_judgement, take_hand_in
from mueang.apps.assessments.errors import GivenAlready
from mueang.apps.assessments.models import Judgement
from mueang.apps.assessments.queries.held import held_judgements
from mueang.apps.handover.actions.leaving import hand_over
from mueang.apps.handover.models import HandedThing
from mueang.apps.handover.queries.pages import leaver_page
from mueang.apps.handover.rules import scopes_of


@pytest.fixture
def offering(cast):
    return OfferingFactory(city=cast.city, place=cast.place)


@pytest.fixture
def works(cast, offering):
    assignment = assignment_of(offering, actor=cast.manager)
    return [handed_in(assignment, EnrollmentFactory(offering=offering)) for _each in range(2)]


def facilitator_of(offering):
    return RoleGrantFactory(role=Role.FACILITATOR, scope_kind=ScopeKind.OFFERING, scope=offering.uuid, city=None).user


def leave(cast, leaver, successor=None):
    return hand_over(city=cast.city, leaver=leaver, successor=successor or cast.officer, actor=cast.manager)


def test_a_role_over_one_course_shows_by_its_program_and_elsewheres_does_not(cast, offering, django_assert_num_queries):
    away = OfferingFactory(city=cast.elsewhere)
    teacher, stranger = facilitator_of(offering), facilitator_of(away)

    with django_assert_num_queries(1):
        scopes = scopes_of(cast.city)

    assert scopes[offering.uuid].name_th == offering.program.name_th
    assert away.uuid not in scopes
    roles = leaver_page(cast.manager, cast.city, teacher.uuid).roles
    assert [(grant.role, at) for grant, at in roles] == [(Role.FACILITATOR, scopes[offering.uuid])]
    assert leaver_page(cast.manager, cast.city, stranger.uuid) is None


def test_teaching_goes_to_the_successor_and_judging_to_whom_somebody_appoints(cast, offering):
    teacher, assessor = facilitator_of(offering), assessor_of(offering)

    taught, judging = leave(cast, teacher), leave(cast, assessor)

    held = RoleGrant.objects.current().filter(scope=offering.uuid)
    assert [(grant.user, grant.role) for grant in held] == [(cast.officer, Role.FACILITATOR)]
    assert [one["is_taken_over"] for one in [*taught.roles, *judging.roles]] == [True, False]
    assert taught.roles[0]["at_th"] == offering.program.name_th
    assert taught.is_closed


def test_work_taken_to_judge_goes_to_a_successor_who_may_judge_it_without_what_was_begun(cast, offering, works):
    leaver, successor = assessor_of(offering), assessor_of(offering)
    first, second = (take_hand_in(hand_in=work, actor=leaver, now=work.handed_in_at) for work in works)
    Judgement.objects.filter(pk=first.pk).update(levels={"loop": "adequate"}, feedback="ร่างของคนก่อน")
    take_hand_in(hand_in=works[1], actor=successor, now=works[1].handed_in_at)
    assert [one.name_th for one in held_judgements(leaver, cast.city)] == ["งานสมมติ"] * 2
    assert held_judgements(leaver, cast.elsewhere) == []

    leave(cast, leaver, successor)

    first.refresh_from_db()
    assert (first.assessor, first.levels, first.feedback) == (successor, {}, "")
    assert not Judgement.objects.filter(pk=second.pk).exists()
    assert works[1].judgements.count() == 1
    assert HandedThing.objects.filter(kind="judgements").count() == 2


def test_work_of_one_who_leaves_is_free_again_where_the_successor_is_no_assessor(cast, offering, works):
    leaver, next_one = assessor_of(offering), assessor_of(offering)
    take_hand_in(hand_in=works[0], actor=leaver, now=works[0].handed_in_at)
    judged(works[1], leaver, "adequate")

    leave(cast, leaver)

    assert works[0].judgements.count() == 0
    assert works[1].judgements.get().assessor == leaver
    assert take_hand_in(hand_in=works[0], actor=next_one, now=works[0].handed_in_at).seat == 1


def test_only_who_gives_roles_passes_work_on_and_none_that_is_judged(cast, offering, works):
    leaver, other = assessor_of(offering), assessor_of(offering)
    taken = take_hand_in(hand_in=works[0], actor=leaver, now=works[0].handed_in_at)
    given = judged(works[1], leaver, "adequate")

    for actor in (cast.keeper, other, leaver, cast.auditor):
        with pytest.raises(PermissionDenied):
            hand_over_judgement(judgement=taken, assessor=other, actor=actor)
    with pytest.raises(GivenAlready):
        hand_over_judgement(judgement=given, assessor=other, actor=cast.manager)
