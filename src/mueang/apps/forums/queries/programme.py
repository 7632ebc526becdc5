"""The programme: days, what meets at the same time, who speaks; of everybody or of one participant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.queries import n_chosen
from mueang.apps.forums.models import Forum, Speaker, Talk
from mueang.apps.forums.rules import showable_persons
from mueang.apps.heritage.queries import public_name
from mueang.apps.heritage.rules import nameable_persons

_THUMB = 320


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker as the public may know them: no name without their consent, no picture without another."""

    uuid: UUID
    name_th: str
    name_en: str
    position_th: str
    position_en: str
    about_th: str
    about_en: str
    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session of the programme. `seats_left` only where people choose; `is_mine` for a participant who chose it."""

    session: Session
    speakers: tuple[SpeakerLine, ...]
    n_unnamed: int
    seats_left: int | None
    is_mine: bool
    is_now: bool
    is_over: bool

    @property
    def is_cancelled(self) -> bool:
        return self.session.state == SessionState.CANCELLED

    @property
    def may_be_chosen(self) -> bool:
        return self.seats_left is not None and self.seats_left > 0 and not self.is_mine and not self.is_cancelled


@dataclass(frozen=True, slots=True)
class Slot:
    """What meets at the same time."""

    starts_at: datetime
    ends_at: datetime
    meetings: list[Meeting]

    @property
    def is_now(self) -> bool:
        return any(one.is_now for one in self.meetings)

    @property
    def is_undecided(self) -> bool:
        """Whether a participant may still choose here and did not."""
        chosen = [one for one in self.meetings if one.session.is_chosen and not one.is_cancelled]
        return bool(chosen) and not any(one.is_mine or one.is_over for one in chosen)


@dataclass(frozen=True, slots=True)
class Day:
    """`number` is 1 for the first day."""

    number: int
    on: date
    slots: list[Slot]


def programme(*, offering: Offering, now: datetime, mine: Collection[int] = ()) -> list[Day]:
    """The whole programme; `mine` are keys of chosen sessions. Five SQL statements, however many sessions."""
    sessions = list(Session.objects.filter(offering=offering).select_related("place"))
    speaking, unnamed = _speaking(offering)
    taken = n_chosen(sessions)
    days: dict[date, list[Slot]] = defaultdict(list)
    for group in _at_once(sessions):
        slot = Slot(
            starts_at=min(one.starts_at for one in group),
            ends_at=max(one.ends_at for one in group),
            meetings=[
                Meeting(
                    session=one,
                    speakers=tuple(speaking[one.pk]),
                    n_unnamed=unnamed[one.pk],
                    seats_left=None if one.seats is None else max(0, one.seats - taken.get(one.pk, 0)),
                    is_mine=one.pk in mine,
                    is_now=one.starts_at <= now < one.ends_at and one.state == SessionState.PLANNED,
                    is_over=one.starts_at <= now,
                )
                for one in group
            ],
        )
        days[timezone.localdate(slot.starts_at)].append(slot)
    return [Day(number, on, slots) for number, (on, slots) in enumerate(sorted(days.items()), 1)]


def in_room(days: Iterable[Day], room: str) -> list[Day]:
    """What meets in one room (its Thai name), and what everybody is in."""
    return _only(days, lambda one: one.session.room_th == room or not one.session.is_chosen)


def of_mine(days: Iterable[Day]) -> list[Day]:
    """What one participant goes to: what they chose, and what everybody is in."""
    return _only(days, lambda one: one.is_mine or not one.session.is_chosen)


def _only(days: Iterable[Day], is_wanted: Callable[[Meeting], bool]) -> list[Day]:
    slots = [
        (day, [replace(slot, meetings=list(filter(is_wanted, slot.meetings))) for slot in day.slots]) for day in days
    ]
    found = [replace(day, slots=[slot for slot in kept if slot.meetings]) for day, kept in slots]
    return [day for day in found if day.slots]


def is_programme(offering: Offering, days: Sequence[Day]) -> bool:
    """Whether an activity has a programme to be shown: rooms, or the pages of a forum. One SQL statement at most."""
    return bool(rooms_of(days)) or Forum.objects.filter(offering=offering).exists()


def now_and_next(days: Iterable[Day], *, now: datetime) -> tuple[list[Meeting], list[Meeting]]:
    """What meets now, and what begins next on the same day or a later one."""
    slots = [slot for day in days for slot in day.slots]
    running = [one for slot in slots for one in slot.meetings if one.is_now]
    coming = next((slot for slot in slots if slot.starts_at > now), None)
    return running, [one for one in coming.meetings if not one.is_cancelled] if coming else []


def rooms_of(days: Iterable[Day]) -> list[tuple[str, str]]:
    """Thai and English names of the rooms, each once, by name."""
    rooms = {one.session.room_th: one.session.room_en for day in days for slot in day.slots for one in slot.meetings}
    return sorted((thai, english) for thai, english in rooms.items() if thai)


def speakers_of(days: Iterable[Day]) -> list[SpeakerLine]:
    """Who is named in the programme, each once, in the order in which they speak."""
    meetings = [one for day in days for slot in day.slots for one in slot.meetings]
    return list({one.uuid: one for meeting in meetings for one in meeting.speakers}.values())


def _at_once(sessions: Sequence[Session]) -> list[list[Session]]:
    """Sessions that overlap together, by start; rooms by name."""
    groups: list[list[Session]] = []
    for one in sorted(sessions, key=lambda row: (row.starts_at, row.pk)):
        if groups and one.starts_at < max(row.ends_at for row in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [sorted(group, key=lambda row: (row.room_th, row.starts_at, row.pk)) for group in groups]


def _speaking(offering: Offering) -> tuple[dict[int, list[SpeakerLine]], dict[int, int]]:
    """Session key -> who may be named there, and how many may not."""
    speakers = Speaker.objects.filter(forum__offering=offering).values("person")
    named = {row.pk: row for row in nameable_persons().filter(pk__in=speakers).select_related("merged_into")}
    shown = set(showable_persons().filter(pk__in=speakers).values_list("pk", flat=True))
    speaking: dict[int, list[SpeakerLine]] = defaultdict(list)
    unnamed: dict[int, int] = defaultdict(int)
    talks = (
        Talk.objects.filter(speaker__forum__offering=offering)
        .select_related("speaker")
        .order_by("speaker__order", "pk")
    )
    for talk in talks:
        person = named.get(talk.speaker.person_id)
        if person is None:
            unnamed[talk.session_id] += 1
        else:
            names = public_name(person)
            speaking[talk.session_id].append(_line(talk.speaker, names, is_shown=talk.speaker.person_id in shown))
    return speaking, unnamed


def _line(speaker: Speaker, names: tuple[str, str], *, is_shown: bool) -> SpeakerLine:
    width = next((one for one in sorted(speaker.widths) if one >= _THUMB), speaker.width)
    return SpeakerLine(
        uuid=speaker.uuid,
        name_th=names[0],
        name_en=names[1],
        position_th=speaker.position_th,
        position_en=speaker.position_en,
        about_th=speaker.about_th,
        about_en=speaker.about_en,
        digest=speaker.digest if is_shown else "",
        width=width,
        height=round(speaker.height * width / speaker.width) if speaker.width else 0,
    )
