"""Work from its draft to a verdict: two who do not see each other, a third, a panel, an appeal."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.assessments import assessor_of, handed_in, judged
from factories.rows import OfferingFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.errors import OwnRole
from mueang.apps.assessments import actions
from mueang.apps.assessments.enums import AppealState, HandInState, Means
from mueang.apps.assessments.errors import (
    AppealDecided,
    AppealedAlready,
    AppealTooLate,
    FeedbackMissing,
    GivenAlready,
    JudgedBefore,
    LevelsMissing,
    NotForThisAssessor,
    NothingToSettle,
    OthersMustConfirm,
    SeatsTaken,
)
from mueang.apps.assessments.queries import results_of
from mueang.apps.assessments.rules import (
    decidable_appeals,
    home_cities,
    judgeable_hand_ins,
    own_hand_ins,
    readable_hand_ins,
)
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice

NOW = timezone.now()
KEYS = ("sourced", "loop")


@pytest.fixture
def work(assignment, seat):
    return handed_in(assignment, seat)


@pytest.fixture
def assessors(seat):
    return [assessor_of(seat.offering) for _ in range(3)]


def levels(*said):
    return dict(zip(KEYS, said, strict=True))


def verdict_of(work):
    return work.verdicts.exclude(settled_at=None).last()


def test_two_who_agree_settle_it_and_the_learner_is_told(cast, seat, work, assessors):
    judged(work, assessors[0], "adequate", "exemplary")
    assert verdict_of(work) is None
    judged(work, assessors[1], "adequate", "exemplary")

    work.refresh_from_db()
    result = results_of([seat.pk])[seat.pk].assignments[0]
    assert (work.state, verdict_of(work).means) == (HandInState.SETTLED, Means.AT_ONCE)
    assert (result.state, result.levels) == ("passed", levels("adequate", "exemplary"))
    assert Notice.objects.get(user=cast.learner).key.startswith("verdict:")
    assert Event.objects.filter(verb="hand_in.judged").count() == 2


def test_the_lowest_criterion_decides_whether_it_is_passed(work, assessors):
    for assessor in assessors[:2]:
        judged(work, assessor, "exemplary", "developing")

    assert not verdict_of(work).is_passed


def test_where_two_differ_one_proposes_and_the_other_confirms(work, assessors):
    one, other = assessors[:2]
    judged(work, one, "adequate", "developing")
    judged(work, other, "adequate", "adequate")
    work.refresh_from_db()
    assert work.state == HandInState.DIFFERS

    proposed = actions.propose_settlement(
        hand_in=work, levels=levels("exemplary", "adequate"), words="ตกลงกัน", actor=one, now=NOW
    )
    with pytest.raises(OthersMustConfirm):
        actions.confirm_settlement(hand_in=work, actor=one, now=NOW)
    settled = actions.confirm_settlement(hand_in=work, actor=other, now=NOW)

    assert settled == proposed
    # What they agreed on from the start cannot be moved by a proposal.
    assert (settled.levels, settled.means, settled.is_passed) == (levels("adequate", "adequate"), Means.TOGETHER, True)


def test_proposing_the_same_confirms_and_proposing_other_levels_takes_its_place(work, assessors):
    one, other = assessors[:2]
    judged(work, one, "adequate", "not_yet")
    judged(work, other, "adequate", "adequate")

    def propose(actor, level):
        chosen = levels("adequate", level)
        return actions.propose_settlement(hand_in=work, levels=chosen, words="", actor=actor, now=NOW)

    propose(one, "not_yet")
    counter = propose(other, "developing")
    assert counter.settled_at is None
    assert propose(one, "developing").settled_at == NOW
    assert work.verdicts.count() == 1
    with pytest.raises(NothingToSettle):
        propose(one, "adequate")


def test_a_third_makes_the_middle_judgement_count(cast, work, assessors):
    judged(work, assessors[0], "not_yet", "adequate")
    judged(work, assessors[1], "exemplary", "adequate")
    with pytest.raises(PermissionDenied):
        actions.ask_third(hand_in=work, actor=assessors[2])
    actions.ask_third(hand_in=work, actor=cast.manager)
    with pytest.raises(NothingToSettle):
        actions.ask_third(hand_in=work, actor=assessors[0])

    judged(work, assessors[2], "adequate", "not_yet")

    assert verdict_of(work).means == Means.MEDIAN
    assert verdict_of(work).levels == levels("adequate", "adequate")


def test_a_stranger_settles_nothing(work, assessors):
    judged(work, assessors[0], "not_yet")
    judged(work, assessors[1], "adequate")

    with pytest.raises(PermissionDenied):
        actions.confirm_settlement(hand_in=work, actor=assessors[2], now=NOW)
    with pytest.raises(NothingToSettle):
        actions.confirm_settlement(hand_in=work, actor=assessors[0], now=NOW)
    with pytest.raises(LevelsMissing):
        actions.propose_settlement(hand_in=work, levels={"loop": "best"}, words="", actor=assessors[0], now=NOW)


def test_three_who_press_at_once_take_two_seats(work, assessors, at_once):
    def press(assessor):
        return lambda: actions.take_hand_in(hand_in=work, actor=assessor, now=NOW)

    results = at_once([press(assessor) for assessor in assessors])

    assert sum(isinstance(one, SeatsTaken) for one in results) == 1
    assert sorted(work.judgements.values_list("seat", flat=True)) == [1, 2]


def test_a_seat_is_taken_once_and_given_back(work, assessors):
    first = actions.take_hand_in(hand_in=work, actor=assessors[0], now=NOW)
    assert actions.take_hand_in(hand_in=work, actor=assessors[0], now=NOW) == first
    actions.take_hand_in(hand_in=work, actor=assessors[1], now=NOW)
    with pytest.raises(PermissionDenied):
        actions.release_hand_in(judgement=first, actor=assessors[1])
    actions.release_hand_in(judgement=first, actor=assessors[0])

    assert actions.take_hand_in(hand_in=work, actor=assessors[2], now=NOW).seat == 1


def test_a_judgement_is_whole_and_given_once(work, assessors):
    judgement = actions.take_hand_in(hand_in=work, actor=assessors[0], now=NOW)
    whole = {"levels": levels("adequate", "adequate"), "remarks": {}, "feedback": "ดี"}

    def give(**changed):
        actions.give_judgement(judgement=judgement, actor=assessors[0], now=NOW, **{**whole, **changed})

    with pytest.raises(LevelsMissing):
        give(levels={"sourced": "adequate", "loop": "superb", "other": "adequate"})
    with pytest.raises(FeedbackMissing):
        give(feedback="  ")
    draft = {"levels": {"sourced": "adequate"}, "remarks": {"loop": "รอดู"}, "feedback": ""}
    saved = actions.write_judgement(judgement=judgement, actor=assessors[0], **draft)
    assert (saved.levels, saved.remarks, saved.given_at) == ({"sourced": "adequate"}, {"loop": "รอดู"}, None)
    give()
    with pytest.raises(GivenAlready):
        give()


def test_nobody_judges_their_own_work_or_their_own_citys(cast, seat, work):
    RoleGrantFactory(
        user=cast.learner, role=Role.ASSESSOR, scope_kind=ScopeKind.OFFERING, scope=seat.offering.uuid, city=None
    )
    colleague = assessor_of(seat.offering)
    RoleGrantFactory(user=colleague, role=Role.CITY_OFFICER, city=cast.city)

    for actor in (cast.learner, colleague, cast.manager, cast.stranger):
        with pytest.raises(NotForThisAssessor):
            actions.take_hand_in(hand_in=work, actor=actor, now=NOW)
    actions.change_assignment(assignment=work.assignment, actor=cast.manager, spares_own_city=False)
    assert actions.take_hand_in(hand_in=work, actor=colleague, now=NOW)


def test_a_grant_of_the_city_judges_its_offerings_and_no_others(cast, work):
    here = RoleGrantFactory(role=Role.ASSESSOR, city=cast.city).user
    elsewhere = RoleGrantFactory(role=Role.ASSESSOR, city=cast.elsewhere).user

    assert judgeable_hand_ins(here).get() == work
    assert not judgeable_hand_ins(elsewhere).exists()


def test_who_is_not_signed_in_judges_nothing_and_a_grant_of_the_whole_installation_judges_everywhere(cast, work):
    doors = (judgeable_hand_ins, readable_hand_ins, decidable_appeals, home_cities)
    everywhere = RoleGrantFactory(role=Role.ASSESSOR, scope_kind=ScopeKind.INSTALLATION, scope=None, city=None).user

    assert not any(door(cast.anonymous).exists() for door in doors)
    assert judgeable_hand_ins(everywhere).get() == work


def test_work_is_opened_by_who_took_it_and_by_nobody_else(cast, work, assessors):
    actions.take_hand_in(hand_in=work, actor=assessors[0], now=NOW)

    assert readable_hand_ins(assessors[0]).get() == work
    assert not any(readable_hand_ins(getattr(cast, member)).exists() for member in MEMBERS)
    assert not readable_hand_ins(assessors[1]).exists()
    assert {member for member in MEMBERS if own_hand_ins(getattr(cast, member)).exists()} == {"learner"}


def test_an_assessor_is_appointed_for_an_offering_by_who_gives_roles(cast, seat):
    grant = actions.appoint_assessor(offering=seat.offering, user=cast.stranger, actor=cast.manager)

    assert grant.scope == seat.offering.uuid
    for actor, refusal in ((cast.keeper, PermissionDenied), (cast.manager_elsewhere, PermissionDenied)):
        with pytest.raises(refusal):
            actions.appoint_assessor(offering=seat.offering, user=cast.teacher, actor=actor)
    with pytest.raises(OwnRole):
        actions.appoint_assessor(offering=seat.offering, user=cast.manager, actor=cast.manager)
    with pytest.raises(PermissionDenied):
        actions.end_assessor(offering=OfferingFactory(city=cast.city), grant=grant, actor=cast.manager)
    assert actions.end_assessor(offering=seat.offering, grant=grant, actor=cast.manager).ended_at


@pytest.fixture
def failed(work, assessors):
    for assessor in assessors[:2]:
        judged(work, assessor, "developing", now=NOW)
    return work


def appeal_of(work, now=NOW, reason="ที่มาอยู่หน้าสอง"):
    return actions.lodge_appeal(hand_in=work, reason=reason, actor=None, now=now)


def decide(appeal, actor, *said):
    return actions.decide_appeal(appeal=appeal, levels=levels(*said), answer="ดูแล้ว", actor=actor, now=NOW)


def test_an_appeal_is_decided_by_somebody_else(failed, assessors):
    appeal = appeal_of(failed)

    with pytest.raises(JudgedBefore):
        decide(appeal, assessors[0], "adequate", "adequate")
    decided = decide(appeal, assessors[2], "adequate", "adequate")
    with pytest.raises(AppealDecided):
        decide(appeal, assessors[2], "not_yet", "not_yet")

    assert decided.state == AppealState.CHANGED
    assert (verdict_of(failed).means, verdict_of(failed).is_passed) == (Means.APPEAL, True)
    assert not verdict_of(failed).takes_appeal(NOW)


def test_the_same_levels_let_the_verdict_stand(failed, assessors):
    appeal = appeal_of(failed)
    assert decidable_appeals(assessors[2]).get() == appeal
    with pytest.raises(LevelsMissing):
        decide(appeal, assessors[2], "adequate", "superb")
    with pytest.raises(FeedbackMissing):
        actions.decide_appeal(
            appeal=appeal, levels=levels("adequate", "adequate"), answer=" ", actor=assessors[2], now=NOW
        )

    assert decide(appeal, assessors[2], "developing", "developing").state == AppealState.KEPT
    assert failed.verdicts.count() == 1


def test_an_appeal_has_its_day_its_reason_and_comes_once(failed):
    with pytest.raises(FeedbackMissing):
        appeal_of(failed, reason="  ")
    with pytest.raises(AppealTooLate):
        appeal_of(failed, now=NOW + timedelta(days=14))
    appeal_of(failed, now=NOW + timedelta(days=13, hours=23))
    with pytest.raises(AppealedAlready):
        appeal_of(failed)


def test_before_a_verdict_there_is_nothing_to_appeal(work):
    with pytest.raises(NothingToSettle):
        appeal_of(work)


def test_after_handing_in_anew_the_old_verdict_is_not_appealed(failed, assignment, seat):
    actions.begin_hand_in(assignment=assignment, enrollment=seat, actor=None, now=NOW)

    with pytest.raises(AppealTooLate):
        appeal_of(failed)


def test_an_open_appeal_is_told_with_the_results(seat, failed):
    appeal_of(failed)

    result = results_of([seat.pk])[seat.pk].assignments[0]
    assert (result.has_open_appeal, result.state) == (True, "failed")
