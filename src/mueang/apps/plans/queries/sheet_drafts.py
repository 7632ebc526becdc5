"""What the rows of a workbook say of each activity, and which cell says what cannot be taken over."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.plans.enums import Category
from mueang.apps.plans.models import Activity, FundingSource, WorkPlan
from mueang.apps.plans.queries.sheet_reading import KEY, MONTHS, TITLE
from mueang.apps.plans.rules import workers_of
from mueang.lib.fields import HOW_TO_WRITE_A_DAY, WRONG_DAY
from mueang.methods.thai import DateError, arabic_digits, normalise, number_in, parse_date, parse_date_range
from mueang.methods.thai.months import month_number

SATANG = 100
MOST_SATANG = 10**13
MOST_PEOPLE = 10_000_000
SPLIT = re.compile(r"[,;/\n]|\s{2,}")
# "ต.ค. 66 - มี.ค. 2567", with or without its years.
MONTH_SPAN = re.compile(r"^([^\d]+?)\s*(\d{2}|\d{4})?\s*(?:[-–—]|ถึง|to)\s*([^\d]+?)\s*(\d{2}|\d{4})?$", re.IGNORECASE)
LONGEST = {TITLE: 200, "title_en": 200, "aim": 2000, "for_whom": 200, "expected": 2000}


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is not taken over, and why; with `refuses` the whole activity is not."""

    address: str
    sentence: str
    refuses: bool = False


