"""Sources of money, and what of them is set aside for an activity."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.plans.actions.plans import ensure_may_write, lock_plan
from mueang.apps.plans.enums import Category, SourceKind
from mueang.apps.plans.errors import NameTaken, NotOfThisCity, SourceInUse
from mueang.apps.plans.models import Activity, BudgetLine, FundingSource
from mueang.apps.plans.rules import may_write


@transaction.atomic
def add_source(*, city: City, kind: str, name_th: str, actor: User, **said: Any) -> FundingSource:
    """Write down where money comes from; `said` holds the other fields of a source.

    Raises PermissionDenied, NameTaken, NotOfThisCity; a row that is not true raises ValidationError.
    """
    source = FundingSource(city=city, kind=SourceKind(kind), name_th=name_th.strip(), **said)
    return _keep(source, actor, verb="plan.source_added")


@transaction.atomic
def change_source(*, source: FundingSource, actor: User, **said: Any) -> FundingSource:
    """Change a source. Raises as `add_source`."""
    row = FundingSource.objects.select_for_update(of=("self",)).select_related("city").get(pk=source.pk)
    for name, value in said.items():
        setattr(row, name, value)
    return _keep(row, actor, verb="plan.source_changed")


@transaction.atomic
def delete_source(*, source: FundingSource, actor: User) -> None:
    """Strike a source from which nothing is set aside. Raises PermissionDenied, SourceInUse."""
    if not may_write(actor, source.city):
        raise PermissionDenied
    if source.budget_lines.exists() or source.plan_reports.exists():
        raise SourceInUse
    record(actor=actor, verb="plan.source_deleted", target=source, book=source.city.slug)
    source.delete()


@transaction.atomic
def set_budget(
    *, activity: Activity, source: FundingSource, category: str, amount_satang: int, actor: User, note: str = ""
) -> BudgetLine | None:
    """Set so much of a source aside for one group of expenses; what stood there is replaced, and nothing strikes it.

    Raises PermissionDenied, PlanIsClosed, NotOfThisCity; ValueError for less than nothing.
    """
    plan = lock_plan(activity.plan)
    ensure_may_write(plan, actor)
    if source.city_id != plan.city_id:
        raise NotOfThisCity
    if amount_satang < 0:
        raise ValueError("nobody sets less than nothing aside")
    where: dict[str, Any] = {"activity": activity, "source": source, "category": Category(category)}
    row = None
    if amount_satang:
        said = {"amount_satang": amount_satang, "note": note.strip()[:200]}
        row, _made = BudgetLine.objects.update_or_create(**where, defaults=said)
    else:
        BudgetLine.objects.filter(**where).delete()
    facts = {"category": category, "satang": amount_satang, "source": str(source.uuid)}
    record(actor=actor, verb="plan.budget_set", target=activity, book=plan.city.slug, facts=facts)
    return row


def _keep(source: FundingSource, actor: User, *, verb: str) -> FundingSource:
    city, organization = source.city, source.organization
    if not may_write(actor, city):
        raise PermissionDenied
    if organization is not None and organization.city_id not in {None, city.pk}:
        raise NotOfThisCity
    source.clean_fields()
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as taken:
        raise NameTaken from taken
    record(actor=actor, verb=verb, target=source, book=city.slug, facts={"kind": source.kind})
    return source
