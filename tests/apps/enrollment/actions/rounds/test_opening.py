"""A round binds its seed when it opens, and nobody joins its offerings by coming first any more."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import joined, new_key
from factories.rounds import HOUR, drawn, opened, published, wished
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import OfferingState, SeatGroup
from mueang.apps.enrollment.actions import enrol_persons, offer_to_waiting
from mueang.apps.enrollment.actions.rounds import NewRound, call_off_round, make_invitations, open_round
from mueang.apps.enrollment.enums import RoundMethod, RoundState, Via
from mueang.apps.enrollment.errors import OfferingsUnfit, RoundDatesUnfit, RoundNotReady, SeatsAreDrawn
from mueang.apps.enrollment.models import AllocationRound
from mueang.apps.notices.models import Notice
from mueang.methods.allocation import commitment

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=3)


def plan(**changed):
    now = timezone.now()
    return NewRound(**{"name_th": "รอบ", "opens_at": now, "closes_at": now + HOUR} | changed)


def open_it(cast, *offerings, actor=None, key="", **changed):
    return open_round(
        city=cast.city,
        plan=plan(**changed),
        offerings=[one.uuid for one in offerings],
        request_key=key or new_key(),
        actor=actor or cast.officer,
    )


def test_the_seed_is_sealed_and_only_its_commitment_is_readable(cast, offering):
    row = open_it(cast, offering)
    seed = row.unsealed_seed()

    assert commitment(seed) == row.commitment
    assert row.seed == ""
    assert seed.encode() not in bytes(AllocationRound.objects.get().seed_sealed)
    assert seed not in str(list(Event.objects.values()))
    assert Event.objects.get(verb="round.opened").facts == {"commitment": row.commitment, "n_offerings": 1}


def test_two_rounds_never_share_a_seed(cast, offering):
    other = OfferingFactory(program__city=cast.city, place=cast.place)

    assert open_it(cast, offering).commitment != open_it(cast, other).commitment


def test_the_same_press_again_gives_the_same_round(cast, offering):
    assert open_it(cast, offering, key="k") == open_it(cast, offering, key="k")
    assert AllocationRound.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "learner", "keeper", "instructor", "auditor", "manager_elsewhere"])
def test_only_the_citys_officers_open_one(cast, offering, who):
    with pytest.raises(PermissionDenied):
        open_it(cast, offering, actor=getattr(cast, who))

    offering.refresh_from_db()
    assert not offering.seats_are_drawn


def test_times_that_make_no_sense_are_refused(cast, offering):
    now = timezone.now()
    with pytest.raises(RoundDatesUnfit):
        open_it(cast, offering, opens_at=now + HOUR, closes_at=now + HOUR)
    with pytest.raises(RoundDatesUnfit):
        open_it(cast, offering, opens_at=now - 2 * HOUR, closes_at=now - HOUR)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": OfferingState.DRAFT},
        {"state": OfferingState.CANCELLED},
        {"starts_on": timezone.localdate() - timedelta(days=9), "ends_on": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_an_offering_that_takes_nobody_is_refused(cast, changed):
    with pytest.raises(OfferingsUnfit):
        open_it(cast, OfferingFactory(program__city=cast.city, place=cast.place, **changed))


def test_an_offering_twice_in_another_round_or_of_another_city_is_refused(cast, offering):
    with pytest.raises(OfferingsUnfit):
        open_it(cast, offering, offering)
    with pytest.raises(OfferingsUnfit):
        open_it(cast)
    with pytest.raises(OfferingsUnfit):
        open_it(cast, OfferingFactory(program__city=cast.elsewhere))
    open_it(cast, offering)
    with pytest.raises(OfferingsUnfit):
        open_it(cast, offering)


def test_nobody_gets_a_seat_by_coming_first_while_the_round_stands(cast, offering):
    before = joined(offering)
    open_it(cast, offering)
    offering.refresh_from_db()

    with pytest.raises(SeatsAreDrawn):
        joined(offering)
    with pytest.raises(SeatsAreDrawn):
        enrol_persons(offering=offering, persons=[PersonFactory(city=cast.city)], via=Via.OFFICER, actor=cast.officer)
    assert offer_to_waiting(offering=offering, now=timezone.now()) == 0
    assert before.enrollments.count() == 1


def test_called_off_its_offerings_take_people_again_and_whoever_wished_is_told(cast, offering):
    row = open_it(cast, offering)
    one = wished(row, offering)
    call_off_round(allocation_round=row, actor=cast.officer)

    assert joined(offering).enrollments.count() == 1
    assert Notice.objects.filter(key=f"wishes:{one.uuid}:off").exists()
    with pytest.raises(RoundNotReady):
        call_off_round(allocation_round=row, actor=cast.officer)


def test_a_published_round_is_never_called_off(cast, offering):
    row = published(drawn(opened(cast, offering)))

    with pytest.raises(RoundNotReady):
        call_off_round(allocation_round=row, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        call_off_round(allocation_round=row, actor=cast.keeper)


def test_invitations_say_nothing_of_the_group_and_end_with_the_wishes(cast, offering):
    row = open_it(cast, offering)
    codes = [
        one.code for one in make_invitations(allocation_round=row, group=SeatGroup.OLDER, count=3, actor=cast.officer)
    ]

    assert len(set(codes)) == 3
    assert all(len(code) == 8 and not set(code) & set("01ILO") for code in codes)
    with pytest.raises(PermissionDenied):
        make_invitations(allocation_round=row, group=SeatGroup.OLDER, count=1, actor=cast.keeper)
    with pytest.raises(RoundNotReady):
        make_invitations(allocation_round=row, group=SeatGroup.OLDER, count=1, actor=cast.officer, now=row.closes_at)


def test_a_lottery_has_no_invitations(cast, offering):
    row = open_it(cast, offering, method=RoundMethod.LOTTERY)

    with pytest.raises(RoundNotReady):
        make_invitations(allocation_round=row, group=SeatGroup.OLDER, count=1, actor=cast.officer)
    assert row.state == RoundState.OPEN
