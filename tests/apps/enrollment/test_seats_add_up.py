"""Whatever people do in whatever order: seats add up, nothing is oversold, and no party is ever split."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from factories.enrollment import adult, child, new_key
from factories.rows import OfferingFactory, RoleGrantFactory
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import (
    accept_offer,
    add_to_party,
    decline_offer,
    enrol_persons,
    hold_seats,
    join,
    join_held,
    join_waitlist,
    offer_by_hand,
    release_hold,
    undo_withdrawal,
    withdraw,
)
from mueang.apps.enrollment.enums import COUNTS_AS_TAKEN, EnrollmentState, HoldState, OfferState, Via
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.models import Enrollment, Party, SeatHold, SeatOffer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONDAY = datetime(2031, 6, 2, 12, tzinfo=timezone.get_default_timezone())
SIZES = st.integers(1, 4)
ANY = st.integers(0, 30)


class Seats(RuleBasedStateMachine):
    """One activity of six seats over some weeks."""

    def __init__(self) -> None:
        super().__init__()
        self.block: Any = transaction.atomic()
        self.block.__enter__()
        self.now = MONDAY

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.offering = OfferingFactory(seats=6, starts_on=date(2031, 7, 1), ends_on=date(2031, 8, 1))
        self.officer = RoleGrantFactory(city=self.offering.city).user

    def attempt(self, verb: Any, **arguments: Any) -> None:
        """A refusal must leave everything as it was; the invariants look."""
        with suppress(EnrollmentRefused):
            verb(now=self.now, **arguments)

    def pick(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def people(self, size: int) -> list[Any]:
        return [adult(), *(child() for _ in range(size - 1))]

    @rule(size=SIZES, waits=st.booleans())
    def come(self, size: int, waits: bool) -> None:
        verb = join_waitlist if waits else join
        self.attempt(verb, offering=self.offering, members=self.people(size), via=Via.CARER, request_key=new_key())

    @rule(number=ANY)
    def leave(self, number: int) -> None:
        row = self.pick(Enrollment.objects.filter(offering=self.offering), number)
        if row:
            self.attempt(withdraw, enrollment=row, actor=None)

    @rule(number=ANY)
    def take_back(self, number: int) -> None:
        row = self.pick(Enrollment.objects.filter(offering=self.offering, state=EnrollmentState.WITHDRAWN), number)
        if row:
            self.attempt(undo_withdrawal, enrollment=row, actor=None)

    @rule(number=ANY, says_yes=st.booleans())
    def answer(self, number: int, says_yes: bool) -> None:
        offer = self.pick(SeatOffer.objects.select_related("party__offering"), number)
        if offer:
            self.attempt(accept_offer if says_yes else decline_offer, offer=offer)

    @rule(number=ANY)
    def grow(self, number: int) -> None:
        party = self.pick(Party.objects.filter(offering=self.offering), number)
        if party:
            self.attempt(add_to_party, party=party, members=[child()])

    @rule(number=ANY)
    def out_of_turn(self, number: int) -> None:
        party = self.pick(Party.objects.filter(offering=self.offering), number)
        if party:
            self.attempt(offer_by_hand, party=party, actor=self.officer, reason="ทดสอบ")

    @rule(number=ANY)
    def entered_by_hand(self, number: int) -> None:
        """An officer seats somebody alone who waits alone."""
        alone = [party for party in Party.objects.filter(offering=self.offering) if party.enrollments.count() == 1]
        if alone:
            person = alone[number % len(alone)].enrollments.get().person
            self.attempt(enrol_persons, offering=self.offering, persons=[person], via=Via.OFFICER, actor=self.officer)

    @rule(n_seats=SIZES)
    def hold(self, n_seats: int) -> None:
        self.attempt(hold_seats, offering=self.offering, n_seats=n_seats, actor=self.officer)

    @rule(number=ANY, size=SIZES)
    def invited(self, number: int, size: int) -> None:
        hold = self.pick(SeatHold.objects.all(), number)
        if hold:
            self.attempt(join_held, hold=hold, members=self.people(size), via=Via.CARER, request_key=new_key())

    @rule(number=ANY)
    def give_up_hold(self, number: int) -> None:
        hold = self.pick(SeatHold.objects.all(), number)
        if hold:
            self.attempt(release_hold, hold=hold, actor=self.officer)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now = min(self.now + timedelta(hours=hours), MONDAY + timedelta(days=28))
        tasks.run(self.now)

    @invariant()
    def seats_add_up(self) -> None:
        if not hasattr(self, "offering"):
            return
        self.offering.refresh_from_db()
        counted = Enrollment.objects.filter(offering=self.offering, state__in=COUNTS_AS_TAKEN).count()
        kept = sum(Party.objects.values_list("seats_kept", flat=True))
        held = sum(SeatHold.objects.filter(state=HoldState.HELD).values_list("n_seats", flat=True))
        assert self.offering.seats_taken == counted + kept + held <= self.offering.seats

    @invariant()
    def nobody_is_split(self) -> None:
        for party in Party.objects.prefetch_related("enrollments"):
            states = {row.state for row in party.enrollments.all()} - {EnrollmentState.WITHDRAWN}
            assert len(states) <= 1
            has_offer = party.offers.filter(state=OfferState.OPEN).exists()
            assert has_offer == (states == {EnrollmentState.OFFERED})
            assert not party.seats_kept or states == {EnrollmentState.WAITLISTED}


def test_over_any_sequence_of_verbs_seats_add_up_and_no_party_is_split():
    run_state_machine_as_test(Seats, settings=settings(max_examples=30, stateful_step_count=25, deadline=None))
