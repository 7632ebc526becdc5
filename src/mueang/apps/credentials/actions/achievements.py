"""What can be earned."""

from __future__ import annotations

from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Program
from mueang.apps.credentials.errors import WrongProgram
from mueang.apps.credentials.models import Achievement, Issuer
from mueang.apps.credentials.rules import may_award


class Words(TypedDict):
    """What an achievement says of itself, in both languages."""

    name_th: str
    name_en: str
    description_th: str
    description_en: str
    criteria_th: str
    criteria_en: str
    valid_for_days: NotRequired[int | None]


@transaction.atomic
def define_achievement(
    *, issuer: Issuer, program: Program | None, actor: User | None, condition: str = "", **words: Unpack[Words]
) -> Achievement:
    """Add what can be earned by completing `program`, or the part of it that `condition` names.

    Raises PermissionDenied, and WrongProgram if the program is another city's.
    """
    if actor is not None and not may_award(actor, issuer.city):
        raise PermissionDenied
    if program is not None and program.city_id != issuer.city_id:
        raise WrongProgram
    achievement = Achievement(issuer=issuer, program=program, condition=condition, **words)
    achievement.full_clean()
    achievement.save()
    record(actor=actor, verb="credentials.achievement_defined", target=achievement, book=issuer.city.slug)
    return achievement
