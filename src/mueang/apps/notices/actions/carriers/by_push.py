"""The carrier that rings devices: an empty request to the push service of the browser's maker."""

from __future__ import annotations

import time

from django.conf import settings

from mueang.apps.notices.actions.carriers.by_http import ByHttp, outcome_of
from mueang.apps.notices.actions.carriers.parcels import Outcome, Parcel, Verdict
from mueang.apps.notices.enums import Reason
from mueang.standards import web_push

N_HOSTS = 8
TOKEN_SECONDS = 3600
# The device took its leave, or was joined under a key that is no longer ours: it is asked to join again.
GONE = {400, 401, 403, 404, 410}


class ByPush(ByHttp):
    """Ringing twice shows one bell: the second replaces the first, so what is in doubt is repeated."""

    def __init__(self) -> None:
        super().__init__(is_keyed=True, n_hosts=N_HOSTS)
        self._key = web_push.key_of(settings.PUSH_SECRET)
        self._expires_at = int(time.time()) + TOKEN_SECONDS
        self._tokens: dict[str, str] = {}

    def carry(self, parcel: Parcel) -> Outcome:
        """Ring, once. None of the words leaves the house."""
        endpoint = parcel.addresses[0]
        if not web_push.is_of_service(endpoint, settings.PUSH_HOSTS):
            return Outcome(Verdict.REFUSED, "host", Reason.TURNED_OFF)
        headers = {"Authorization": self._token(web_push.audience_of(endpoint)), **web_push.HEADERS}
        answer = self._ask(endpoint, headers=headers, body=b"")
        if isinstance(answer, Outcome):
            return answer
        if answer.status in GONE:
            return Outcome(Verdict.REFUSED, f"HTTP {answer.status}", Reason.UNLINKED)
        return outcome_of(answer)

    def _token(self, audience: str) -> str:
        if audience not in self._tokens:
            self._tokens[audience] = web_push.authorization(
                self._key, audience=audience, subject=settings.BASE_URL, expires_at=self._expires_at
            )
        return self._tokens[audience]
