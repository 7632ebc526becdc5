"""The box at the head of an activity's page: seats left, the next session, and the ways in. Drawn by hand."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.desks.public.wording import address, cost, day, hours
from mueang.ui.templatetags.ui import icon
from mueang.ui.words import current_language, in_language, number

if TYPE_CHECKING:
    from mueang.apps.catalog.queries import Card

_BOX = (
    '<div class="card row between"><div><p class="card-title"><strong>{seats}</strong> · {cost}</p>'
    '<ul class="meta">{lines}</ul></div><div class="row">{ways}</div></div>'
)
_LINE = "<li>{}{}</li>"
_WAY = '<a class="button{}" href="{}">{}{}</a>'


def draw_seat_box(card: Card, *, city: str) -> SafeString:
    """Seats and how to get one. Each text of a row is escaped."""
    language = current_language()
    box = _BOX.format(
        seats=_seats(card, language),
        cost=escape(cost(card.cost_satang, language)),
        lines="".join(_lines(card, language)),
        ways="".join(_ways(card, city, language)),
    )
    return mark_safe(box)  # noqa: S308 -- escaped


def draw_join_bar(card: Card, *, city: str) -> SafeString:
    """The bar that stays in sight; empty where nobody can join."""
    if not card.is_open:
        return SafeString("")
    language = current_language()
    way = f"{_words(language)['wait' if card.is_full else 'take']} · {escape(cost(card.cost_satang, language))}"
    link = _WAY.format(" accent wide", address("public:join", city, card.slug, language=language), icon("seat"), way)
    return mark_safe(f'<div class="join-bar no-print">{link}</div>')  # noqa: S308 -- escaped


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, str]:
    """The words of the language that is active."""
    del language
    words = {
        "drawn": _("Seats are shared by wishes and a draw"),
        "closed": _("Joining is closed"),
        "full": _("All seats are taken"),
        "next": _("Next session"),
        "round": _("See the round"),
        "wait": _("Join the waiting list"),
        "take": _("Take a seat"),
        "calendar": _("Add to my calendar"),
    }
    return {key: escape(word) for key, word in words.items()}


def _seats(card: Card, language: str) -> str:
    words = _words(language)
    if card.seats_are_drawn:
        return words["drawn"]
    if not card.is_open:
        return words["closed"]
    return words["full"] if card.is_full else _left(card.seats_left, card.seats, language)


@lru_cache(maxsize=1_024)
def _left(n_left: int, n_seats: int, language: str) -> str:
    del language
    words = ngettext("%(n)s seat left of %(total)s", "%(n)s seats left of %(total)s", n_left)
    return escape(words % {"n": n_left, "total": number(n_seats)})


def _lines(card: Card, language: str) -> list[str]:
    lines = []
    if meets := card.next_session:
        day_of, hours_of = day(meets.starts_at, "weekday", language), hours(meets.starts_at, meets.ends_at, language)
        lines.append(_LINE.format(icon("calendar"), f"{_words(language)['next']}: {escape(day_of)} {escape(hours_of)}"))
    place = card.place
    lines.append(_LINE.format(icon("map-pin"), escape(in_language(language, place.name_th, place.name_en))))
    if card.is_open and (until := card.enroll_until):
        said = _("join by %(day)s %(time)s") % {
            "day": day(until, "weekday", language),
            "time": hours(until, None, language),
        }
        lines.append(_LINE.format(icon("clock"), escape(said)))
    return lines


def _ways(card: Card, city: str, language: str) -> list[str]:
    words, calendar = _words(language), address("public:calendar", city, card.slug, language=language)
    ways = [_WAY.format("", calendar, icon("calendar"), words["calendar"])]
    if card.seats_are_drawn:
        there = address("public:round_of", city, card.slug, language=language)
        return [_WAY.format(" accent", there, icon("seat"), words["round"]), *ways]
    if card.is_open:
        tone, word = (" primary", words["wait"]) if card.is_full else (" accent", words["take"])
        there = address("public:join", city, card.slug, language=language)
        return [_WAY.format(tone, there, icon("seat"), word), *ways]
    return ways
