"""What is known of every pupil of a city as of one day, as columns of numbers: what is not known is not a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from mueang.apps.flags.enums import COMPARED, FactKind, Variable
from mueang.apps.flags.models import PupilFact
from mueang.apps.flags.queries.schooling import Pupils, pupils_of
from mueang.apps.network.models import City
from mueang.apps.registers.models import PupilYear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mueang.methods.register import Measures

    Column = NDArray[np.float64]

WINDOW_DAYS = 20
# Fewer marked days than these say nothing about a rate; where most of a school has so few, its term has just begun.
LEAST_DAYS, TERM_IS_UNDER_WAY = 5, 10
OF_REGISTER = (
    Variable.ABSENCE_4_WEEKS,
    Variable.ABSENCE_YEAR,
    Variable.UNEXCUSED_YEAR,
    Variable.DAYS_IN_A_ROW,
    Variable.WORSENING,
    Variable.LATE_YEAR,
)


@dataclass(frozen=True, slots=True)
class Features:
    """`columns` by variable, `counts` of days (absent, of) behind a rate, one number a pupil in the order of `pupils`.

    `silent`: the whole school recorded nothing lately; that is asked of the school, not of each child at home.
    """

    pupils: Pupils
    columns: Mapping[str, Column]
    counts: Mapping[str, tuple[NDArray[np.uint16], NDArray[np.uint16]]]
    silent: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.pupils.ids)


def features_of(city: City, *, as_of: date) -> Features:
    """Three statements however many pupils. Nothing later than `as_of` is looked at, so it may lie in the past."""
    import numpy as np

    pupils = pupils_of(city, as_of=as_of)
    measures = _measures(city, pupils, as_of=as_of)
    columns = _of_registers(measures) | dict(pupils.columns)
    for kind, said in _facts(city, pupils, as_of=as_of).items():
        known = columns.get(kind)
        columns[kind] = said if known is None else np.where(np.isnan(said), known, said)
    counts = {
        Variable.ABSENCE_4_WEEKS.value: (measures.window_absent, measures.window_days),
        Variable.ABSENCE_YEAR.value: (measures.n_absent, measures.n_days),
        Variable.UNEXCUSED_YEAR.value: (measures.n_unexcused, measures.n_days),
    }
    silent = _forget_the_unrecorded(columns, measures, schools=pupils.schools)
    return Features(pupils=pupils, columns=columns, counts=counts, silent=silent)


def _measures(city: City, pupils: Pupils, *, as_of: date) -> Measures:
    import numpy as np

    from mueang.methods.register import BLOB_BYTES, SchoolYear, features, from_bytes

    year = SchoolYear(pupils.school_year)
    place_of = {pupil: place for place, pupil in enumerate(pupils.ids)}
    packed = bytearray(BLOB_BYTES * len(pupils.ids))
    rows = PupilYear.objects.filter(city=city, school_year=pupils.school_year).order_by()
    for pupil, blob in rows.values_list("pupil_id", "packed"):
        place = place_of.get(pupil)
        if place is not None:
            packed[place * BLOB_BYTES : (place + 1) * BLOB_BYTES] = blob
    pages = from_bytes(packed) if pupils.ids else np.zeros((0, 12, 4), np.uint32)
    return features(pages, window_days=WINDOW_DAYS, as_of=min(as_of, year.last_day))


def _of_registers(measures: Measures) -> dict[str, Column]:
    recent = _percent(measures.recent_absent, measures.recent_days)
    earlier = _percent(measures.earlier_absent, measures.earlier_days)
    return {
        Variable.ABSENCE_4_WEEKS.value: _percent(measures.window_absent, measures.window_days),
        Variable.ABSENCE_YEAR.value: _percent(measures.n_absent, measures.n_days),
        Variable.UNEXCUSED_YEAR.value: _percent(measures.n_unexcused, measures.n_days),
        Variable.DAYS_IN_A_ROW.value: measures.current_run.astype("float64"),
        Variable.WORSENING.value: recent - earlier,
        Variable.LATE_YEAR.value: _percent(measures.n_late, measures.n_days - measures.n_absent),
    }


def _percent(part: NDArray[np.uint16], whole: NDArray[np.uint16]) -> Column:
    """From counts, so that 2 of 20 days is ten and not a little less; too few days say nothing."""
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        rate: Column = part.astype(np.float64) * 100 / whole
    rate[whole < LEAST_DAYS] = np.nan
    return rate


def _forget_the_unrecorded(
    columns: dict[str, Column], measures: Measures, *, schools: Iterable[int]
) -> NDArray[np.bool_]:
    """Who has no mark of the last four weeks is unknown, whatever older marks say; tells which schools are silent."""
    import numpy as np

    names, school = np.unique(np.fromiter(schools, np.int64), return_inverse=True)
    recent, whole = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
    np.maximum.at(recent, school, measures.recent_days)
    np.maximum.at(whole, school, measures.window_days)
    unrecorded = measures.recent_days == 0
    for name in OF_REGISTER:
        columns[name][unrecorded] = np.nan
    columns[Variable.DAYS_IN_A_ROW][measures.n_days == 0] = np.nan
    silent: NDArray[np.bool_] = (recent == 0)[school] | (whole < TERM_IS_UNDER_WAY)[school]
    return silent


def _facts(city: City, pupils: Pupils, *, as_of: date) -> dict[str, Column]:
    """The latest fact of each kind up to the day; a household's facts are no older than two years."""
    import numpy as np

    place_of = {pupil: place for place, pupil in enumerate(pupils.ids)}
    # Those that are only compared are not even read here.
    kinds = [kind.value for kind in FactKind if kind not in COMPARED]
    columns = {kind: np.full(len(pupils.ids), np.nan) for kind in kinds}
    oldest = date(as_of.year - 2, as_of.month, 1)
    rows = PupilFact.objects.filter(
        Q(withdrawn_at=None), city=city, kind__in=kinds, as_of__gte=oldest, as_of__lte=as_of
    )
    for pupil, kind, value in rows.order_by("as_of", "pk").values_list("pupil_id", "kind", "value"):
        place = place_of.get(pupil)
        if place is not None:
            columns[kind][place] = value
    return columns
