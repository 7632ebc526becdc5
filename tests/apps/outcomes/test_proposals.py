"""From "I could teach this" to an activity of one's own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.outcomes import completer
from factories.rows import EnrollmentFactory, OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.actions import publish_offering
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.notices.models import Notice
from mueang.apps.outcomes import errors, tasks
from mueang.apps.outcomes.actions import Wish, decline, draft_offering, propose, publish_proposal, talk_over
from mueang.apps.outcomes.models import Proposal
from mueang.apps.outcomes.queries import board, latest_proposal, open_proposals, proposal_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, owner=cast.manager)
    return completer(offering, days_ago=5, given_name="มาลี", email="malee@example.org")


@pytest.fixture
def proposal(learner, cast):
    return propose(enrollment=learner, wish=Wish("ทอผ้าสำหรับมือใหม่", "เพื่อนบ้าน", cast.place, "เช้าวันเสาร์"))


def plan():
    starts_at = timezone.now() + timedelta(days=10)
    return [PlannedSession(starts_at, starts_at + timedelta(hours=3))]


def drafted(proposal, cast):
    return draft_offering(proposal=proposal, place=cast.place, seats=8, sessions=plan(), actor=cast.manager)


def states(proposal):
    return list(proposal.steps.values_list("state", flat=True))


def test_a_completer_proposes_and_the_officer_is_told(proposal, learner, cast):
    assert (proposal.state, proposal.program, proposal.proposer) == (
        "proposed",
        learner.offering.program,
        learner.person,
    )
    assert Notice.objects.get(user=cast.manager).subject.startswith("มีผู้อยากเปิดสอน")
    assert "มาลี" not in Notice.objects.get(user=cast.manager).body
    with pytest.raises(errors.ProposedAlready):
        propose(enrollment=learner, wish=Wish("อีกครั้ง"))


def test_who_has_not_completed_or_is_under_fifteen_does_not_propose(cast, learner):
    with pytest.raises(errors.NotCompleted):
        propose(enrollment=EnrollmentFactory(offering=learner.offering), wish=Wish("ทอผ้า"))
    child = completer(learner.offering, birth_on=timezone.localdate() - timedelta(days=14 * 365))
    with pytest.raises(errors.TooYoung):
        propose(enrollment=child, wish=Wish("ทอผ้า"))


def test_it_is_helped_through_to_a_published_class_that_the_proposer_teaches(proposal, cast):
    talk_over(proposal=proposal, words="นัดคุยวันจันทร์", actor=cast.officer)
    drafted(proposal, cast)
    proposal.refresh_from_db()
    assert (proposal.offering.state, proposal.offering.program) == ("draft", proposal.program)
    assert proposal.offering.instructors.get().person == proposal.proposer
    publish_proposal(proposal=proposal, actor=cast.manager)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.offering.state) == ("published", "published")
    assert states(proposal) == ["proposed", "talking", "drafted", "published"]
    told = Notice.objects.filter(address="malee@example.org").order_by("pk").values_list("body", flat=True)
    assert len(told) == 3
    assert "นัดคุยวันจันทร์" in told[0]
    assert [e.verb for e in Event.objects.filter(verb__startswith="proposal.").order_by("pk")] == [
        "proposal.proposed",
        "proposal.talking",
        "proposal.drafted",
        "proposal.published",
    ]


def test_a_draft_published_from_the_catalog_arrives_by_the_worker(proposal, cast):
    drafted(proposal, cast)
    publish_offering(offering=Proposal.objects.get().offering, actor=cast.manager)

    assert [tasks.run(timezone.now()), tasks.run(timezone.now())] == [1, 0]

    assert states(proposal) == ["proposed", "drafted", "published"]


def test_a_no_is_kind_and_settles_it(proposal, learner, cast):
    with pytest.raises(errors.ReasonNeeded):
        decline(proposal=proposal, words="  ", actor=cast.officer)
    decline(proposal=proposal, words="ปีนี้ห้องเต็ม ขอชวนใหม่ปีหน้า", actor=cast.officer)

    assert "ขอชวนใหม่ปีหน้า" in Notice.objects.get(address="malee@example.org").body
    for late in (
        lambda: talk_over(proposal=proposal, words="", actor=cast.officer),
        lambda: drafted(proposal, cast),
        lambda: publish_proposal(proposal=proposal, actor=cast.manager),
    ):
        with pytest.raises(errors.ProposalSettled):
            late()
    assert propose(enrollment=learner, wish=Wish("ลองใหม่")).state == "proposed"


def test_what_is_not_drafted_is_not_published(proposal, cast):
    with pytest.raises(errors.ProposalSettled):
        publish_proposal(proposal=proposal, actor=cast.manager)


def test_a_draft_that_the_catalog_refuses_leaves_the_proposal_as_it_was(proposal, cast):
    other = OfferingFactory(program__city=cast.elsewhere)

    with pytest.raises(PermissionDenied):
        draft_offering(proposal=proposal, place=other.place, seats=8, sessions=plan(), actor=cast.officer)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.offering, states(proposal)) == ("proposed", None, ["proposed"])


@pytest.mark.parametrize("member", MEMBERS)
def test_who_sees_the_board_and_helps_along(proposal, cast, member):
    actor, may = getattr(cast, member), member in {"officer", "manager"}

    assert open_proposals(viewer=actor, city=cast.city).count() == int(may)
    assert (proposal_page(viewer=actor, city=cast.city, uuid=proposal.uuid) is not None) == may
    assert open_proposals(viewer=actor, city=cast.elsewhere).count() == 0
    if may:
        talk_over(proposal=proposal, words="", actor=actor)
    elif member != "anonymous":
        for step in (talk_over, decline):
            with pytest.raises(PermissionDenied):
                step(proposal=proposal, words="ก", actor=actor)


@pytest.mark.parametrize("n_proposals", [1, 3])
def test_the_board_takes_a_fixed_number_of_statements(learner, cast, n_proposals, django_assert_num_queries):
    for _ in range(n_proposals):
        propose(enrollment=completer(learner.offering), wish=Wish("ทอผ้า"))
    board(viewer=cast.officer, city=cast.city)

    with django_assert_num_queries(2):
        columns = board(viewer=cast.officer, city=cast.city)
        assert len(columns[0].rows) == n_proposals


def test_the_proposer_sees_their_last_proposal(proposal, learner):
    assert latest_proposal(learner) == proposal


def test_every_refusal_has_a_sentence():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind is not errors.OutcomeRefused]
    assert all(kind().sentence for kind in kinds if issubclass(kind, errors.OutcomeRefused))
