"""Packed child-years read from the database in one pass, for a school, a city or a nation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from mueang.apps.network.models import City
from mueang.apps.registers.models import PupilYear, School
from mueang.apps.registers.queries.months import BLOB_BYTES, N_MONTHS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 20_000
_TABLE = PupilYear._meta.db_table


@dataclass(frozen=True, slots=True)
class PackedYears:
    """Child n is pupil `pupil_ids[n]`, last at school `school_ids[n]`; `masks[n]` is (12, 4), as `methods.register`."""

    pupil_ids: NDArray[np.int64]
    school_ids: NDArray[np.int64]
    masks: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.pupil_ids)


def packed_years(*, school_year: int, city: City | None = None, school: School | None = None) -> PackedYears:
    """Every child's packed year of a school, of a city, or of all cities; the caller asks its own rule first.

    One counting and one reading statement, without models and without copying a child twice: a million children take
    about a second of processor time and 210 MB. In the order they were written, which keeps a school together.
    """
    import numpy as np  # twenty megabytes that a web worker only needs for a nightly question

    where, values = _where(school_year, city=city, school=school)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {_TABLE} WHERE {where}", values)  # noqa: S608 (our own table and words)
        most = cursor.fetchone()[0]
        keys = np.empty((2, most), np.int64)
        masks = np.empty((most, N_MONTHS, 4), "<u4")
        cursor.execute(f"SELECT pupil_id, school_id, packed FROM {_TABLE} WHERE {where}", values)  # noqa: S608 (as above)
        n = 0
        # A row written between the two statements waits for the next reading.
        while n < most and (rows := cursor.fetchmany(min(_AT_ONCE, most - n))):
            pupils, schools, blobs = zip(*rows, strict=True)
            keys[0, n : n + len(rows)] = pupils
            keys[1, n : n + len(rows)] = schools
            words = np.frombuffer(b"".join(blobs), "<u4")
            masks[n : n + len(rows)] = words.reshape(len(rows), N_MONTHS, BLOB_BYTES // N_MONTHS // 4)
            n += len(rows)
    return PackedYears(keys[0, :n], keys[1, :n], masks[:n].view(np.uint32))


def _where(school_year: int, *, city: City | None, school: School | None) -> tuple[str, list[int]]:
    words, values = ["school_year = %s"], [school_year]
    for column, row in (("city_id", city), ("school_id", school)):
        if row is not None:
            words.append(f"{column} = %s")
            values.append(row.pk)
    return " AND ".join(words), values
