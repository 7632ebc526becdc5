"""A city with five years of history: the demo city, its rows copied back through time inside the database.

Every table that grows while a city works is copied by one INSERT … SELECT a copy: keys and references move by a fixed
step, dates go back, what must be unique is marked with the number of the copy. What a city has once (places, words of
frameworks, accounts) stays as it is. So history has the shape the actions wrote, and no second author. All invented.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max, UniqueConstraint

from mueang.apps.audit.models import Book, Event
from mueang.apps.network.models import City
from mueang.demo.build import build_demo

N_EVENTS = 500_000
BORN = frozenset({"birth_on"})
YEARS = frozenset({"year", "school_year", "fiscal_year"})


@dataclass(frozen=True, slots=True)
class Shelf:
    """Tables copied together `n_copies` times over; copy number n lies `step` × n back in time."""

    n_copies: int
    step: int
    unit: str
    tables: str
    within: Shelf | None = None

    @property
    def labels(self) -> list[str]:
        return self.tables.lower().split()

    def back(self, number: int) -> tuple[int, str]:
        return self.step * number, self.unit


PROGRAMS = Shelf(20, 0, "days", "catalog.Program catalog.Program_interests credentials.Achievement")
LIFE = Shelf(
    100,
    18,
    "days",
    """people.Person people.Guardianship people.Consent people.Roster people.RosterRow notices.Notice
    catalog.Offering catalog.Instructor catalog.Change catalog.Session catalog.Timetable
    enrollment.Party enrollment.Enrollment enrollment.Apology enrollment.SeatHold enrollment.SeatOffer
    enrollment.HoursEntry enrollment.RollCall enrollment.MarkEntry enrollment.Attendance
    outcomes.FollowUp outcomes.Outcome outcomes.OutcomeCheck outcomes.Proposal outcomes.ProposalStep
    campaigns.Campaign campaigns.NewsWish campaigns.NewsWish_interests
    support.Child support.Concern support.Try support.Decision support.Case support.CaseAccess
    support.CaseNote support.Assessment support.ConsentToShare support.Plan support.Step support.Closure support.ReCheck
    support.ConcernOfCase support.Referral support.Placement support.Visit support.VisitReport
    support.Conference support.AgendaItem support.Attendee support.Resolution""",
    within=PROGRAMS,
)
SCHOOLS = Shelf(28, 0, "days", "registers.School")
PUPILS = Shelf(
    28 * 2,
    0,
    "years",
    """registers.Section registers.Pupil registers.Schooling registers.RegisterPage registers.PupilYear
    flags.PupilFact flags.Flag flags.FlagDecision flags.Opinion""",
    within=SCHOOLS,
)
ROUNDS = Shelf(
    10,
    180,
    "days",
    """enrollment.AllocationRound enrollment.RoundOffering enrollment.WishList enrollment.WishMember
    heritage.HeritageItem heritage.Holder heritage.Lineage heritage.MappingDay heritage.MappingPass heritage.Finding
    network.Agreement network.Contribution network.Gift practices.Practice practices.Question practices.Adoption
    surveys.Survey surveys.Stratum surveys.Invite surveys.Reply planning.Comment""",
)
BOOKS = Shelf(
    6,
    1,
    "years",
    """
    indicators.Panel indicators.PanelQuestion indicators.Reviewer indicators.Judgement
    reports.Report reports.Answer reports.Evidence reports.Release reports.ReleaseFile reports.ReleasedFigure
    ledger.Period ledger.Posting ledger.Entry grants.Application grants.Score plans.FundingSource
    grants.Grant grants.Instalment grants.GrantReport grants.Sample grants.SampleItem""",
)
EXPENSES = Shelf(360, 5, "days", "grants.Paper grants.Expense", within=BOOKS)
PLANS = Shelf(2, 3, "years", "plans.WorkPlan plans.Activity plans.Milestone plans.BudgetLine plans.Evidence")
MEETINGS = Shelf(
    30,
    60,
    "days",
    """committees.CommitteeMeeting committees.AgendaPoint committees.Attendance committees.Decision
    committees.MinutesVersion""",
)
SHELVES = (PROGRAMS, LIFE, SCHOOLS, PUPILS, ROUNDS, BOOKS, EXPENSES, PLANS, MEETINGS)


def seed(folder: Path, *, say: Callable[[str], None] = print, share: float = 1.0) -> None:
    """The demo city and its history; a `share` below 1 makes fewer copies and events."""
    build_demo(n_people=400, folder=folder, say=lambda _text: None)
    say("the demo city stands; copying it back through five years")
    with transaction.atomic():
        copier = Copier.of(SHELVES)
        for shelf in SHELVES:
            copier.copy(shelf, n_copies=max(2, round(shelf.n_copies * share)))
        write_events(round(N_EVENTS * share))
        reset_sequences()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@dataclass(frozen=True, slots=True)
class Copier:
    """Which table lies on which shelf, and how far apart the keys of its copies are."""

    shelf_of: dict[type[models.Model], Shelf]
    step_of: dict[type[models.Model], int]
    made: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, shelves: Sequence[Shelf]) -> Copier:
        shelf_of = {apps.get_model(label): shelf for shelf in shelves for label in shelf.labels}
        counted = [model for model in shelf_of if not _has_uuid_key(model)]
        step_of = {model: (model._base_manager.aggregate(n=Max("pk"))["n"] or 0) + 1 for model in counted}
        return cls(shelf_of, step_of)

    def copy(self, shelf: Shelf, *, n_copies: int) -> None:
        self.made[id(shelf)] = n_copies
        with connection.cursor() as cursor:
            for number in range(1, n_copies):
                for label in shelf.labels:
                    cursor.execute(self.statement(apps.get_model(label), shelf, number))

    def statement(self, model: type[models.Model], shelf: Shelf, number: int) -> str:
        columns = [one for one in model._meta.concrete_fields if not one.generated]
        said = [self.said(one, shelf, number) for one in columns]
        names = ", ".join(f'"{one.column}"' for one in columns)
        table = f'"{model._meta.db_table}"'
        whole = [f'"{one.column}" IS NULL' for one in columns if self.is_single(one, shelf) and not one.null]
        by = next(one for one in (model._meta.pk, *columns) if self.step_of.get(one.related_model or one.model))
        where = " AND ".join([f'"{by.column}" < {self.step_of[by.related_model or by.model]}', *whole])
        return f"INSERT INTO {table} ({names}) SELECT {', '.join(said)} FROM {table} WHERE {where}"  # noqa: S608 (names of tables)

    def is_single(self, one: models.Field, shelf: Shelf) -> bool:
        return bool(one.one_to_one) and self.shelf_of.get(one.related_model) not in (shelf, shelf.within)

    def said(self, one: models.Field, shelf: Shelf, number: int) -> str:
        """The SQL of one column of copy `number`."""
        column, kind = f'"{one.column}"', one.get_internal_type()
        if one.primary_key or one.is_relation:
            return self.key(one, shelf, number)
        if kind == "UUIDField" and (one.unique or self.is_told_apart_by(one)):
            return "gen_random_uuid()" if _is_postgresql() else "lower(hex(randomblob(16)))"
        amount, unit = self.back(shelf, number)
        if kind in ("DateField", "DateTimeField"):
            return column if one.name in BORN else _earlier(column, kind, amount, unit)
        if one.name in YEARS:
            return f"{column} - {amount if unit == 'years' else 0}"
        if not (one.unique or self.is_told_apart_by(one)):
            # What is sealed to its own row would not open in a copy.
            return "NULL" if one.name == "key_sealed" else column
        if isinstance(one, models.CharField):
            return f"CASE WHEN {column} = '' THEN '' ELSE {_marked(column, number, room=one.max_length or 0)} END"
        if isinstance(one, models.IntegerField):
            return f"{column} + {(self.highest(one) + 1) * number}"
        return column

    def back(self, shelf: Shelf, number: int) -> tuple[int, str]:
        """Pupils: the same schools, three school years earlier, for the children who have left since."""
        if shelf is PUPILS:
            return 3 * (number // self.made[id(SCHOOLS)]), "years"
        return shelf.back(number)

    def key(self, one: models.Field, shelf: Shelf, number: int) -> str:
        column = f'"{one.column}"'
        model = one.model if one.primary_key else one.related_model
        if one.primary_key and one.is_relation:
            model = one.related_model
        if self.shelf_of.get(model) is shelf and _has_uuid_key(model):
            return _marked_uuid(column, number)
        if self.shelf_of.get(model) is shelf:
            return f"{column} + {self.step_of[model] * number}"
        if shelf.within is not None and self.shelf_of.get(model) is shelf.within:
            return f"{column} + {self.step_of[model] * (number % self.made[id(shelf.within)])}"
        return "NULL" if self.is_single(one, shelf) else column

    def highest(self, one: models.Field) -> int:
        rows = one.model._base_manager.all()
        if step := self.step_of.get(one.model):
            rows = rows.filter(pk__lt=step)
        return rows.aggregate(n=Max(one.name))["n"] or 0

    def is_told_apart_by(self, one: models.Field) -> bool:
        """Whether a rule of the table says that this field tells two copies apart: no reference in it does."""
        own = self.shelf_of[one.model]
        for rule in one.model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and one.name in rule.fields:
                parts = [one.model._meta.get_field(name) for name in rule.fields]
                moved = any(part.is_relation and self.shelf_of.get(part.related_model) is own for part in parts)
                dated = any(part.get_internal_type() in ("DateField", "DateTimeField") for part in parts)
                if not moved and not dated and not any(part.name in YEARS for part in parts):
                    return True
        return False


def write_events(n_events: int) -> None:
    """The city's books as they would stand: what the demo wrote, again and again, chained by its own hashes."""
    city = City.objects.get(slug="yala")
    patterns = list(Event.objects.filter(book__name__startswith=city.slug).select_related("book").order_by("pk"))
    books = {book.pk: book for book in Book.objects.filter(name__startswith=city.slug)}
    events = _events(patterns, books, n_events)
    while some := list(islice(events, 20_000)):
        # Not by the model's own manager, which knows no many at once.
        models.QuerySet(Event).bulk_create(some, batch_size=2_000)
    for book in books.values():
        book.save()


