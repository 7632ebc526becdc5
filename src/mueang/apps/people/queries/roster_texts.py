"""The texts of one roster row, in which a national ID number lies sealed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping

from mueang.apps.people.enums import RosterField
from mueang.apps.people.models import RosterRow
from mueang.apps.people.queries.roster_columns import masked
from mueang.lib.sealed import seal, unseal

_SEAL = "roster-row"
_ID = RosterField.NATIONAL_ID


def texts_of(row: RosterRow) -> dict[str, str]:
    """The row's texts as they stand in the sheet or were typed since, a national ID number among them."""
    texts = dict(row.raw)
    if texts.get(_ID):
        texts[_ID] = unseal(b64decode(texts[_ID]), purpose=_SEAL, bound_to=_owner(row)).decode()
    return texts


def raw_of(row: RosterRow, texts: Mapping[str, str]) -> dict[str, str]:
    """What the row may keep of its texts: the number sealed, and no number in any other field."""
    raw = {name: text if name == _ID else masked(text) for name, text in texts.items()}
    if raw.get(_ID):
        raw[_ID] = b64encode(seal(raw[_ID].encode(), purpose=_SEAL, bound_to=_owner(row))).decode()
    return raw


def _owner(row: RosterRow) -> str:
    return f"{row.roster_id}:{row.number}"
