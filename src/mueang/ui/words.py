"""How dates, hours, money and distances read in the visitor's language."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from mueang.methods.thai import Period, format_date, format_date_range, format_phone, to_buddhist_era

NOTHING = "–"
Said = TypeVar("Said", str, tuple[str, ...])
Style = Literal["short", "long", "weekday", "full", "month"]
# Looked up one by one: a page shows a dozen days, and a list of seven would be translated for each.
_WEEKDAYS = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
_WEEKDAYS_SHORT = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)


def current_language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def in_language(language: str, thai: Said, english: Said) -> Said:
    """One of two texts (or lists of them), in the language or else the one there is."""
    return thai or english if language == "th" else english or thai


def thai_date(value: date | datetime | None, style: Style = "short") -> str:
    """The day in words: Buddhist era in Thai, the common era elsewhere."""
    if not value:
        return NOTHING
    day = _local(value).date() if isinstance(value, datetime) else value
    length: Literal["short", "long"] = "short" if style in {"short", "weekday"} else "long"
    words = format_date(day, language=current_language(), style=length)
    if style == "month":
        return words.partition(" ")[2] or day.isoformat()[:7]
    if style == "weekday":
        return f"{gettext(_WEEKDAYS_SHORT[day.weekday()])} {words}"
    return f"{gettext(_WEEKDAYS[day.weekday()])} {words}" if style == "full" else words


def shown_year(value: int | date) -> int:
    """A year as shown: 2566 in Thai for 2023."""
    day = value if isinstance(value, date) else date(value, 7, 1)
    return to_buddhist_era(day) if current_language() == "th" else day.year


def period(value: Period) -> str:
    """2566, ปีงบประมาณ 2567, ปีการศึกษา 2566, or the days; in English with the common era."""
    kind = value.kind
    year = shown_year(value.named_year(kind))
    if kind == "year":
        return str(year)
    if kind == "fiscal_year":
        return gettext("budget year %(year)s") % {"year": year}
    if kind == "school_year":
        return gettext("school year %(year)s") % {"year": year}
    return format_date_range(value.starts_on, value.ends_on, language=current_language())


def clock(start: datetime | time | None, end: datetime | time | None = None) -> str:
    """`09:00 น.`, or the span `09:00–12:00 น.`"""
    if start is None:
        return NOTHING
    span = _hour(start) if end is None else f"{_hour(start)}–{_hour(end)}"
    return f"{span} น." if current_language() == "th" else span


def moment(value: datetime | None) -> str:
    return f"{thai_date(value)} {clock(value)}" if value else NOTHING


def number(value: float | Decimal | None) -> str:
    """Grouped by thousands; a fraction keeps one digit."""
    if value is None:
        return NOTHING
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def baht(satang: int | None) -> str:
    if satang is None:
        return NOTHING
    sign, amount = "-" if satang < 0 else "", Decimal(abs(satang)) / 100
    return f"{sign}฿{amount:,.0f}" if satang % 100 == 0 else f"{sign}฿{amount:,.2f}"


def price(satang: int | None) -> str:
    return gettext("Free of charge") if satang == 0 else baht(satang)


def minutes(value: int | None) -> str:
    """`1 ชม. 30 นาที`"""
    if value is None:
        return NOTHING
    hours, rest = divmod(int(value), 60)
    parts = [ngettext("%(n)s hr", "%(n)s hr", hours) % {"n": number(hours)}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(n)s min", "%(n)s min", rest) % {"n": rest})
    return " ".join(parts)


def percent(ratio: float | None) -> str:
    return NOTHING if ratio is None else f"{ratio * 100:.0f}%"


def distance(metres: float | None) -> str:
    if metres is None:
        return NOTHING
    if metres < 1000:
        return gettext("%(n)s m") % {"n": int(round(metres, -1))}
    return gettext("%(n)s km") % {"n": f"{metres / 1000:.1f}"}


def phone(value: str | None) -> str:
    """A number in international or national form, as people write it."""
    digits = (value or "").strip()
    return format_phone(f"+66{digits[1:]}" if digits.startswith("0") and digits.isdigit() else digits)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _hour(value: datetime | time) -> str:
    return f"{_local(value) if isinstance(value, datetime) else value:%H:%M}"
