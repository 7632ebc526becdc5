"""Times for offerings: what is known of a week, the times that let most people come, and why not everybody can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum, prefetch_related_objects
from django.utils import timezone

from mueang.apps.catalog.models import Session
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.catalog.queries.timetables import closed_on
from mueang.apps.network.models import City
from mueang.apps.places.enums import Weekday
from mueang.apps.places.models import Place
from mueang.apps.places.rules import listed_places
from mueang.apps.planning.enums import PART_HOURS, TIMES_SECONDS, WHY_NOT, DayPart, TimesState
from mueang.apps.planning.models import TimeQuestion

if TYPE_CHECKING:
    from mueang.methods.timetabling import Slot, Timetable

HALF_HOUR, LAST_MINUTE, ANY_NUMBER = 30, 24 * 60, 10_000


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session a week as proposed."""

    weekday: Weekday
    from_time: time
    to_time: time
    place: Place | None


@dataclass(frozen=True, slots=True)
class ProposedTimes:
    """What was found for one offering. `reasons` say why it is not held, or how many cannot come and why."""

    meetings: list[Meeting]
    n_come: int
    n_asked: int
    statement: str
    reasons: list[tuple[str, int]]

    @property
    def is_proved(self) -> bool:
        return self.statement == "proved optimal"

    @property
    def gap(self) -> str:
        """By how much other times could be better at most."""
        return self.statement.removeprefix("within ")


def time_question_list(city: City) -> QuerySet[TimeQuestion]:
    """Offerings that look for times, with how many people answered. One SQL statement."""
    rows = TimeQuestion.objects.filter(city=city).select_related("offering__program", "offering__place")
    return rows.annotate(n_answers=Count("answers"), n_people=Sum("answers__n_people", default=0))


def open_time_questions(city: City, *, today: date) -> QuerySet[TimeQuestion]:
    """What anybody of `city` may answer now. One SQL statement."""
    rows = TimeQuestion.objects.filter(city=city, answers_until__gte=today).exclude(state=TimesState.ACCEPTED)
    return rows.select_related("offering__program", "offering__place")


def time_question_of(*, city: City, uuid: UUID) -> TimeQuestion | None:
    """One question for its public page. One SQL statement."""
    rows = TimeQuestion.objects.select_related("city", "offering__program", "offering__place")
    return rows.filter(city=city, uuid=uuid).first()


def parts_of_week() -> list[tuple[str, Weekday, DayPart]]:
    """Every day and part with the code that stands for both."""
    return [(f"{day.value}-{part.value}", day, part) for day in Weekday for part in DayPart]


def counted_parts(question: TimeQuestion) -> list[tuple[Weekday, list[int]]]:
    """How many people could come in each part of each day. One SQL statement."""
    found: Counter[str] = Counter()
    for answer in question.answers.all():
        for code in answer.parts:
            found[code] += answer.n_people
    return [(day, [found[f"{day.value}-{part.value}"] for part in DayPart]) for day in Weekday]


def rooms_of(city: City) -> list[Place]:
    """Places an offering could meet at. One SQL statement."""
    return list(listed_places(city))


def cities_with_times_due() -> QuerySet[City]:
    """Cities with questions that wait to be computed."""
    waiting = TimeQuestion.objects.filter(state=TimesState.WAITING)
    return City.objects.filter(pk__in=waiting.values("city")).order_by("pk")


def times_due(city: City) -> list[TimeQuestion]:
    """The city's questions that wait to be computed, together."""
    rows = TimeQuestion.objects.filter(city=city, state=TimesState.WAITING).select_related("city", "offering__place")
    return list(rows.order_by("pk"))


def compute_times(questions: Sequence[TimeQuestion]) -> dict[int, dict[str, Any]]:
    """Times for questions of one city together: question -> proposal as it is written down. Five SQL statements."""
    # SciPy comes with the methods; only a worker that computes needs it.
    from mueang.methods import timetabling

    prefetch_related_objects(list(questions), "answers", "offering__instructors")
    own = {question.pk: slots_of(question.minutes) for question in questions}
    slots = sorted({slot for found in own.values() for slot in found})
    busy = _busy(questions)
    free: dict[str, Iterable[Slot]] = {}
    offerings = []
    for question in questions:
        learners = _learners(question, slots)
        teachers = {f"teacher {row.person_id}" for row in question.offering.instructors.all()}
        free |= learners | {who: [slot for slot in slots if not _meets(slot, busy[who])] for who in teachers}
        offerings.append(
            timetabling.Offering(
                str(question.pk),
                question.sessions_a_week,
                frozenset(learners),
                frozenset(teachers),
                seats=max(question.offering.seats, question.least),
                least=question.least,
                slots=frozenset(slot for slot in own[question.pk] if part_of(slot) in question.teaching),
                rooms=frozenset(question.rooms),
            )
        )
    wanted = {key for question in questions for key in question.rooms}
    rooms = [
        timetabling.Room(str(place.uuid), place.capacity or ANY_NUMBER, _open_slots(place, slots, busy))
        for place in rooms_of(questions[0].city)
        if str(place.uuid) in wanted
    ]
    table = timetabling.propose(slots=slots, offerings=offerings, rooms=rooms, free=free, seconds=TIMES_SECONDS)
    return {question.pk: _written(question, table) for question in questions}


