"""Set how long a table is kept, and let go what is older: in small steps, counted, to be gone on with after a kill."""

from __future__ import annotations

from datetime import date, timedelta

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.privacy.actions.erasing import emptied, erase_everywhere
from mueang.apps.privacy.enums import RunState
from mueang.apps.privacy.enums.keeping import PEOPLE, Keeping, keeping_of
from mueang.apps.privacy.errors import SeenSomethingElse, TooShort
from mueang.apps.privacy.models import RetentionRule, RetentionRun
from mueang.apps.privacy.queries.retention import rows_to_go
from mueang.apps.privacy.rules import may_keep
from mueang.lib.one_by_one import one_by_one

# Rows a step lets go, and people, each of whom is erased in every app.
ROWS_A_STEP = 500
PEOPLE_A_STEP = 5


@transaction.atomic
def set_rule(
    *, city: City, keeping: Keeping, days: int, is_on: bool, actor: User | None, seen_days: int | None = None
) -> RetentionRule:
    """Set, switch on or off. A rule is switched on with the days whose dry run was seen (`seen_days`).

    Raises PermissionDenied, TooShort below what is still needed, and SeenSomethingElse.
    """
    if not may_keep(actor, city):
        raise PermissionDenied
    if days < keeping.least_days:
        raise TooShort(least_days=keeping.least_days)
    if is_on and seen_days != days:
        raise SeenSomethingElse
    said = {"days": days, "is_on": is_on, "changed_by": actor, "changed_at": timezone.now()}
    rule, _new = RetentionRule.objects.update_or_create(city=city, table=keeping.table, defaults=said)
    facts = {"table": keeping.table, "days": days, "is_on": is_on}
    record(actor=actor, verb="retention.set", target=rule, book=city.slug, facts=facts)
    return rule


def run_retention(*, today: date) -> int:
    """One step of every rule that is on and has not finished today; how many rows went."""
    rules = RetentionRule.objects.filter(is_on=True).exclude(ran_on=today)
    return one_by_one("rules of retention", rules, lambda rule: _step(rule.pk, today=today))


@transaction.atomic
def _step(pk: int, *, today: date) -> int:
    """Begin or go on with the run of a rule; the last step closes it and writes the record."""
    rule = RetentionRule.objects.select_for_update(of=("self",)).select_related("city").get(pk=pk)
    keeping = keeping_of(rule.table)
    if not rule.is_on or rule.ran_on == today or keeping is None:
        return 0
    fresh = {"before": today - timedelta(days=rule.days), "begun_at": timezone.now()}
    run, _new = RetentionRun.objects.get_or_create(rule=rule, state=RunState.RUNNING, defaults=fresh)
    n = _let_go(keeping, rule.city, before=run.before)
    run.n_rows += n
    if n == 0:
        run.state, run.ended_at, rule.ran_on = RunState.DONE, timezone.now(), today
        rule.save(update_fields=["ran_on"])
        if run.n_rows:
            facts = {"table": rule.table, "n_rows": run.n_rows}
            record(actor=None, verb="retention.ran", target=run, book=rule.city.slug, facts=facts)
    run.save(update_fields=["n_rows", "state", "ended_at"])
    return n


def _let_go(keeping: Keeping, city: City, *, before: date) -> int:
    rows = rows_to_go(keeping, city, before=before)
    if keeping.table == PEOPLE:
        people = list(Person.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:PEOPLE_A_STEP])))
        for person in people:
            erase_everywhere(person)
            record(actor=None, verb="person.erased", target=person, book=city.slug, facts={"reason": "retention"})
        return len(people)
    model = apps.get_model(keeping.table)
    some = model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True)[:ROWS_A_STEP]))
    if keeping.deletes:
        return int(some.delete()[0])
    return int(some.update(**emptied(model, clear=keeping.clear, mark=keeping.mark)))
