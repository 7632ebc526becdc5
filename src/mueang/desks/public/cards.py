"""Cards of activities with their words and addresses ready, so that drawing a page of them takes no time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mueang.apps.catalog.queries import InterestLine
from mueang.desks.public.wording import address, cost, day, seats, span
from mueang.ui.templatetags.ui import icon
from mueang.ui.words import current_language, distance, in_language


class Meets(Protocol):
    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


class Named(Protocol):
    @property
    def name_th(self) -> str: ...

    @property
    def name_en(self) -> str: ...


class Offered(Named, Protocol):
    """What a card needs to know of an activity."""

    @property
    def slug(self) -> str: ...

    @property
    def summary_th(self) -> str: ...

    @property
    def summary_en(self) -> str: ...

    @property
    def place(self) -> Named: ...

    @property
    def interests(self) -> tuple[InterestLine, ...]: ...

    @property
    def next_session(self) -> Meets | None: ...

    @property
    def starts_on(self) -> date: ...

    @property
    def cost_satang(self) -> int: ...

    @property
    def seats_left(self) -> int: ...

    @property
    def is_full(self) -> bool: ...

    @property
    def is_open(self) -> bool: ...

    @property
    def is_confirmed(self) -> bool: ...


# Markup of one card, filled in by hand and not by a template: a page holds dozens. Every text of a row is escaped.
_CARD = (
    '<article class="card linked">{tags}<h3 class="card-title"><a href="{href}">{name}</a></h3><p>{summary}</p>'
    '<ul class="meta"><li>{calendar}{when}</li><li>{pin}{place}</li></ul>'
    '<p class="card-foot row between"><strong>{price}</strong>{doubt}<span class="badge {tone}">{seats}</span></p>'
    "</article>"
)


def draw_cards(found: Iterable[Offered], *, city: str) -> SafeString:
    """Cards in the reader's language, one after the other."""
    language = current_language()
    marks = {"calendar": icon("calendar"), "pin": icon("map-pin")}
    return mark_safe("".join(_card(card, city=city, marks=marks, language=language) for card in found))  # noqa: S308 -- each is escaped


def _card(card: Offered, *, city: str, marks: Mapping[str, str], language: str) -> str:
    said, tone = seats(card.seats_left, is_open=card.is_open, language=language)
    metres: float | None = getattr(card, "metres", None)
    place = in_language(language, card.place.name_th, card.place.name_en)
    return _CARD.format(
        tags=_tags(card.interests, language),
        href=address("public:offering", city, card.slug, language=language),
        name=escape(in_language(language, card.name_th, card.name_en)),
        summary=escape(in_language(language, card.summary_th, card.summary_en)),
        when=escape(_when(card.next_session, card.starts_on, language)),
        place=escape(place if metres is None else f"{place} · {distance(metres)}"),
        price=escape(cost(card.cost_satang, language)),
        doubt="" if card.is_confirmed else _doubt(language),
        seats=escape(said),
        tone=tone,
        **marks,
    )


@lru_cache(maxsize=1_024)
def _tags(interests: tuple[InterestLine, ...], language: str) -> SafeString:
    drawn = ((icon(one.icon), in_language(language, one.name_th, one.name_en)) for one in interests)
    items = format_html_join("", "<li>{}{}</li>", drawn)
    return format_html('<ul class="meta">{}</ul>', items) if items else SafeString("")


@lru_cache(maxsize=8)
def _doubt(language: str) -> SafeString:
    del language
    return format_html('<span class="badge warn">{}</span>', _("Unconfirmed"))


def _when(meets: Meets | None, starts_on: date, language: str) -> str:
    return span(meets.starts_at, meets.ends_at, language) if meets else day(starts_on, "weekday", language)
