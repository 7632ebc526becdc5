"""Sessions of an activity as lines: the next one to be seen, the others to be unfolded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mueang.apps.catalog.queries import SessionLine
from mueang.desks.public.wording import day, hours, label
from mueang.ui.templatetags.ui import badge, icon
from mueang.ui.words import current_language, in_language

# Filled in by hand and not by a template: a course has dozens. Every text of a row is escaped.
_LINE = "<li><strong>{day}</strong> · {hours}{cancelled}<br>{about}{room}{where}</li>"
_MODE = ' <small class="muted">({})</small>'


@dataclass(slots=True)
class Folded:
    """Drawn lines; `n_rest` is how many are folded away."""

    first: SafeString
    rest: SafeString
    n_rest: int


def folded(sessions: tuple[SessionLine, ...], *, now: datetime) -> Folded:
    """The next session first; where none is to come, the first there was."""
    coming = [line for line in sessions if not line.is_cancelled and line.ends_at > now]
    first = tuple(coming[:1]) or sessions[:1]
    rest = [line for line in sessions if line not in first]
    return Folded(_drawn(first), _drawn(rest), len(rest))


def _drawn(sessions: Iterable[SessionLine]) -> SafeString:
    language = current_language()
    return mark_safe("".join(_line(session, language) for session in sessions))  # noqa: S308 -- each is escaped


def _line(session: SessionLine, language: str) -> str:
    topic = in_language(language, session.topic_th, session.topic_en)
    mode = escape(label(session.mode, language))
    place = session.place
    where = f" · {icon('map-pin')}{escape(in_language(language, place.name_th, place.name_en))}" if place else ""
    room = in_language(language, session.room_th, session.room_en)
    cancelled = " " + badge(_("Cancelled"), "bad") if session.is_cancelled else ""
    return _LINE.format(
        day=escape(day(session.starts_at, "weekday", language)),
        hours=escape(hours(session.starts_at, session.ends_at, language)),
        cancelled=cancelled,
        about=escape(topic) + _MODE.format(mode) if topic else mode,
        room=f" · {icon('seat')}{escape(room)}" if room else "",
        where=where,
    )
