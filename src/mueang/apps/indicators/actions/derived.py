"""Derived numbers asked for by an officer, and taken into the register as a figure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.actions.observations import Figure, write_figures
from mueang.apps.indicators.enums import FreezeState, Method
from mueang.apps.indicators.errors import NothingToTake, PeriodToCome
from mueang.apps.indicators.models import Freeze, FrozenValue, Indicator, Observation
from mueang.apps.indicators.rules import may_measure
from mueang.apps.network.models import City
from mueang.methods.thai import Period


@transaction.atomic
def ask_for_freeze(*, city: City, period: Period, actor: User | None, now: datetime | None = None) -> Freeze:
    """Leave word for the worker; asking again while it waits or runs asks once.

    Raises PermissionDenied, PeriodToCome.
    """
    now = now or timezone.now()
    city = City.objects.select_for_update().get(pk=city.pk)
    if actor is not None and not may_measure(actor, city):
        raise PermissionDenied
    if period.starts_on > timezone.localdate(now):
        raise PeriodToCome
    freeze, is_new = Freeze.objects.get_or_create(
        city=city,
        period_from=period.starts_on,
        period_to=period.ends_on,
        state__in=[FreezeState.ASKED, FreezeState.RUNNING],
        defaults={"state": FreezeState.ASKED, "asked_by": actor, "asked_at": now},
    )
    if is_new and actor is not None:
        record(actor=actor, verb="freeze.asked", target=freeze, book=city.slug)
    return freeze


@transaction.atomic
def take_into_register(*, value: FrozenValue, actor: User, now: datetime | None = None) -> Observation:
    """The frozen number becomes a figure of the register, named by its definition and the day it was frozen.

    Doing it twice gives the same figure. Raises PermissionDenied, NothingToTake, and as `observe`.
    """
    now = now or timezone.now()
    city = City.objects.select_for_update().get(pk=value.city_id)
    if not may_measure(actor, city):
        raise PermissionDenied
    row = FrozenValue.objects.select_for_update(of=("self",)).select_related("neighbourhood").get(pk=value.pk)
    if not row.may_be_taken or row.value is None:
        raise NothingToTake
    if row.observation_id is not None:
        return Observation.objects.get(pk=row.observation_id)
    indicator = Indicator.objects.get(city=None, code=row.code)
    (figure,), n_new = write_figures(city=city, figures=[_figure(row, indicator)], actor=actor, now=now)
    if not FrozenValue.objects.filter(observation=figure).exists():
        row.observation = figure
        row.save(update_fields=["observation"])
    if n_new:
        facts = {"indicator": row.code, "level": row.level}
        record(actor=actor, verb="observation.recorded", target=figure, book=city.slug, facts=facts)
    return figure


def _figure(row: FrozenValue, indicator: Indicator) -> Figure:
    with translation.override(settings.LANGUAGE_CODE):
        source = _("Computed from operations in this system, frozen %(day)s (definition %(version)s)") % {
            "day": timezone.localdate(row.frozen_at).isoformat(),
            "version": row.version,
        }
    return Figure(
        indicator=indicator,
        level=row.level,
        neighbourhood=row.neighbourhood,
        period=row.period,
        value=row.value or Decimal(0),
        numerator=None if row.numerator is None else Decimal(row.numerator),
        denominator=None if row.denominator is None else Decimal(row.denominator),
        source=source,
        method=Method.OPERATIONS,
        completeness_percent=row.completeness_percent,
    )
