"""Two officers, two workers and many citizens at one moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cast import make_cast
from factories.rounds import drawn, grown_up, opened, wished
from factories.rows import OfferingFactory
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.rounds import publish_next, start_drawing, start_publishing
from mueang.apps.enrollment.errors import AlreadyWished, RoundNotReady, WishesClosed
from mueang.apps.enrollment.models import AllocationRound, Enrollment, WishList


@pytest.fixture
def cast(shared_database):
    return make_cast()


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=3)


def test_two_officers_press_publish_and_two_workers_enter_the_seats_once(cast, offering, at_once):
    row = opened(cast, offering)
    for _ in range(5):
        wished(row, offering)
    drawn(row)
    answers = at_once(
        [
            lambda actor=actor: start_publishing(allocation_round=row, actor=actor)
            for actor in (cast.officer, cast.manager)
        ]
    )
    at_once([lambda: publish_next(allocation_round=row, now=timezone.now())] * 3)

    assert sorted(type(answer).__name__ for answer in answers) == ["AllocationRound", "RoundNotReady"]
    assert any(isinstance(answer, RoundNotReady) for answer in answers)
    assert Offering.objects.get(pk=offering.pk).seats_taken == 3
    assert Enrollment.objects.count() == 5


def test_wishes_at_the_closing_second_are_all_in_the_draw_or_refused(cast, offering, at_once):
    now = timezone.now()
    row = opened(cast, offering, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(milliseconds=700))

    def draw_when_closed():
        while timezone.now() < row.closes_at:
            pass
        return start_drawing(allocation_round=row, actor=cast.officer)

    def wish():
        try:
            return wished(row, offering)
        except WishesClosed as refusal:
            return refusal

    def wishes_until_closed():
        answers = []
        while not answers or not isinstance(answers[-1], WishesClosed):
            answers.append(wish())
        return answers

    drawing, *pressed = at_once([draw_when_closed, wishes_until_closed, wishes_until_closed])
    kept = [one for answers in pressed for one in answers if isinstance(one, WishList)]

    assert isinstance(drawing, AllocationRound)
    assert WishList.objects.count() == len(kept)
    assert all(one.arrived_at < row.closes_at for one in kept)


def test_one_person_sends_two_lists_at_once_and_one_is_kept(cast, offering, at_once):
    row, somebody = opened(cast, offering), grown_up()
    answers = at_once([lambda: wished(row, offering, members=[somebody])] * 3)

    assert WishList.objects.count() == 1
    assert sum(isinstance(answer, AlreadyWished) for answer in answers) == 2
