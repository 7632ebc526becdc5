"""The facts of an activity as a list of terms, drawn by hand: as a template it took a third of its page's time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.catalog.enums import Delivery, TeachingRole
from mueang.desks.public.wording import address, amount, cost, day, duration, label
from mueang.ui.templatetags.ui import badge
from mueang.ui.words import NOTHING, current_language, in_language, number

if TYPE_CHECKING:
    from mueang.apps.catalog.models import KitLine
    from mueang.apps.catalog.queries import Card, InstructorName, OfferingPage

_FACT = "<div><dt>{}</dt><dd>{}</dd></div>"
_SMALL = '<small class="muted">{}</small>'
_LINK = '<a href="{}">{}</a>'


def draw_facts(page: OfferingPage, *, city: str) -> SafeString:
    """Every fact there is to say; those that say nothing are left out. Each text of a row is escaped."""
    language = current_language()
    said = _terms(language)
    facts = (_FACT.format(said[term], text) for term, text in _facts(page, city, language) if text)
    return mark_safe(f'<dl class="facts">{"".join(facts)}</dl>')  # noqa: S308 -- escaped


@lru_cache(maxsize=8)
def _terms(language: str) -> dict[str, str]:
    """The words of the language that is active."""
    del language
    terms = {
        "when": _("When"),
        "hours": _("Hours"),
        "age": _("Age"),
        "language": _("Taught in"),
        "instructors": _("Taught by"),
        "heritage": _("This lesson comes from"),
        "reserved": _("Reserved seats"),
        "cost_note": _("Note on the cost"),
        "waivers": _("Who pays less"),
        "access": _("Taking part"),
        "delivery": _("How it is held"),
        "kit": _("What is needed"),
        "contact": _("Ask"),
        "confirmed": _("Confirmed on"),
        "interests": _("Interests"),
    }
    return {term: escape(word) for term, word in terms.items()}


def _facts(page: OfferingPage, city: str, language: str) -> Iterator[tuple[str, str]]:
    card = page.card
    yield "when", _when(card, language)
    yield "hours", _hours(page, language) if page.total_minutes else ""
    yield "age", _ages(card.age_min, card.age_max, language)
    yield "language", escape(label(card.language, language))
    yield "instructors", ", ".join(_instructor(person, language) for person in page.instructors)
    yield "heritage", _heritage(page, city, language)
    yield "reserved", _reserved(card) if card.n_reserved else ""
    yield "cost_note", escape(in_language(language, page.cost_note_th, page.cost_note_en))
    yield "waivers", _waivers(page, language) if page.fee_waivers else ""
    yield "access", _access(page, language) if card.accessibility or page.access_note_th else ""
    yield "delivery", "" if card.delivery == Delivery.ONSITE else escape(label(card.delivery, language))
    yield "kit", _kit(page, language) if page.kit else ""
    yield "contact", escape(page.contact)
    yield "confirmed", _confirmed(page, language)
    yield "interests", _interests(card, city, language)


def _when(card: Card, language: str) -> str:
    days = dict.fromkeys((card.starts_on, card.ends_on))
    said = " – ".join(escape(day(one, "short", language)) for one in days)
    return f"{said}<br>{_sessions(card.n_sessions, language)}" if card.n_sessions else said


@lru_cache(maxsize=256)
def _sessions(n_sessions: int, language: str) -> str:
    del language
    return _SMALL.format(escape(ngettext("%(n)s session", "%(n)s sessions", n_sessions) % {"n": n_sessions}))


def _hours(page: OfferingPage, language: str) -> str:
    modes = (
        _SMALL.format(f"{escape(label(mode, language))} {escape(duration(n_minutes, language))}")
        for mode, n_minutes in page.minutes_by_mode
    )
    return "<br>".join((escape(duration(page.total_minutes, language)), *modes))


@lru_cache(maxsize=512)
def _ages(low: int | None, high: int | None, language: str) -> str:
    del language
    if high is None:
        return "" if low is None else escape(_("from %(low)s years") % {"low": low})
    if low is None:
        return escape(_("up to %(high)s years") % {"high": high})
    return escape(_("%(low)s to %(high)s years") % {"low": low, "high": high})


def _instructor(person: InstructorName, language: str) -> str:
    name = escape(in_language(language, person.name_th, person.name_en))
    if person.role == TeachingRole.LEAD:
        return name
    role = escape(label(person.role, language))
    return f"{name} {_SMALL.format(f'({role})')}"


def _heritage(page: OfferingPage, city: str, language: str) -> str:
    item = page.heritage
    if item is None:
        return ""
    name = escape(in_language(language, item.name_th, item.name_en))
    return _LINK.format(address("public:heritage_item", city, item.slug, language=language), name)


def _reserved(card: Card) -> str:
    why = _("Some seats are kept for people who would otherwise be left out. Ask whether one is for you.")
    return f"{number(card.n_reserved)}<br>{_SMALL.format(escape(why))}"


def _waivers(page: OfferingPage, language: str) -> str:
    lines = [
        f"{escape(label(one.group, language))}: {escape(cost(one.pays_satang, language))}" for one in page.fee_waivers
    ]
    how = escape(in_language(language, page.waiver_how_th, page.waiver_how_en))
    return "<br>".join([*lines, *([_SMALL.format(how)] if how else [])])


def _access(page: OfferingPage, language: str) -> str:
    supports = ", ".join(escape(label(one, language)) for one in page.card.accessibility)
    note = escape(in_language(language, page.access_note_th, page.access_note_en))
    return f"{supports}<br>{note}" if note else supports


def _kit(page: OfferingPage, language: str) -> str:
    return "<br>".join(_thing(line, language) for line in page.kit)


def _thing(line: KitLine, language: str) -> str:
    """One thing that is needed, who brings it, and what it costs."""
    how = [line.get_source_display(), *([amount(line.cost_satang, language)] if line.cost_satang else [])]
    thing = escape(in_language(language, line.name_th, line.name_en))
    return f"{thing} {_SMALL.format('(' + escape(', '.join(how)) + ')')}"


def _confirmed(page: OfferingPage, language: str) -> str:
    said = escape(day(page.verified_on, "short", language)) if page.verified_on else NOTHING
    return said if page.card.is_confirmed else f"{said} {badge(_doubt(language), 'warn')}"


@lru_cache(maxsize=8)
def _doubt(language: str) -> str:
    del language
    return _("Unconfirmed")


def _interests(card: Card, city: str, language: str) -> str:
    learn = _learn(city, language)
    return ", ".join(
        _LINK.format(f"{learn}?interest={escape(one.code)}", escape(in_language(language, one.name_th, one.name_en)))
        for one in card.interests
    )


@lru_cache(maxsize=64)
def _learn(city: str, language: str) -> str:
    del language
    return reverse("public:learn", args=[city])
