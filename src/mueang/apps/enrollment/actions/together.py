"""Presses for seats of one offering that come at the same moment: seated in one transaction, each with its own rows."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import connection, transaction

from mueang.apps.audit.actions import recorded_together
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.line import offer_freed_seats
from mueang.apps.enrollment.actions.members import persons_named
from mueang.apps.enrollment.actions.seating import Decided, Request, admit, seat_or_queue, write
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.models import Party
from mueang.lib.ready import ReadyAmong
from mueang.lib.refusals import Refused
from mueang.lib.turns import Asked, Turns

_OF_REQUESTS = ReadyAmong(lambda keys: Party.objects.filter(request_key__in=keys))
_turns: Turns[Request, Party] = Turns()
_logger = logging.getLogger(__name__)


def ask(offering: Offering, request: Request, *, may_wait: bool) -> Party:
    """A seat or a place in line for one request, together with those who press at the same moment.

    The threads of this process come to the offering one after the other. Whoever holds its row seats all who wait by
    then, in one transaction: the lock, the commit and the record's last event are waited for once. Only a plain yes is
    given in this way. Everything else, and everything again where it failed, each thread does by itself.
    """
    if connection.in_atomic_block:
        return _alone(offering, request, may_wait=may_wait)
    with _turns.come(offering.pk, request) as mine:
        if not mine.is_taken:
            party = lead(offering, mine, may_wait=may_wait)
            if party is not None:
                return party
        return mine.answer or _alone(offering, request, may_wait=may_wait)


def _alone(offering: Offering, request: Request, *, may_wait: bool) -> Party:
    with transaction.atomic(), recorded_together():
        return seat_or_queue(lock_offering(offering), request, may_wait=may_wait)


def lead(offering: Offering, mine: Asked[Request, Party], *, may_wait: bool) -> Party | None:
    """Serve all who wait once the row is held; each has its answer when it is on disk. None leaves one's own undone."""
    taken = []
    try:
        with transaction.atomic(), recorded_together():
            row = lock_offering(offering)
            taken = mine.take_all()
            if len(taken) == 1:
                return seat_or_queue(row, mine.wish, may_wait=may_wait)
            parties = seat_together(row, [one.wish for one in taken])
    except Exception as error:
        if len(taken) <= 1:
            raise
        # One of them may be at fault: each tries alone, and hears what is the matter.
        _logger.warning("seating %d requests together failed: %s", len(taken), type(error).__name__)
        return None
    for one, party in zip(taken, parties, strict=True):
        one.answer = party
    return mine.answer


def seat_together(offering: Offering, requests: Sequence[Request]) -> list[Party | None]:
    """Seat those of whom nothing speaks against it, in the order in which they came; None for every other.

    Those are left alone who asked before, who would not be seated, and who share a name with somebody before them.
    """
    if offering.seats_left:
        offer_freed_seats(offering, now=requests[0].now)
    good = _decided(offering, requests)
    parties = iter(write(offering, list(good.values()), actor=None) if good else [])
    return [next(parties) if place in good else None for place in range(len(requests))]


def _decided(offering: Offering, requests: Sequence[Request]) -> dict[int, Decided]:
    """Place -> what was decided. Nothing is written meanwhile, so that a refusal leaves nothing behind."""
    before = {party.request_key for party in _OF_REQUESTS([request.key for request in requests])}
    namesakes = persons_named(offering.city, {name for request in requests for name in request.names})
    free, there, good = offering.seats_left, set[object](), dict[int, Decided]()
    for place, request in enumerate(requests):
        if not request.is_self_service or request.key in before or request.n_seats > free or request.names & there:
            continue
        try:
            known = admit(offering, request, namesakes=namesakes)
        except Refused:
            continue
        persons = {person for person in known if person is not None}
        if not persons & there:
            good[place] = Decided(request, known)
            there |= request.names | persons
            free -= request.n_seats
    return good