def slots_of(minutes: int) -> list[Slot]:
    """Every time of a week a session of so many minutes could begin: each half hour, within one part of a day."""
    from mueang.methods.timetabling import Slot

    return [
        Slot(day, starts, starts + minutes)
        for day in range(len(Weekday))
        for first, last in PART_HOURS.values()
        for starts in range(60 * first, 60 * last - minutes + 1, HALF_HOUR)
    ]


def part_of(slot: Slot) -> str:
    """The code of the day and part that a slot lies in."""
    part = next(part for part, (first, last) in PART_HOURS.items() if 60 * first <= slot.starts < 60 * last)
    return f"{list(Weekday)[slot.day].value}-{part.value}"


def proposed_times(question: TimeQuestion, *, places: Iterable[Place]) -> ProposedTimes | None:
    """The proposal to be read; None where there is none. No SQL."""
    written = question.proposal
    if written is None:
        return None
    by_key = {str(place.uuid): place for place in places}
    return ProposedTimes(
        meetings=[
            Meeting(Weekday(day), time.fromisoformat(begins), time.fromisoformat(ends), by_key.get(room))
            for day, begins, ends, room in written["meetings"]
        ],
        n_come=written["n_come"],
        n_asked=written["n_asked"],
        statement=written["statement"],
        reasons=[(str(WHY_NOT[kind]), n) for kind, n in written["reasons"]],
    )


def planned_of(question: TimeQuestion, proposed: ProposedTimes) -> list[PlannedSession]:
    """The sessions of a proposal, week by week, without holidays and the city's closed days. One SQL statement."""
    last = question.from_on + timedelta(weeks=question.n_weeks)
    closed = closed_on(question.city, first_on=question.from_on, last_on=last)
    found = []
    for n in range((last - question.from_on).days):
        day = question.from_on + timedelta(days=n)
        for meeting in proposed.meetings:
            if list(Weekday).index(meeting.weekday) == day.weekday() and closed(day) is None:
                begins, ends = (
                    timezone.make_aware(datetime.combine(day, at)) for at in (meeting.from_time, meeting.to_time)
                )
                is_elsewhere = meeting.place is not None and meeting.place.pk != question.offering.place_id
                found.append(PlannedSession(begins, ends, place=meeting.place if is_elsewhere else None))
    return found


def _learners(question: TimeQuestion, slots: Sequence[Slot]) -> dict[str, Iterable[Slot]]:
    """Everybody an answer stands for, with the slots at which they can come."""
    found: dict[str, Iterable[Slot]] = {}
    for answer in question.answers.all():
        can = [slot for slot in slots if part_of(slot) in answer.parts]
        found |= {f"{answer.uuid} {n}": can for n in range(answer.n_people)}
    return found


def _busy(questions: Sequence[TimeQuestion]) -> defaultdict[str, list[Slot]]:
    """When teachers and rooms have planned sessions of other offerings in those weeks, as times of a week."""
    from mueang.methods.timetabling import Slot

    first = min(question.from_on for question in questions)
    last = max(question.from_on + timedelta(weeks=question.n_weeks) for question in questions)
    rows = Session.objects.planned().filter(
        offering__city=questions[0].city, starts_at__date__gte=first, starts_at__date__lt=last
    )
    rows = rows.exclude(offering__in=[question.offering_id for question in questions])
    found: defaultdict[str, list[Slot]] = defaultdict(list)
    columns = ("place__uuid", "offering__place__uuid", "offering__instructors__person", "starts_at", "ends_at")
    for own_place, place, person, starts_at, ends_at in rows.values_list(*columns):
        begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
        minutes = 60 * begins.hour + begins.minute
        until = 60 * ends.hour + ends.minute if ends.date() == begins.date() else LAST_MINUTE
        slot = Slot(begins.weekday(), minutes, until)
        found[str(own_place or place)].append(slot)
        found[f"teacher {person}"].append(slot)
    return found


def _meets(slot: Slot, others: Iterable[Slot]) -> bool:
    return any(slot.meets(other) for other in others)


def _open_slots(place: Place, slots: Iterable[Slot], busy: Mapping[str, Sequence[Slot]]) -> frozenset[Slot]:
    """When a place is open and nothing meets there; whose hours nobody wrote down counts as open."""
    days = [list(Weekday).index(day) for day in place.weekdays] or list(range(len(Weekday)))
    opens, closes = (None if at is None else 60 * at.hour + at.minute for at in (place.opens_at, place.closes_at))
    return frozenset(
        slot
        for slot in slots
        if slot.day in days
        and (opens is None or slot.starts >= opens)
        and (closes is None or slot.ends <= closes)
        and not _meets(slot, busy.get(str(place.uuid), ()))
    )


def _written(question: TimeQuestion, table: Timetable) -> dict[str, Any]:
    name = str(question.pk)
    unmet = [one for one in table.unmet if one.offering == name]
    why = [one for one in unmet if not one.learner] or unmet
    return {
        "meetings": [
            [list(Weekday)[one.slot.day].value, _clock(one.slot.starts), _clock(one.slot.ends), one.room]
            for one in table.meetings
            if one.offering == name
        ],
        "n_come": len(table.comes[name]),
        "n_asked": sum(answer.n_people for answer in question.answers.all()),
        "statement": table.statement,
        "reasons": [[kind, n] for kind, n in Counter(one.kind.name for one in why).most_common()],
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
