"""Answer what a person asked: granting an erasure erases in every app, in the transaction of the answer."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.people.actions import answer_data_request
from mueang.apps.people.enums import RequestKind, RequestOutcome
from mueang.apps.people.errors import DataRequestDone
from mueang.apps.people.models import DataRequest, Person
from mueang.apps.people.rules import may_answer_requests
from mueang.apps.privacy.actions.erasing import erase_everywhere
from mueang.apps.privacy.actions.telling import tell_keepers
from mueang.apps.privacy.queries.requests import open_until
from mueang.lib.one_by_one import one_by_one
from mueang.methods.thai import format_date

# Before the day, and on every day after it that passes without an answer.
DAYS_AHEAD = 7


@transaction.atomic
def answer_request(
    *, request: DataRequest, answer: str, outcome: str, actor: User | None, refusal: str = ""
) -> Counter[str]:
    """Close the request; a granted erasure is carried out in every app. How many rows met which end.

    Raises PermissionDenied, DataRequestDone, RequestRefused (a refusal without its ground) and StillInService.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("city", "user").get(pk=request.person_id)
    if not may_answer_requests(actor, person.city):
        raise PermissionDenied
    request.refresh_from_db(fields=["done_at", "kind"])
    if request.done_at:
        raise DataRequestDone
    done: Counter[str] = Counter()
    if request.kind == RequestKind.ERASURE and outcome != RequestOutcome.REFUSED:
        done = erase_everywhere(person)
    answer_data_request(request=request, answer=answer, outcome=outcome, refusal=refusal, actor=actor)
    if done:
        record(actor=actor, verb="person.erased", target=person, book=person.city.slug, facts=dict(done))
    return done


def remind_of_requests(*, today: date) -> int:
    """Leave word with whoever keeps the desk a week before a request is due and on the day after it was; once each.

    The words say the day and the kind, never whose request it is.
    """
    due = open_until(today + timedelta(days=DAYS_AHEAD))
    return one_by_one("requests about personal data", due, lambda request: _remind(request, today=today))


def _remind(request: DataRequest, *, today: date) -> int:
    is_late = request.due_on < today
    late, soon = _("A request about personal data is late"), _("A request about personal data is due soon")
    return tell_keepers(
        request.person.city,
        subject=late if is_late else soon,
        body=f"{request.get_kind_display()} · {format_date(request.due_on, language='th', style='long')}",
        key=f"data-request:{request.uuid}:{'late' if is_late else 'soon'}",
    )
