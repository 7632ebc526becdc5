"""Which rows a rule would let go, and what its runs did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.catalog.models import Instructor
from mueang.apps.credentials.models import Award
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.heritage.models import Holder
from mueang.apps.network.models import City
from mueang.apps.people.enums import ERASED_NAME
from mueang.apps.people.models import Guardianship, Person
from mueang.apps.privacy.enums.keeping import KEEPINGS, PEOPLE, Keeping
from mueang.apps.privacy.models import RetentionRule, RetentionRun
from mueang.lib.workbook import Column, Table

N_RUNS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One thing that can be let go, with the city's rule for it, if it has one."""

    keeping: Keeping
    rule: RetentionRule | None

    @property
    def days(self) -> int:
        return self.rule.days if self.rule else self.keeping.days

    @property
    def is_on(self) -> bool:
        return self.rule is not None and self.rule.is_on


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would do today: rows, the oldest of them, and how many rows it leaves."""

    before: date
    n: int
    oldest: datetime | date | None
    n_kept: int


def rule_lines(city: City) -> list[RuleLine]:
    """Everything that can be let go, ruled or not. One SQL statement."""
    rules = {rule.table: rule for rule in RetentionRule.objects.filter(city=city).select_related("changed_by")}
    return [RuleLine(keeping, rules.get(keeping.table)) for keeping in KEEPINGS]


def runs_of(city: City, *, table: str = "") -> QuerySet[RetentionRun]:
    runs = RetentionRun.objects.filter(rule__city=city).select_related("rule")
    return runs.filter(rule__table=table) if table else runs


def rows_to_go(keeping: Keeping, city: City, *, before: date) -> QuerySet[Any]:
    """Rows older than `before` in which something is left to let go, the oldest key first."""
    model = apps.get_model(keeping.table)
    start = timezone.make_aware(datetime.combine(before, time.min))
    rows = model._base_manager.filter(**{keeping.city: city, **dict(keeping.only)})
    if keeping.table == PEOPLE:
        return _people_long_gone(city, start)
    is_day = type(_last_field(model, keeping.since)) is models.DateField
    rows = rows.filter(**{f"{keeping.since}__lt": before if is_day else start})
    left = Q()
    for name in (*keeping.clear, *keeping.mark):
        left |= ~Q(**{name: ERASED_NAME if name in keeping.mark else ""})
    found: QuerySet[Any] = rows.filter(left).order_by("pk")
    return found


def dry_run(keeping: Keeping, city: City, *, days: int, today: date) -> DryRun:
    """Three SQL statements; nothing is written."""
    before = today - timedelta(days=days)
    rows = rows_to_go(keeping, city, before=before)
    oldest = rows.order_by(keeping.since).values_list(keeping.since, flat=True).first()
    whole = apps.get_model(keeping.table)._base_manager.filter(**{keeping.city: city}).count()
    n = rows.count()
    return DryRun(before, n, oldest, whole - n if keeping.deletes else whole)


def _last_field(model: type[models.Model], way: str) -> models.Field[Any, Any]:
    *steps, last = way.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type)  # noqa: S101 (a way of our own list, walked by a test)
        model = related
    field = model._meta.get_field(last)
    assert isinstance(field, models.Field)  # noqa: S101 (as above)
    return field


def _people_long_gone(city: City, start: datetime) -> QuerySet[Any]:
    """Nobody who has an account, teaches, holds know-how, answers for somebody, or took part since `start`."""
    of_them = Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk"))
    people = Person.objects.current().filter(city=city, created_at__lt=start, user=None)
    return people.exclude(
        Exists(Enrollment.objects.filter(of_them, requested_at__gte=start))
        | Exists(Award.objects.filter(of_them, awarded_at__gte=start))
        | Exists(Instructor.objects.filter(of_them))
        | Exists(Holder.objects.filter(of_them))
        | Exists(Guardianship.objects.filter(guardian=OuterRef("pk"), until_on=None))
    ).order_by("pk")


def retention_tables(city: City) -> list[Table]:
    """The rules and every run that let something go, as a workbook."""
    rules = [
        (str(line.keeping.title), str(line.keeping.does), line.days, _("on") if line.is_on else _("off"))
        for line in rule_lines(city)
    ]
    titles = {one.table: str(one.title) for one in KEEPINGS}
    runs = [
        (titles.get(run.rule.table, run.rule.table), run.before, localtime(run.begun_at), run.n_rows)
        for run in runs_of(city).filter(n_rows__gt=0)
    ]
    of_rules = (_("What"), _("What happens to it"), _("Days kept"), _("Rule"))
    of_runs = (_("What"), _("Older than"), _("Begun"), _("Rows"))
    return [
        Table(_("Rules of keeping"), [Column(heading) for heading in of_rules], rules),
        Table(_("What was let go"), [Column(heading) for heading in of_runs], runs),
    ]
