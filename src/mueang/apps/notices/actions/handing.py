"""Hand requests to a provider, several at once and wave after wave: one that stalls holds its connection, no more."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Lock

from mueang.apps.notices.actions.carriers.parcels import Carrier, Outcome, Parcel, Verdict
from mueang.apps.notices.models import Notice
from mueang.lib.one_by_one import is_stopping

Request = tuple[Parcel, list[Notice]]
Handed = tuple[Request, Outcome]
PAUSE = 30.0
# So short a pause is sat out where we stand; for a longer one everything is given back.
SHORT_PAUSE = 2.0
# So many in a row that did not come through: the provider is away, and the rest need not try.
AWAY_AFTER = 8
# So many in a row that were asked to wait: it means it.
LIMITED_AFTER = 3 * AWAY_AFTER
# What has come back is written down at least this often.
PATIENCE = 1.0


class Handing:
    """Requests under way. Whoever hands over and writes down is one thread; only `carry` runs in others."""

    def __init__(self, carrier: Carrier, *, deadline: float) -> None:
        self.pause_seconds: float | None = None
        self.why = ""
        self.n_under_way = 0  # notices, not requests
        self._carrier, self._deadline = carrier, deadline
        # Who takes one at a time needs no thread beside this one.
        self._pool = ThreadPoolExecutor(max_workers=carrier.at_once) if carrier.at_once > 1 else None
        self._back: SimpleQueue[tuple[Request, Outcome | BaseException]] = SimpleQueue()
        self._lock = Lock()
        self._n_requests = self._n_lost = self._n_limited = 0
        self._not_before = 0.0

    @property
    def may_try(self) -> bool:
        """Time is left, nobody asked the worker to stop, and the provider did not ask to be left alone."""
        return self.pause_seconds is None and time.monotonic() < self._deadline and not is_stopping()

    def start(self, requests: Iterable[Request]) -> None:
        """Put them on their way; they go out in this order, as connections come free."""
        for request in requests:
            self.n_under_way += len(request[1])
            self._n_requests += 1
            if self._pool is None:
                self._one(request)
            else:
                self._pool.submit(self._one, request)

    def come_back(self, *, more_waits: bool) -> list[Handed]:
        """What came back: at the latest after a while, and as soon as connections could run idle.

        Where nothing else waits there is no hurry, and all of it is awaited that comes in that while.
        """
        found: list[Handed] = []
        until = time.monotonic() + PATIENCE
        least = self._carrier.at_once if more_waits and self.may_try else 0
        while self._n_requests > least or (self._n_requests and not found):
            try:
                request, outcome = self._back.get(timeout=max(until - time.monotonic(), 0.001))
            except Empty:
                break
            self._n_requests -= 1
            self.n_under_way -= len(request[1])
            if isinstance(outcome, BaseException):
                raise outcome
            found.append((request, outcome))
        return found

    def close(self) -> None:
        """Nothing more is begun; what is under way ends."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _one(self, request: Request) -> None:
        try:
            outcome: Outcome | BaseException = self._carry(request[0])
        except BaseException as fault:  # noqa: BLE001  it is raised again where the round is made, which waits for it
            outcome = fault
        self._back.put((request, outcome))

    def _carry(self, parcel: Parcel) -> Outcome:
        time.sleep(max(0.0, self._not_before - time.monotonic()))
        if not self.may_try:
            return Outcome(Verdict.UNTRIED)
        outcome = self._carrier.carry(parcel)
        with self._lock:
            self._note(outcome)
        return outcome

    def _note(self, outcome: Outcome) -> None:
        is_lost = outcome.verdict in {Verdict.NOT_SENT, Verdict.UNKNOWN}
        is_limited = outcome.verdict == Verdict.LATER or (is_lost and outcome.pause_seconds is not None)
        self._n_lost = self._n_lost + 1 if is_lost else 0
        self._n_limited = self._n_limited + 1 if is_limited else 0
        asked = PAUSE if outcome.pause_seconds is None else outcome.pause_seconds
        if is_limited and (asked > SHORT_PAUSE or self._n_limited >= LIMITED_AFTER):
            self.pause_seconds, self.why = max(asked, SHORT_PAUSE), outcome.says
        elif is_limited:
            self._not_before = max(self._not_before, time.monotonic() + asked)
        elif self._n_lost >= AWAY_AFTER:
            self.pause_seconds, self.why = PAUSE, outcome.says
