"""Frameworks and indicators: what is packaged, what a city adds, and lines compared with the printed text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.errors import CodeTaken, NothingSaid, NotOfThisCity
from mueang.apps.indicators.models import Framework, FrameworkItem, Indicator, ItemCheck
from mueang.apps.indicators.rules import indicators_of, may_measure
from mueang.apps.network.models import City
from mueang.facts.frameworks import framework_lines, indicator_lines


@transaction.atomic
def load_frameworks() -> None:
    """Write what is packaged, or bring it up to date; what cities added stays. May be run again and again."""
    items: dict[tuple[str, str], FrameworkItem] = {}
    frameworks: dict[str, Framework] = {}
    for position, line in enumerate(framework_lines()):
        names = {"name_th": line.name_th, "name_en": line.name_en}
        if not line.code:
            frameworks[line.framework], _made = Framework.objects.update_or_create(
                city=None, code=line.framework, defaults={**names, "source": line.source, "position": position}
            )
            continue
        values = {
            **names,
            "parent": items.get((line.framework, line.parent)),
            "measure_th": line.measure_th,
            "measure_en": line.measure_en,
            "how": line.how,
            "to_check": line.to_check,
            "position": position,
        }
        items[line.framework, line.code], _made = FrameworkItem.objects.update_or_create(
            framework=frameworks[line.framework], code=line.code, defaults=values
        )
    for position, told in enumerate(indicator_lines()):
        words = {name: getattr(told, name) for name in told.__slots__ if name not in {"code", "serves"}}
        indicator, _made = Indicator.objects.update_or_create(
            city=None, code=told.code, defaults={**words, "position": position}
        )
        indicator.items.set([items[feature] for feature in told.serves])


@transaction.atomic
def check_item(*, item: FrameworkItem, city: City, source: str, actor: User, now: datetime | None = None) -> ItemCheck:
    """The line was compared with the printed text; saying so again names the newer source.

    Raises PermissionDenied, NothingSaid, NotOfThisCity.
    """
    if not may_measure(actor, city):
        raise PermissionDenied
    if not source.strip():
        raise NothingSaid
    if item.framework.city_id not in {None, city.pk}:
        raise NotOfThisCity
    row, _made = ItemCheck.objects.update_or_create(
        item=item,
        city=city,
        defaults={"source": source.strip()[:300], "checked_by": actor, "checked_at": now or timezone.now()},
    )
    record(actor=actor, verb="framework.line_checked", target=item, book=city.slug, facts={"line": item.code})
    return row


@transaction.atomic
def add_indicator(
    *, city: City, words: Mapping[str, str | bool], items: Iterable[FrameworkItem] = (), actor: User
) -> Indicator:
    """A city's own indicator; `words` are its code, names, definition, denominator, unit, capture and better,
    and whether it counts things.

    Raises PermissionDenied, CodeTaken, NotOfThisCity, and ValidationError for words that are missing or unknown.
    """
    if not may_measure(actor, city):
        raise PermissionDenied
    served = list(items)
    if any(item.framework.city_id not in {None, city.pk} for item in served):
        raise NotOfThisCity
    indicator = Indicator(city=city, **words, position=1000)
    indicator.clean_fields()
    if indicators_of(city).filter(code=indicator.code).exists():
        raise CodeTaken
    try:
        with transaction.atomic():
            indicator.save(force_insert=True)
    except IntegrityError as error:
        raise CodeTaken from error
    indicator.items.set(served)
    record(actor=actor, verb="indicator.added", target=indicator, book=city.slug, facts={"code": indicator.code})
    return indicator