def _events(patterns: Sequence[Event], books: dict[int, Book], n_events: int) -> Iterator[Event]:
    for number, pattern in enumerate(islice(cycle(patterns), n_events)):
        book = books[pattern.book_id]
        at = pattern.at - timedelta(days=5 * 365) + timedelta(seconds=number * 5 * 365 * 86_400 / n_events)
        event = Event(
            book=book,
            number=book.length + 1,
            at=at,
            actor_id=pattern.actor_id,
            verb=pattern.verb,
            target=pattern.target,
            facts=pattern.facts,
            previous_hash=book.head,
        )
        event.hash = event.computed_hash()
        book.length, book.head = event.number, event.hash
        yield event


def reset_sequences() -> None:
    """Keys were given by hand: PostgreSQL is told where to go on."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def sizes() -> dict[str, int]:
    """How many rows the tables of the city hold that a reader wants to know."""
    wanted = """people.Person catalog.Offering catalog.Session enrollment.Enrollment enrollment.Attendance
    registers.Pupil registers.RegisterPage support.Case notices.Notice grants.Expense audit.Event"""
    return {label: apps.get_model(label)._base_manager.count() for label in wanted.split()}


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _has_uuid_key(model: type[models.Model]) -> bool:
    return model._meta.pk.get_internal_type() == "UUIDField"


def _marked(column: str, number: int, *, room: int) -> str:
    """Words of their own for a copy; a short code keeps its length, and so its look."""
    if room <= 8:
        return f"'{'abcdefghjk'[number // 10 % 10]}{'abcdefghjk'[number % 10]}' || substr({column}, 3)"
    return f"substr('c{number}-' || {column}, 1, {room})"


def _marked_uuid(column: str, number: int) -> str:
    if _is_postgresql():
        return f"('{number:02x}' || substr({column}::text, 3))::uuid"
    return f"'{number:02x}' || substr({column}, 3)"


def _earlier(column: str, kind: str, amount: int, unit: str) -> str:
    if amount == 0:
        return column
    if _is_postgresql():
        return f"({column} - interval '{amount} {unit}')" + ("::date" if kind == "DateField" else "")
    rest = "" if kind == "DateField" else f" || substr({column}, 11)"
    return f"date({column}, '-{amount} {unit}'){rest}"


if __name__ == "__main__":
    sys.exit("python -m benchmarks.city_history seeds and measures")