@dataclass(slots=True)
class Draft:
    """One activity of the workbook: what its rows say of it, the first that says something; what is not said stays."""

    key: str
    row: int
    title: str
    said: dict[str, Any] = field(default_factory=dict)
    places: list[Any] | None = None
    milestones: dict[str, date] = field(default_factory=dict)
    money: dict[tuple[int, str], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    name_at: str = ""
    days_at: str = ""


class Known:
    """What cells may name: people, neighbourhoods, sources and groups of expenses, by each of their names."""

    def __init__(self, plan: WorkPlan, *, today: date) -> None:
        self.plan, self.today = plan, today
        self.people = {_fold(str(row)): row for row in workers_of(plan.city)} | {_fold(str(plan.owner)): plan.owner}
        self.places = {
            _fold(name): row
            for row in plan.city.neighbourhoods.all()
            for name in (row.code, row.name_en, row.name_th)
            if name
        }
        self.sources: dict[str, FundingSource] = {
            _fold(name): row for row in plan.city.funding_sources.all() for name in (row.name_en, row.name_th) if name
        }
        self.categories: dict[str, str] = {}
        for language in ("en", "th"):
            with translation.override(language):
                self.categories |= {_fold(str(label)): value for value, label in Category.choices}


def drafts_of(lines: Iterable[Mapping[str, Any]], *, known: Known) -> list[Draft]:
    """Rows of one activity taken together, by its key or else its title: five rows may say five budget lines of it."""
    drafts: dict[str, Draft] = {}
    for line in lines:
        cells: Mapping[str, list[str]] = line["cells"]
        key, title = _cell(cells, KEY), _cell(cells, TITLE)
        name = key or _fold(title)
        if not name:
            draft = Draft(
                "", line["row"], "", faults=[Fault(_address(cells), _("The activity has no name."), refuses=True)]
            )
            drafts[f"row {line['row']} {len(drafts)}"] = draft
            continue
        draft = drafts.setdefault(name, Draft(key, line["row"], title, name_at=_address(cells)))
        _read(draft, cells, known)
    return list(drafts.values())


def _read(draft: Draft, cells: Mapping[str, list[str]], known: Known) -> None:
    for name, most in LONGEST.items():
        text = _cell(cells, name)
        if len(text) > most:
            _fault(draft, cells, name, _("Longer than %(n)s letters.") % {"n": most})
        elif text:
            draft.said.setdefault(name, text)
    _read_days(draft, cells, known)
    _read_people(draft, cells, known)
    _read_places(draft, cells, known)
    _read_milestone(draft, cells, known)
    _read_money(draft, cells, known)


def _read_days(draft: Draft, cells: Mapping[str, list[str]], known: Known) -> None:
    for name in ("starts_on", "ends_on"):
        day = _day(draft, cells, name, known)
        if day is not None:
            draft.said.setdefault(name, day)
    span = _cell(cells, "days")
    if span and "starts_on" not in draft.said:
        found = _months_of(span, known.plan) or _two_days(draft, cells, span, known)
        if found is not None:
            draft.said["starts_on"], draft.said["ends_on"] = found
    marked = [int(name.removeprefix("month_")) for name in MONTHS if name in cells]
    if marked and "starts_on" not in draft.said:
        months = sorted((number - 10) % 12 for number in marked)
        draft.said["starts_on"] = _first_of((months[0] + 9) % 12 + 1, known.plan)
        draft.said["ends_on"] = _last_of((months[-1] + 9) % 12 + 1, known.plan)
    said_at = next((cells[name][1] for name in ("starts_on", "ends_on", "days", *MONTHS) if name in cells), "")
    draft.days_at = draft.days_at or said_at
    starts, ends = draft.said.get("starts_on"), draft.said.get("ends_on")
    if starts and ends and starts > ends:
        where = "ends_on" if "ends_on" in cells else "days"
        _fault(draft, cells, where, _("This is before the first day."), refuses=True)


def _day(draft: Draft, cells: Mapping[str, list[str]], name: str, known: Known) -> date | None:
    text = _cell(cells, name)
    if not text:
        return None
    try:
        return parse_date(text, today=known.today)
    except DateError as error:
        _fault(draft, cells, name, str(WRONG_DAY.get(error.code, HOW_TO_WRITE_A_DAY)))
        return None


def _two_days(draft: Draft, cells: Mapping[str, list[str]], span: str, known: Known) -> tuple[date, date] | None:
    try:
        return parse_date_range(span, today=known.today)
    except DateError:
        _fault(draft, cells, "days", _("Write it like ต.ค. 2569 - มี.ค. 2570, or 1/11/2569 - 31/3/2570."))
        return None


def _months_of(span: str, plan: WorkPlan) -> tuple[date, date] | None:
    """From the first day of one month to the last of another; a month without a year is that of the budget year."""
    found = MONTH_SPAN.match(arabic_digits(span).strip())
    if found is None:
        number = month_number(arabic_digits(span))
        return (_first_of(number, plan), _last_of(number, plan)) if number else None
    first, last = month_number(found[1]), month_number(found[3])
    if not first or not last:
        return None
    starts, ends = _first_of(first, plan), _last_of(last, plan)
    if found[2] and found[4]:
        starts = starts.replace(year=_year(found[2]))
        ends = date(_year(found[4]), last, calendar.monthrange(_year(found[4]), last)[1])
    return starts, ends


def _year(text: str) -> int:
    """Two digits are of the Buddhist era, as on every form."""
    year = int(text) + (2500 if len(text) == 2 else 0)
    return year - 543 if year >= 2400 else year


def _first_of(month: int, plan: WorkPlan) -> date:
    return date(plan.year - (month > 9), month, 1)


def _last_of(month: int, plan: WorkPlan) -> date:
    first = _first_of(month, plan)
    return first.replace(day=calendar.monthrange(first.year, month)[1])


def _read_people(draft: Draft, cells: Mapping[str, list[str]], known: Known) -> None:
    owner = _cell(cells, "owner")
    if owner and _fold(owner) in known.people:
        draft.said.setdefault("owner", known.people[_fold(owner)])
    elif owner:
        _fault(draft, cells, "owner", _("Nobody of this name works the plan here. The owner stays as it is."))
    text = _cell(cells, "n_people")
    if text:
        number = number_in(re.sub(r"\s*(คน|ราย|people|persons)$", "", text))
        if number is None or number != int(number) or not 0 <= number <= MOST_PEOPLE:
            _fault(draft, cells, "n_people", _("Write a number of people."))
        else:
            draft.said.setdefault("n_people", int(number))


def _read_places(draft: Draft, cells: Mapping[str, list[str]], known: Known) -> None:
    words = [word.strip() for word in SPLIT.split(_cell(cells, "places")) if word.strip()]
    unknown = [word for word in words if _fold(word) not in known.places]
    if unknown:
        _fault(
            draft, cells, "places", _("No neighbourhood has this name: %(word)s") % {"word": ", ".join(unknown)[:80]}
        )
    elif words:
        draft.places = draft.places or [known.places[_fold(word)] for word in words]


def _read_milestone(draft: Draft, cells: Mapping[str, list[str]], known: Known) -> None:
    title = _cell(cells, "milestone")
    if not title:
        return
    day = _day(draft, cells, "due_on", known)
    if len(title) > LONGEST[TITLE]:
        _fault(draft, cells, "milestone", _("Longer than %(n)s letters.") % {"n": LONGEST[TITLE]})
    elif day is not None:
        draft.milestones[title] = day
    elif "due_on" not in cells:
        _fault(draft, cells, "milestone", _("The milestone has no day: it is not taken over."))


def _read_money(draft: Draft, cells: Mapping[str, list[str]], known: Known) -> None:
    text = _cell(cells, "amount")
    if not text or text in {"-", "–"}:
        return
    amount = number_in(re.sub(r"\s*(บาท|baht)$|^฿", "", text))
    if amount is None or not 0 <= amount * SATANG <= MOST_SATANG or amount * SATANG != int(amount * SATANG):
        _fault(draft, cells, "amount", _("Write an amount in baht."))
        return
    source, category = known.sources.get(_fold(_cell(cells, "source"))), _cell(cells, "category")
    if source is None:
        where = "source" if "source" in cells else "amount"
        _fault(
            draft,
            cells,
            where,
            _("No source of money has this name. Write the source down first; this money is left out."),
        )
    elif category and _fold(category) not in known.categories:
        _fault(draft, cells, "category", _("No group of expenses has this name; this money is left out."))
    else:
        place = (source.pk, known.categories.get(_fold(category), Category.OTHER))
        draft.money[place] = int(Decimal(amount) * SATANG)


def activity_of_draft(draft: Draft, activities: Iterable[Activity]) -> Activity | None:
    """The activity of the plan that the workbook means: by its key, else by its name."""
    rows = list(activities)
    by_key = next((row for row in rows if draft.key and str(row.uuid) == draft.key), None)
    return by_key or next((row for row in rows if _fold(row.title_th) == _fold(draft.title)), None)


def _cell(cells: Mapping[str, list[str]], name: str) -> str:
    return cells[name][0] if name in cells else ""


def _address(cells: Mapping[str, list[str]]) -> str:
    return next((address for _text, address in cells.values()), "")


def _fault(draft: Draft, cells: Mapping[str, list[str]], name: str, sentence: str, *, refuses: bool = False) -> None:
    address = cells[name][1] if name in cells else _address(cells)
    draft.faults.append(Fault(address, sentence, refuses))


def _fold(text: str) -> str:
    return "".join(normalise(text).split())
