"""What is found, agreed and sent in a case: invented, and enough to go on."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from mueang.apps.support.actions.planning import (
    Found,
    Given,
    record_consent,
)
from mueang.apps.support.actions.referrals import (
    draft_referral,
    send_referral,
)
from mueang.apps.support.enums.cases import Part

DAY = timedelta(days=1)


def found(**details):
    details.setdefault("needs", {"money": 2, "health": 1, "work": 0})
    return Found(severity=3, next_on=timezone.localdate() + 7 * DAY, health_words="หอบหืด", **details)


def given(*agencies, **details):
    details.setdefault("basis", "consent")
    details.setdefault("parts", [Part.NAME, Part.NEEDS])
    by = {"given_by_name": "แม่สมมติ", "relation": "mother", "medium": "paper"}
    return Given(purpose="ช่วยค่าเดินทาง", agencies=agencies, **{**by, **details})


def drafted(case, office, *, parts=(Part.NAME, Part.NEEDS), actor=None, need="money"):
    return draft_referral(
        case=case, agency=office, need=need, words="ขอทุนค่าเดินทาง", parts=parts, actor=actor or case.main_worker
    )


def sent(case, office, **details):
    record_consent(case=case, given=given(office), actor=case.main_worker)
    return send_referral(referral=drafted(case, office, **details), actor=case.main_worker)
