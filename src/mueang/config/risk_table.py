"""Which column of anybody's table is the label, the time, the place, a group or a predictor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mueang.lib.typed_table import TypedTable, is_known, number_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Looked for in this order: the school first, then areas from small to large.
PLACES = (
    r"school|โรงเรียน|สถานศึกษา",
    r"neighbou?rhood|village|ชุมชน|หมู่บ้าน",
    r"tambon|sub-?district|ตำบล",
    r"amphoe|district|อำเภอ",
    r"area|region|province|จังหวัด",
)
IDENTIFIERS = re.compile(r"(?i)(^|[^a-z])(id|uuid|key|name|rownames?|no)([^a-z]|$)|^$|รหัส|เลขที่|ชื่อ")
MOST_DISTINCT = 0.5
FEW_WORDS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    label: str
    positive: list[str]
    time: str | None = None
    cut: str | None = None
    group: list[str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The table parted: what predicts, what is foretold, what is compared; and what was left out and why."""

    asked: Asked
    features: dict[str, NDArray[Any]]
    label: NDArray[Any]
    is_later: NDArray[Any] | None
    groups: dict[str, NDArray[Any]]
    place: str | None
    places: NDArray[Any] | None
    left_out: dict[str, str]
    remarks: list[str]


def prepare(table: TypedTable, asked: Asked) -> Given:
    """Part the table as `asked`; raises RiskRefused where a column or value is not there."""
    import numpy as np  # heavy, and wanted here only

    from mueang.methods.risk import RiskRefused

    _check_columns(table, asked)
    label, has_label = _label(table, asked)
    usable = np.array(has_label)
    later = None
    if asked.time is not None and asked.cut is not None:
        later_of = _later(table.words[asked.time], asked.cut)
        usable &= np.array([one is not None for one in later_of])
        later = np.array([bool(one) for one in later_of])[usable]
        if later.all() or not later.any():
            side = "before" if later.all() else "from"
            raise RiskRefused(f"{asked.time}: no row {side} {asked.cut!r}, so there is no past and later to part")
    remarks = list(table.remarks)
    if not usable.all():
        remarks.append(f"{int((~usable).sum())} rows without a label or a time are left out")
    columns = {name: values[usable] for name, values in table.columns.items()}
    left_out = dict.fromkeys(asked.drop, "asked to drop")
    left_out |= {asked.label: "the label"} | ({asked.time: "the time"} if asked.time else {})
    features = {}
    for name, values in columns.items():
        why = left_out.get(name) or _useless(name, values, is_group=name in asked.group)
        if why:
            left_out[name] = why
        else:
            features[name] = values
    if not features:
        raise RiskRefused("no column is left to predict by")
    place = asked.place or _place_among(columns, but={asked.label, asked.time})
    return Given(
        asked=asked,
        features=features,
        label=np.array(label)[usable],
        is_later=later,
        groups={name: columns[name] for name in asked.group},
        place=place,
        places=columns[place] if place else None,
        left_out=left_out,
        remarks=remarks,
    )


def _check_columns(table: TypedTable, asked: Asked) -> None:
    from mueang.methods.risk import RiskRefused

    named = [asked.label, asked.time, asked.place, *asked.group, *asked.drop]
    unknown = sorted({name for name in named if name is not None and name not in table.columns})
    if unknown:
        raise RiskRefused(f"no column {', '.join(unknown)}; there are {', '.join(table.columns)}")
    if (asked.time is None) != (asked.cut is None):
        raise RiskRefused("--time and --cut go together: rows from --cut on are judged, earlier ones learned from")
    if asked.label in asked.group:
        raise RiskRefused(f"{asked.label} is the label and cannot be a group")


def _label(table: TypedTable, asked: Asked) -> tuple[list[bool], list[bool]]:
    """(has the outcome, is known) of each row."""
    from mueang.methods.risk import RiskRefused

    words = table.words[asked.label]
    met = {word: any(_same(word, wanted) for wanted in asked.positive) for word in set(words)}
    for wanted in asked.positive:
        if not any(_same(word, wanted) for word in met):
            some = ", ".join(sorted(word for word in met if word)[:10])
            raise RiskRefused(f"{asked.label}: no row has {wanted!r}; there are {some}")
    return [met[word] for word in words], [met[word] or is_known(word) for word in words]


def _same(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    number = number_of(word)
    return number is not None and number == number_of(wanted)


def _later(words: list[str], cut: str) -> list[bool | None]:
    """Whether each time is `cut` or later: as numbers or dates if all are, else as words; None where not known."""
    known = [word if is_known(word) else None for word in words]
    limit = number_of(cut)
    numbers = {word: number_of(word) for word in set(known) if word is not None}
    if limit is not None and all(number is not None for number in numbers.values()):
        return [None if word is None else (numbers[word] or 0.0) >= limit for word in known]
    return [None if word is None else word >= cut for word in known]


def _useless(name: str, values: NDArray[Any], *, is_group: bool) -> str | None:
    """Why a column cannot predict: it names rows, or always says the same."""
    import numpy as np

    from mueang.methods.risk import is_forbidden

    if is_group and is_forbidden(name, values):
        return "religion or ethnicity: compared, never a predictor"
    distinct = len(np.unique(values))
    if distinct < 2:
        return "always the same"
    if values.dtype.kind == "U" and distinct > max(FEW_WORDS, MOST_DISTINCT * len(values)):
        return "nearly every row has another word"
    if IDENTIFIERS.search(name) and distinct > 0.9 * len(values):
        return "names the rows"
    return None


def _place_among(columns: dict[str, NDArray[Any]], *, but: set[str | None]) -> str | None:
    for pattern in PLACES:
        for name, values in columns.items():
            if name not in but and re.search(rf"(?i)(^|[^a-z])({pattern})([^a-z]|$)", name.replace("_", " ")):
                return name if len(set(values.tolist())) > 1 else None
    return None
