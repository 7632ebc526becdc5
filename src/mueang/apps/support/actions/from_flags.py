"""A flag that somebody wants looked into becomes a concern; what the concern came to is told to the flag."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation

from mueang.apps.audit.actions import record
from mueang.apps.flags.actions import record_finding, take_up
from mueang.apps.flags.enums import Level
from mueang.apps.flags.models import FlagDecision
from mueang.apps.flags.queries import with_reasons
from mueang.apps.support.actions.concerns import Told, take_in
from mueang.apps.support.actions.word import leave_word
from mueang.apps.support.enums.concerns import Channel, ConcernState, Confidence, Urgency
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.queries.from_flags import FOUND, key_of
from mueang.apps.support.rules.cases import supervisors_of


@transaction.atomic
def take_up_flag(*, decision: FlagDecision, now: datetime) -> bool:
    """One concern of one hand-over, with the reasons as they read; a second worker finds it taken."""
    if not take_up(decision=decision, now=now):
        return False
    flag, city = decision.flag, decision.flag.city
    with translation.override("th"):
        reasons = [reason.sentence for reason in with_reasons([flag])[0].reasons]
        place = f"{flag.school.name_th} {flag.section or ''}".strip()
    told = Told(
        said="\n".join(filter(None, [*reasons, decision.reason])),
        about=flag.pupil.full_name,
        birth_on=flag.pupil.birth_on,
        area=place,
        urgency=Urgency.SOON if flag.level == Level.URGENT else Urgency.ROUTINE,
        pupil=flag.pupil,
    )
    concern = take_in(
        city=city,
        channel=Channel.REGISTER_FLAG,
        told=told,
        raised_by=decision.decided_by,
        received_at=now,
        confidence=Confidence.CERTAIN,
        source_key=key_of(decision),
    )
    leave_word(city=city, to=supervisors_of(city), row=concern)
    facts = {"channel": concern.channel}
    record(actor=decision.decided_by, verb="concern.raised", target=concern, book=city.slug, facts=facts)
    return True


def tell_flag(*, decision: FlagDecision, concern: Concern) -> FlagDecision:
    """What was found judges the sign that raised the flag."""
    return record_finding(decision=decision, found=FOUND[ConcernState(concern.state)], actor=None)
