"""The life of a seat as a table: every state, every verb, and who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.enrollment import seated, waiting
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.actions import (
    accept_offer,
    apologise,
    assess,
    decline_offer,
    enrol_persons,
    expire_offer,
    offer_by_hand,
    undo_withdrawal,
    withdraw,
)
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.models import Enrollment, SeatOffer

pytestmark = pytest.mark.django_db

STATES = ("waitlisted", "offered", "enrolled", "completed", "withdrawn", "not_completed")
# verb: for each state the state afterwards; None is a refusal that changes nothing.
TABLE = {
    "withdraw": ("withdrawn", "withdrawn", "withdrawn", None, None, None),
    "undo": (None, None, "enrolled", None, "enrolled", None),
    "apologise": (None, None, "enrolled", None, None, None),
    "accept": (None, "enrolled", None, None, None, None),
    "decline": (None, "withdrawn", None, None, None, None),
    "expire": (None, "waitlisted", None, None, None, None),
    "offer": ("offered", None, None, None, None, None),
    "enter": ("enrolled", "enrolled", None, None, "enrolled", None),
    "assess": (None, None, "enrolled", "completed", None, "not_completed"),
}
STAFF = {"keeper", "officer", "manager"}


@pytest.fixture
def offering(cast):
    found = OfferingFactory(
        program__city=cast.city, place=cast.place, seats=2, starts_on=date(2031, 7, 1), ends_on=date(2031, 8, 1)
    )
    SessionFactory(offering=found, starts_at=timezone.now() + timedelta(days=40))
    return found


def in_state(offering, state):
    """One enrollment in that state, made by the actions, in an activity with a free seat."""
    if state in {"waitlisted", "offered"}:
        first, _second = seated(offering, 2)
        row = waiting(offering).enrollments.get()
        if state == "offered":
            withdraw(enrollment=first, actor=None)
        else:
            # A third seat nobody has been offered yet.
            offering.refresh_from_db()
            offering.seats = 3
            offering.save()
    else:
        (row,) = seated(offering, 1)
        if state == "withdrawn":
            withdraw(enrollment=row, actor=None)
        Enrollment.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    assert row.state == state
    return row


def press(verb, row, actor):
    offer = SeatOffer.objects.filter(party=row.party).first()
    session = row.offering.sessions.get()
    match verb:
        case "withdraw":
            withdraw(enrollment=row, actor=actor)
        case "undo":
            undo_withdrawal(enrollment=row, actor=actor)
        case "apologise":
            apologise(enrollment=row, session=session.uuid, actor=actor)
        case "accept" | "decline" if offer:
            (accept_offer if verb == "accept" else decline_offer)(offer=offer)
        case "expire" if offer:
            expire_offer(offer=offer, now=offer.answer_by)
        case "offer":
            offer_by_hand(party=row.party, actor=actor, reason="ทดสอบ")
        case "enter":
            enrol_persons(offering=row.offering, persons=[row.person], via=Via.OFFICER, actor=actor)
        case "assess":
            assess(enrollment=row, result="passed", actor=actor)


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("place", range(len(STATES)), ids=STATES)
def test_every_verb_in_every_state(offering, cast, verb, place):
    row, expected = in_state(offering, STATES[place]), TABLE[verb][place]

    try:
        press(verb, row, cast.officer)
    except EnrollmentRefused:
        assert expected is None

    after = Enrollment.objects.filter(offering=offering, person=row.person).order_by("-pk").first()
    if verb == "expire" and STATES[place] == "offered":
        # Nobody else waits: the party goes to the end of a line of one and is asked once more.
        assert after.party.offers.count() == 2
        expected = "offered"
    assert after.state == (expected or STATES[place])
    offering.refresh_from_db()
    counted = Enrollment.objects.filter(offering=offering).exclude(state__in=("waitlisted", "withdrawn")).count()
    assert offering.seats_taken == counted


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("withdraw", "enrolled"),
        ("withdraw", "waitlisted"),
        ("undo", "withdrawn"),
        ("apologise", "enrolled"),
        ("offer", "waitlisted"),
        ("enter", "waitlisted"),
        ("assess", "enrolled"),
    ],
)
def test_every_verb_by_everybody(offering, cast, verb, state, member):
    row = in_state(offering, state)

    if member in STAFF:
        press(verb, row, getattr(cast, member))
    else:
        with pytest.raises(PermissionDenied):
            press(verb, row, getattr(cast, member))
        row.refresh_from_db()
        assert row.state == state


@pytest.mark.parametrize(
    ("verb", "state"), [("withdraw", "enrolled"), ("undo", "withdrawn"), ("apologise", "enrolled")]
)
def test_what_learners_do_for_themselves(offering, cast, verb, state):
    row = in_state(offering, state)
    Enrollment.objects.filter(pk=row.pk).update(person=cast.learner_person)

    press(verb, row, cast.learner)
