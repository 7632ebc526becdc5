"""A fund is added, and asks for applications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.grants.models import Call, Fund
from mueang.apps.grants.rules import may_run
from mueang.apps.network.models import Organization


@transaction.atomic
def add_fund(*, organization: Organization, name_th: str, name_en: str, actor: User | None) -> Fund:
    """Add a fund of an organization; no actor is the operator at the machine. Raises PermissionDenied."""
    fund = Fund(organization=organization, name_th=name_th, name_en=name_en)
    if actor is not None and not may_run(actor, fund):
        raise PermissionDenied
    fund.save()
    record(actor=actor, verb="grant.fund_added", target=fund)
    return fund


@transaction.atomic
def open_call(
    *, fund: Fund, questions: Sequence[str], rubric: Sequence[tuple[str, int]], actor: User, **said: Any
) -> Call:
    """Ask for applications; `said` holds the other fields of a call. Raises PermissionDenied."""
    if not may_run(actor, fund):
        raise PermissionDenied
    call = Call(fund=fund, made_by=actor, **said)
    call.questions = [{"code": f"q{n}", "words": words} for n, words in enumerate(questions, start=1)]
    call.rubric = [{"code": f"c{n}", "words": words, "most": most} for n, (words, most) in enumerate(rubric, start=1)]
    call.full_clean(exclude=["questions", "rubric"])
    call.save()
    record(actor=actor, verb="grant.call_opened", target=call)
    return call
