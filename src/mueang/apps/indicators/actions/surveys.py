"""A figure of a survey that is over is taken into the register, with its margin and its silence."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.indicators.actions.observations import Figure, observe
from mueang.apps.indicators.enums import SCALE, Level, Method, Unit
from mueang.apps.indicators.errors import NotASample, NotShown, StillAsking, UnitAmiss
from mueang.apps.indicators.models import Indicator, Observation
from mueang.apps.indicators.rules import may_measure
from mueang.apps.surveys.enums import SurveyState
from mueang.apps.surveys.models import Survey
from mueang.apps.surveys.queries import figures_to_take, progress_of, said_name
from mueang.methods.thai import Period

_EXACT = Decimal("0.000001")
_LONGEST_SOURCE, _LONGEST_NOTE = 300, 600


def take_from_survey(
    *,
    survey: Survey,
    key: str,
    indicator: Indicator,
    actor: User,
    period: Period | None = None,
    now: datetime | None = None,
) -> Observation:
    """Write down a share (as percent) or a mean of the whole city; its period is the days of asking unless given.

    Taking the same again changes nothing. Raises PermissionDenied, NotASample, StillAsking, NotShown, UnitAmiss, and
    what `observe` does.
    """
    if not may_measure(actor, survey.city):
        raise PermissionDenied
    if not survey.is_sample:
        raise NotASample
    if survey.state != SurveyState.CLOSED or survey.opened_at is None or survey.closed_at is None:
        raise StillAsking
    words, found, is_share = figures_to_take(survey).get(key, ("", None, False))
    if found is None or found.low is None or found.high is None:
        raise NotShown
    if is_share != (indicator.unit == Unit.PERCENT):
        raise UnitAmiss
    rate = progress_of(survey).total.rate
    least, greatest = SCALE[Unit(indicator.unit)]
    times = 100 if is_share else 1
    value, low, high = (_within(number * times, least, greatest) for number in (found.value, found.low, found.high))
    asked = Period(timezone.localdate(survey.opened_at), timezone.localdate(survey.closed_at))
    figure = Figure(
        indicator=indicator,
        level=Level.CITY,
        period=period or asked,
        value=value,
        lower=low,
        upper=high,
        denominator=Decimal(found.n),
        source=f"{said_name(survey)}: {words}"[:_LONGEST_SOURCE],
        method=Method.SAMPLE,
        completeness_percent=None if rate is None else min(100, round(100 * rate)),
        note=_note(found.n, found.design_effect, survey)[:_LONGEST_NOTE],
    )
    return observe(city=survey.city, figure=figure, actor=actor, now=now)


def _within(number: float, least: int | None, greatest: int | None) -> Decimal:
    """To six decimals; an interval of a mean ends where the unit does."""
    exact = Decimal(number).quantize(_EXACT)
    exact = exact if least is None else max(exact, Decimal(least))
    return exact if greatest is None else min(exact, Decimal(greatest))


def _note(n: int, effect: float | None, survey: Survey) -> str:
    said = _("%(n)s answers; the denominator counts answers, completeness is the response rate.") % {"n": n}
    if effect is not None:
        said += " " + _("Design effect %(effect)s.") % {"effect": f"{effect:.2f}"}
    return f"{said} {survey.get_sampling_display()}"
