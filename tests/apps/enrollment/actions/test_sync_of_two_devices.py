"""Two devices, lost answers, repeated and shuffled requests: it ends in what the stated rule says, each mark once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cast import make_cast
from factories.devices import Device
from factories.enrollment import seated
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.actions import SentMark
from mueang.apps.enrollment.models import Attendance, HoursEntry, MarkEntry, RollCall

MARKS = ("present", "late", "left_early", "absent", "excused")
N_LEARNERS = 2
SECOND = timedelta(seconds=1)
SKEWS = (timedelta(0), timedelta(hours=-3))


class TwoDevices(RuleBasedStateMachine):
    """Each device marks, and sends some of what waits; the answer may get lost, so that it sends the same again."""

    def __init__(self) -> None:
        super().__init__()
        cast = make_cast()
        offering = OfferingFactory(program__city=cast.city, place=cast.place, seats=10)
        self.learners = seated(offering, N_LEARNERS)
        self.now = timezone.now()
        session = SessionFactory(offering=offering, starts_at=self.now - timedelta(minutes=30))
        actors = (cast.keeper, cast.instructor)
        self.devices = [Device(session, actor=actor, clock_off=skew) for actor, skew in zip(actors, SKEWS, strict=True)]
        self.session = session
        self.waiting: list[list] = [[], []]
        self.made: list[tuple] = []  # (moment, number, learner, mark) of every mark ever made
        self.arrived: set = set()
        self.is_saved = False

    def tick(self) -> None:
        # Far below a day: what is made after the day is another test's.
        self.now += SECOND

    @rule(who=st.integers(0, N_LEARNERS - 1), device=st.integers(0, 1), mark=st.sampled_from(MARKS))
    def somebody_is_marked(self, who, device, mark):
        self.tick()
        away = 20 if mark in {"late", "left_early"} else 0
        item = self.devices[device].mark(self.learners[who], mark, minutes_away=away, at=self.now)
        self.waiting[device].append(item)
        self.made.append((self.now, item.uuid, self.learners[who].pk, mark))

    @initialize(is_saved=st.booleans())
    def the_roll_may_be_saved_before(self, is_saved):
        if is_saved:
            self.the_roll_is_saved(0)
            self.some_of(0)

    @rule(device=st.integers(0, 1))
    def the_roll_is_saved(self, device):
        self.tick()
        self.waiting[device].append(self.devices[device].save(at=self.now))

    @precondition(lambda self: any(self.waiting))
    @rule(device=st.integers(0, 1), is_answer_lost=st.booleans(), data=st.data())
    def some_is_sent(self, device, is_answer_lost, data):
        waiting = self.waiting[device]
        if not waiting:
            return
        self.tick()
        batch = data.draw(st.lists(st.sampled_from(waiting), min_size=1, max_size=4))
        answers = self.devices[device].send(*batch, now=self.now)
        assert [answer.is_kept for answer in answers] == [True] * len(batch)
        self.arrived |= {item.uuid for item in batch if isinstance(item, SentMark)}
        self.is_saved = self.is_saved or any(not isinstance(item, SentMark) for item in batch)
        if not is_answer_lost:
            kept = {answer.uuid for answer in answers}
            self.waiting[device] = [item for item in waiting if item.uuid not in kept]

    @rule(device=st.integers(0, 1))
    def the_network_returns(self, device):
        if self.waiting[device]:
            self.some_of(device)

    def some_of(self, device):
        self.tick()
        waiting, self.waiting[device] = self.waiting[device], []
        self.devices[device].send(*waiting, now=self.now)
        self.arrived |= {item.uuid for item in waiting if isinstance(item, SentMark)}
        self.is_saved = self.is_saved or any(not isinstance(item, SentMark) for item in waiting)

    @invariant()
    def every_mark_that_arrived_is_there_once(self):
        written = list(MarkEntry.objects.exclude(device="").values_list("uuid", flat=True))
        assert sorted(written) == sorted(self.arrived)

    @invariant()
    def what_stands_is_what_the_rule_says(self):
        in_order = sorted(made for made in self.made if made[1] in self.arrived)
        said = {learner: mark for _moment, _number, learner, mark in in_order}
        held = dict(Attendance.objects.values_list("enrollment", "mark"))
        wanted = {learner.pk: said.get(learner.pk, "present") for learner in self.learners} if self.is_saved else {}
        assert held == wanted

    @invariant()
    def hours_follow_the_marks(self):
        minutes = {"present": 180, "late": 160, "left_early": 160, "absent": 0, "excused": 0}
        in_ledger = dict.fromkeys((learner.pk for learner in self.learners), 0)
        for learner, amount in HoursEntry.objects.values_list("enrollment", "minutes"):
            in_ledger[learner] += amount
        held = dict(Attendance.objects.values_list("enrollment", "mark"))
        assert in_ledger == {key: minutes[held[key]] if held else 0 for key in in_ledger}

    def teardown(self):
        for device in (0, 1):
            self.the_network_returns(device)
        self.every_mark_that_arrived_is_there_once()
        self.what_stands_is_what_the_rule_says()
        assert len(self.arrived) == len(self.made)
        assert RollCall.objects.exists() == self.is_saved
        assert set(MarkEntry.objects.exclude(lost_to=None).values_list("made_by__username", flat=True)) <= {
            "keeper",
            "instructor",
        }


@pytest.mark.slow
@pytest.mark.django_db
def test_random_interleavings_end_in_the_stated_rules_result():
    from django.db import transaction

    class InItsOwnTransaction(TwoDevices):
        def __init__(self) -> None:
            self.block = transaction.atomic()
            self.block.__enter__()
            super().__init__()

        def teardown(self):
            try:
                super().teardown()
            finally:
                transaction.set_rollback(True)
                self.block.__exit__(None, None, None)

    run_state_machine_as_test(
        InItsOwnTransaction,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
