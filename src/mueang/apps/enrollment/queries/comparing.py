"""The officer's look before publishing, in words: who gains and loses, and what is promised to everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.enrollment.enums import RoundMethod, RoundState
from mueang.apps.enrollment.models import AllocationRound
from mueang.ui.words import moment


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One group with its cells, each beside its heading; None where the group is small."""

    label: str
    cells: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """One way of grouping people."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]

    @property
    def has_small(self) -> bool:
        return any(value is None for row in self.rows for _heading, value in row.cells)


def comparison_tables(row: AllocationRound) -> list[ComparisonTable]:
    """Nothing before the draw."""
    if not row.comparison:
        return []
    titles = {
        "all": _("Everybody"),
        "age": _("By age"),
        "neighbourhood": _("By neighbourhood"),
        "group": _("By kept seats"),
        "size": _("By size of the party"),
    }
    headings = (_("People"), _("Seats if first come"), _("Seats by the draw"), _("Better off"), _("Worse off"))
    dimensions = row.comparison["dimensions"]
    return [
        ComparisonTable(
            title=title,
            headings=headings,
            rows=tuple(
                ComparisonRow(_label(name, one["key"]), tuple(zip(headings, one["numbers"] or [None] * 5, strict=True)))
                for one in dimensions[name]
            ),
        )
        for name, title in titles.items()
        if dimensions.get(name)
    ]


def _label(name: str, key: str) -> str:
    if name == "all":
        return _("Everybody")
    if name == "size":
        return ngettext("%(n)d person", "%(n)d people", int(key)) % {"n": int(key)}
    if name == "group":
        return str(SeatGroup(key).label) if key else _("Without an invitation")
    if name == "neighbourhood":
        return key or _("Not told")
    return _age_words(key)


def _age_words(key: str) -> str:
    if not key:
        return _("Age not known")
    low, high = key.split("-")
    if low == "0":
        return _("Under %(age)d") % {"age": int(high) + 1}
    if int(high) > 120:
        return _("%(age)d and over") % {"age": int(low)}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def promises(row: AllocationRound) -> list[str]:
    """What holds for this outcome, a plain sentence each; nothing before the draw or if a check failed."""
    found = row.comparison
    if not found or found["n_broken"]:
        return []
    said = [
        _("No party is split, and no activity has more people than seats."),
        _("Nobody was turned away from a seat that stayed free for them."),
        _("Whoever was turned away finds only smaller parties, or people in kept seats, behind them in the order."),
    ]
    if row.method == RoundMethod.WISHES:
        said.append(_("Nobody was turned away from seats kept for their group in which their whole party fits."))
    n_passed_over = found["n_passed_over"]
    if not n_passed_over:
        return [*said, _("No party was passed over by several smaller ones.")]
    unavoidable = ngettext(
        "%(n)d party did not fit where several smaller ones behind it sit. With parties that cannot always be avoided.",
        "%(n)d parties did not fit where several smaller ones behind them sit. With parties that cannot always be"
        " avoided.",
        n_passed_over,
    )
    return [*said, unavoidable % {"n": n_passed_over}]


def has_a_fault(row: AllocationRound) -> bool:
    """Whether a check of the outcome failed: then it must not be published."""
    return bool(row.comparison and row.comparison["n_broken"])


def rounds_table(rows: Iterable[Any]) -> dict[str, Sequence[Any]]:
    """Headings and rows of the list of rounds, for a workbook."""
    headings = [_("Round"), _("State"), _("Wishes open"), _("Wishes close"), _("Activities"), _("Wish lists")]
    lines = [
        (
            one.name_th,
            RoundState(one.state).label,
            moment(one.opens_at),
            moment(one.closes_at),
            one.n_offerings,
            one.n_lists,
        )
        for one in rows
    ]
    return {"headings": headings, "rows": lines}
