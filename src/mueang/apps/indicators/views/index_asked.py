"""What an address asks of an index: units, indicators and choices, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from mueang.apps.indicators.enums import UnitsOf
from mueang.apps.indicators.forms.indices import IndexForm, config_of
from mueang.apps.indicators.queries.indices import IndexTable, table_for
from mueang.apps.indicators.queries.made_indices import Judged, MadeIndex, judged, make_index, ranked
from mueang.ui.words import shown_year

# Weights go from nothing to so many times as much as the others.
MOST_TIMES = 4
FACTORS = {
    "impute": _("what is done where nobody measured"),
    "treat": _("what is done with figures far from the rest"),
    "normalise": _("how figures are put on one scale"),
    "weigh": _("how weights are found"),
    "aggregate": _("how figures are brought together"),
    "weights": _("the weights themselves"),
}


@dataclass(slots=True)
class Answer:
    """The index an address asks for, or why it cannot be made."""

    form: IndexForm
    units_of: str
    table: IndexTable | None
    made: MadeIndex | None = None
    judged: Judged | None = None
    refused: str = ""
    goalposts: list[dict[str, Any]] = field(default_factory=list)
    most_weight: float = MOST_TIMES


def answer(
    request: HttpRequest,
    *,
    city: Any,
    address: QueryDict,
    setup: Any = None,
    with_judgement: bool,
) -> Answer:
    """Make what is asked; a table of one's own is that of `setup`."""
    units_of = setup.units_of if setup else address.get("of") or UnitsOf.COMMUNITIES
    codes = address.getlist("i") or None
    year = int(said) if (said := address.get("year", "")).isdigit() else None
    table = None
    if units_of != UnitsOf.WORKBOOK:
        table = table_for(viewer=request.user, city=city, units_of=units_of, year=year, codes=codes)
    years = [(one, str(shown_year(one))) for one in table.years] if table else []
    form = IndexForm(address, years=years, weigh="equal" if table else "meta")
    found = Answer(form, units_of, table)
    data, meta = (setup.data, setup.meta) if table is None else (table.data, table.meta)
    names = dict(zip(meta.get("iCode", []), meta.get("iName") or meta.get("iCode", []), strict=False))
    kinds = meta.get("Level") or [1] * len(names)
    own = [code for code, level in zip(names, kinds, strict=False) if str(level).strip() in {"1", "1.0"}]
    if table is not None and (len(table.units) < 2 or not table.indicators):
        return found
    form.is_valid()
    config = config_of(
        form.cleaned_data,
        {key: str(value) for key, value in address.items()},
        codes=own,
        weigh="meta" if table is None else "equal",
    )
    found.goalposts = [
        {"code": code, "name": names[code], **{key: address.get(f"{key}-{code}", "") for key in ("lo", "hi", "log")}}
        for code in own
    ]
    _make(found, data=data, meta=meta, config=config, with_judgement=with_judgement)
    return found


def _make(
    found: Answer, *, data: Mapping[str, Any], meta: Mapping[str, Any], config: dict[str, Any], with_judgement: bool
) -> None:
    from mueang.methods.indicators import IndexRefused  # NumPy, for these pages alone

    try:
        index = make_index(data=data, meta=meta, config=config)
        found.made = ranked(index, config=config)
        found.most_weight = MOST_TIMES * max([1.0, *(line.weight for line in found.made.weights)])
        if all(line.weight <= MOST_TIMES for line in found.made.weights):
            found.most_weight = MOST_TIMES
        if with_judgement:
            found.judged = judged(index, config=config)
    except IndexRefused as refusal:
        found.refused = str(refusal)
