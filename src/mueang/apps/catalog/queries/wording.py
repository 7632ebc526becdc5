"""What those who have a seat are told of a change: drafted here in both languages, for the keeper to read and mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries.timetables import TimetableChange
from mueang.apps.places.models import Place
from mueang.ui.templatetags.ui import name
from mueang.ui.words import clock, thai_date

_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class Words:
    """One message in two languages; `request_key` tells a repeated press from a second change."""

    message_th: str
    message_en: str = ""
    request_key: str = ""


def words_of_session_change(
    session: Session, *, starts_at: datetime, ends_at: datetime, place: Place | None, request_key: str = ""
) -> Words:
    """A session gets another time or place; `place` is where it will meet, None at the offering's own."""
    offering, before = session.offering, session.place or session.offering.place
    after = place or offering.place

    def said() -> str:
        facts = {
            "activity": name(offering.program),
            "number": session.number,
            "before": _when(session.starts_at, session.ends_at),
            "after": _when(starts_at, ends_at),
            "place_before": name(before),
            "place": name(after),
        }
        moved = (session.starts_at, session.ends_at) != (starts_at, ends_at)
        lines = [_("%(activity)s, session %(number)s has changed.") % facts]
        lines += [_("Now: %(after)s (before: %(before)s)") % facts] if moved else [_("When: %(after)s") % facts]
        if after != before:
            lines += [_("Now at: %(place)s (before: %(place_before)s)") % facts]
        else:
            lines += [_("At: %(place)s") % facts]
        return _closed(lines, offering)

    return _both(said, request_key)


def words_of_place_change(offering: Offering, *, place: Place, request_key: str = "") -> Words:
    """The whole offering moves to another place."""

    def said() -> str:
        facts = {
            "activity": name(offering.program),
            "place": name(place),
            "place_before": name(offering.place),
        }
        lines = [
            _("%(activity)s has moved to another place.") % facts,
            _("Now at: %(place)s (before: %(place_before)s)") % facts,
        ]
        return _closed([*lines, place.address], offering)

    return _both(said, request_key)


def words_of_timetable(offering: Offering, change: TimetableChange, *, request_key: str = "") -> Words:
    """The days of an offering change."""

    def said() -> str:
        added = [(begin, end) for _on, begin, end in change.added]
        moves = [(move.session, move.starts_at, move.ends_at, None) for move in change.moves]
        return _closed(_new_days(offering, moves=moves, added=added, dropped=change.dropped), offering)

    return _both(said, request_key)


def words_of_partner_change(
    offering: Offering,
    *,
    moves: Sequence[tuple[Session, datetime, datetime, Place | None]],
    added: Sequence[tuple[datetime, datetime]],
    dropped: Sequence[Session],
    back: Sequence[Session],
) -> Words:
    """A partner's calendar changed several meetings at once, their places too; one change is said in its own words."""
    if len(moves) + len(added) + len(dropped) + len(back) == 1 and not added:
        if moves:
            session, starts_at, ends_at, place = moves[0]
            return words_of_session_change(session, starts_at=starts_at, ends_at=ends_at, place=place)
        return words_of_cancelled_session(dropped[0]) if dropped else words_of_session_back(back[0])

    def said() -> str:
        return _closed(_new_days(offering, moves=moves, added=added, dropped=dropped, back=back), offering)

    return _both(said, "")


def words_of_cancelled_session(session: Session, *, reason: str = "", request_key: str = "") -> Words:
    return _about_session(session, "cancelled", reason=reason, request_key=request_key)


def words_of_session_back(session: Session, *, request_key: str = "") -> Words:
    return _about_session(session, "back", request_key=request_key)


def words_of_cancelled_offering(offering: Offering, *, reason: str = "", request_key: str = "") -> Words:
    def said() -> str:
        facts = {"activity": name(offering.program), "day": thai_date(offering.starts_on, "long")}
        lines = [_("%(activity)s from %(day)s is cancelled. Nobody needs to come.") % facts]
        return _closed([*lines, reason], offering)

    return _both(said, request_key)


def words_of_offering_back(offering: Offering, *, request_key: str = "") -> Words:
    def said() -> str:
        facts = {"activity": name(offering.program)}
        return _closed([_("%(activity)s takes place after all. Your seat is still yours.") % facts], offering)

    return _both(said, request_key)


def _new_days(
    offering: Offering,
    *,
    moves: Sequence[tuple[Session, datetime, datetime, Place | None]],
    added: Sequence[tuple[datetime, datetime]],
    dropped: Sequence[Session],
    back: Sequence[Session] = (),
) -> list[str]:
    """A line for each day that changes, as many as one reads; a place is said where it is another one."""
    lines = [_("The days of %(activity)s have changed.") % {"activity": name(offering.program)}]
    for session, starts_at, ends_at, place in moves:
        facts = {"before": _when(session.starts_at, session.ends_at), "after": _when(starts_at, ends_at)}
        line = (_("%(before)s moves to %(after)s") if facts["before"] != facts["after"] else "%(after)s") % facts
        is_elsewhere = place is not None and place != (session.place or offering.place)
        lines.append(f"{line}, {name(place)}" if is_elsewhere else line)
    lines += [_("New: %(after)s") % {"after": _when(*span)} for span in added]
    lines += [_("Cancelled: %(before)s") % {"before": _when(row.starts_at, row.ends_at)} for row in dropped]
    lines += [_("Takes place after all: %(after)s") % {"after": _when(row.starts_at, row.ends_at)} for row in back]
    if len(lines) > _LONGEST_LIST:
        lines = [*lines[:_LONGEST_LIST], _("… and more: see the page of the activity.")]
    return lines


def _about_session(session: Session, what: str, *, reason: str = "", request_key: str = "") -> Words:
    offering = session.offering

    def said() -> str:
        facts = {
            "activity": name(offering.program),
            "number": session.number,
            "when": _when(session.starts_at, session.ends_at),
        }
        sentence = {
            "cancelled": _("%(activity)s, session %(number)s on %(when)s is cancelled."),
            "back": _("%(activity)s, session %(number)s on %(when)s takes place after all."),
        }[what]
        return _closed([sentence % facts, reason], offering)

    return _both(said, request_key)


def _both(said: Callable[[], str], request_key: str) -> Words:
    texts: Mapping[str, str] = {}
    for language in ("th", "en"):
        with translation.override(language):
            texts = {**texts, language: said()}
    return Words(texts["th"], texts["en"], request_key)


def _closed(lines: list[str], offering: Offering) -> str:
    """With whom to ask at the end, where the offering says it."""
    asking = _("Questions: %(contact)s") % {"contact": offering.contact} if offering.contact else ""
    return "\n".join(filter(None, [*lines, asking]))


def _when(starts_at: datetime, ends_at: datetime) -> str:
    return f"{thai_date(starts_at, 'full')} {clock(starts_at, ends_at)}"
