"""Publishing: once, offering by offering, through the seats everybody uses, whatever happened meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import joined
from factories.rounds import drawn, grown_up, opened, published, wished
from factories.rows import OfferingFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions.rounds import publish_next, start_publishing
from mueang.apps.enrollment.enums import EnrollmentState, RoundState
from mueang.apps.enrollment.errors import RoundNotReady
from mueang.apps.enrollment.models import AllocationRound, Enrollment, WishList
from mueang.apps.notices.models import Notice
from mueang.methods.allocation import commitment, drawn_order, replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def offerings(cast):
    return [OfferingFactory(program__city=cast.city, place=cast.place, seats=3) for _ in range(2)]


@pytest.fixture
def row(cast, offerings):
    """Eight lists, two of them parties of two, for six seats."""
    row = opened(cast, *offerings)
    for number in range(8):
        wished(row, *offerings[:: 1 if number % 2 else -1], members=[grown_up() for _ in range(1 + (number > 5))])
    return drawn(row)


def seats_of(offerings):
    return {
        one.slug: (one.seats_taken, one.enrollments.seated().count())
        for one in Offering.objects.filter(pk__in=[of.pk for of in offerings])
    }


def test_what_was_drawn_becomes_seats_and_the_rest_wait_in_drawn_order(row, offerings):
    row = published(row)
    seated = {one.code: one.result.offering.slug for one in WishList.objects.exclude(result=None)}

    assert row.state == RoundState.PUBLISHED
    assert seated == row.document["outcome"]
    for one in WishList.objects.select_related("party__offering", "result__offering"):
        states = set(one.party.enrollments.values_list("state", flat=True))
        assert states == {EnrollmentState.ENROLLED if one.result else EnrollmentState.WAITLISTED}
        assert one.party.offering.slug == (seated.get(one.code) or Offering.objects.get(uuid=one.wishes[0]).slug)
    for offering in offerings:
        rows = Enrollment.objects.filter(offering=offering, state=EnrollmentState.WAITLISTED)
        waiting = dict(rows.values_list("party__wish_list__code", "waitlist_number"))
        assert sorted(waiting, key=waiting.get) == drawn_order(row.seed, waiting)


def test_the_seed_is_shown_and_the_file_follows(row):
    assert row.seed == ""
    row = published(row)

    assert commitment(row.seed) == row.commitment
    assert replay(row.document).verdict == "follows"


def test_everybody_is_told_once(row):
    row = published(row)

    for one in WishList.objects.all():
        assert Notice.objects.filter(key=f"wishes:{one.uuid}:result").count() == 1


def test_it_takes_an_officer_a_draw_and_one_press(cast, offerings, row):
    other = opened(cast, OfferingFactory(program__city=cast.city, place=cast.place))
    with pytest.raises(RoundNotReady):
        start_publishing(allocation_round=other, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        start_publishing(allocation_round=row, actor=cast.keeper)
    start_publishing(allocation_round=row, actor=cast.officer)
    with pytest.raises(RoundNotReady):
        start_publishing(allocation_round=row, actor=cast.manager)


def test_killed_between_two_offerings_the_next_worker_goes_on(cast, row, offerings):
    start_publishing(allocation_round=row, actor=cast.officer)
    publish_next(allocation_round=row, now=timezone.now())
    half = seats_of(offerings)
    tasks.run(timezone.now())
    row.refresh_from_db()

    assert half[offerings[1].slug] == (0, 0)
    assert row.state == RoundState.PUBLISHED
    assert sum(taken for taken, _ in seats_of(offerings).values()) == sum(
        entry["size"] for entry in row.document["entries"] if entry["id"] in row.document["outcome"]
    )
    assert all(taken == seated for taken, seated in seats_of(offerings).values())


def test_killed_in_the_middle_of_an_offering_nothing_of_it_stays(cast, row, offerings, monkeypatch):
    from mueang.apps.enrollment.actions.rounds import publishing

    start_publishing(allocation_round=row, actor=cast.officer)
    n_told = 0

    def dies_at_the_second(*arguments, **options):
        nonlocal n_told
        n_told += 1
        if n_told == 2:  # whatever the seed, two parties have a seat
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "tell_result", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            publish_next(allocation_round=row, now=timezone.now())
    assert Enrollment.objects.count() == 0
    assert set(seats_of(offerings).values()) == {(0, 0)}

    tasks.run(timezone.now())
    assert AllocationRound.objects.get().state == RoundState.PUBLISHED
    assert all(taken == seated for taken, seated in seats_of(offerings).values())


def test_seats_taken_away_since_the_draw_are_not_oversold_and_the_party_waits_first(row, offerings):
    Offering.objects.filter(pk=offerings[0].pk).update(seats=2)
    published(row)  # whatever the seed, three had been drawn and each party fits into two
    offering = Offering.objects.get(pk=offerings[0].pk)

    assert offering.seats_taken == offering.enrollments.seated().count() <= 2
    waiting = offering.enrollments.filter(state=EnrollmentState.WAITLISTED).order_by("waitlist_number")
    assert waiting.first().party.wish_list.result is not None


def test_seats_opened_since_the_draw_go_to_those_who_wait(row, offerings):
    Offering.objects.filter(pk=offerings[0].pk).update(seats=30)
    published(row)
    tasks.run(timezone.now())
    offering = Offering.objects.get(pk=offerings[0].pk)

    n_offered = offering.enrollments.filter(state=EnrollmentState.OFFERED).count()
    assert not offering.enrollments.filter(state=EnrollmentState.WAITLISTED).exists()
    assert offering.seats_taken == offering.enrollments.seated().count() + n_offered
    assert joined(offering)


def test_a_cancelled_offering_gives_nobody_a_seat_and_says_so(row, offerings):
    Offering.objects.filter(pk=offerings[0].pk).update(state=OfferingState.CANCELLED, cancel_note="น้ำท่วม")
    published(row)

    assert not Enrollment.objects.filter(offering=offerings[0]).exists()
    assert Notice.objects.filter(key__endswith=":result").count() == 8
