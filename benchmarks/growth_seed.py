"""A town n times over: the demo city's rows copied beside and behind each other inside the database (`city_seed`).

Every other copy stands today beside the first, the rest go back in time, so that lists of what is on grow as well as
history. Schools and their pupils are all of today. A plan, a budget, a committee's members are of one town whatever
its size; what they count grows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from benchmarks import city_seed
from benchmarks.city_seed import Copier, Shelf, reset_sequences, write_events
from mueang.apps.audit.models import Event


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
    with transaction.atomic():
        wanted = shelves(times)
        copier = Copier.of(wanted)
        for shelf in wanted:
            copier.copy(shelf, n_copies=times)
        write_events(n_events * (times - 1))
        reset_sequences()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
