"""A town n times over: the demo city's rows copied beside and behind each other inside the database (`city_seed`).

Every other copy stands today beside the first, the rest go back in time, so that lists of what is on grow as well as
history. Schools and their pupils are all of today. A plan, a budget, a committee's members are of one town whatever
its size; what they count grows. Each copy's cases have a worker of their own: nobody holds a thousand children.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max

from benchmarks import city_seed
from benchmarks.city_seed import Copier, Shelf, reset_sequences, write_events
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.models import Event
from mueang.apps.support.models.cases import Case, CaseAccess


@dataclass(frozen=True, slots=True)
class Beside(Shelf):
    """Even copies are of today."""

    def back(self, number: int) -> tuple[int, str]:
        return (self.step * number if number % 2 else 0), self.unit


def shelves(times: int) -> tuple[Shelf, ...]:
    programs = Shelf(times, 0, "days", city_seed.PROGRAMS.tables)
    life = Beside(times, 18, "days", f"{city_seed.LIFE.tables} credentials.Award", within=programs)
    schools = Shelf(times, 0, "days", city_seed.SCHOOLS.tables)
    pupils = Shelf(times, 0, "years", city_seed.PUPILS.tables, within=schools)
    # A round of places is sealed to its own row: no copy of it would open.
    plain = " ".join(name for name in city_seed.ROUNDS.tables.split() if not name.startswith("enrollment."))
    rounds = Beside(times, 18, "days", plain)
    expenses = Shelf(times, 5, "days", city_seed.EXPENSES.tables)
    meetings = Shelf(times, 18, "days", city_seed.MEETINGS.tables)
    return programs, life, schools, pupils, rounds, expenses, meetings


def grow(times: int) -> None:
    """Make `times` as many rows of the demo city that stands."""
    n_events = Event.objects.count()
    step = 1 + (Case.objects.aggregate(last=Max("pk"))["last"] or 0)
    with transaction.atomic():
        wanted = shelves(times)
        copier = Copier.of(wanted)
        for shelf in wanted:
            copier.copy(shelf, n_copies=times)
        give_workers(times, step)
        write_events(n_events * (times - 1))
        reset_sequences()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def give_workers(times: int, step: int) -> None:
    """The cases of copy n, whose keys begin at n steps, to a worker n."""
    first = User.objects.get(username="caseworker")
    workers = [User(username=f"caseworker-{number}") for number in range(1, times)]
    User.objects.bulk_create(workers)
    grants = RoleGrant.objects.filter(user=first).values("role", "scope_kind", "scope")
    RoleGrant.objects.bulk_create(RoleGrant(user=worker, **grant) for worker in workers for grant in grants)
    for number, worker in enumerate(workers, 1):
        keys = (step * number, step * (number + 1) - 1)
        Case.objects.filter(pk__range=keys, main_worker=first).update(main_worker=worker)
        CaseAccess.objects.filter(case__pk__range=keys, user=first).update(user=worker)
