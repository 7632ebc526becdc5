"""What merging two persons would do, before anybody presses the button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mueang.apps.people.enums import RosterField
from mueang.apps.people.errors import CannotMerge, NotTheSameCity, PeopleRefused
from mueang.apps.people.models import Person
from mueang.methods.thai import format_phone

FILLED_WHERE_BLANK = (
    "prefix",
    "family_name",
    "name_en",
    "birth_on",
    "phone",
    "email",
    "organization_name",
    "position",
)
_LABELS = {name: RosterField(name).label for name in ("given_name", *FILLED_WHERE_BLANK)} | {
    "national_id_ending": RosterField.NATIONAL_ID.label
}


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One field of both rows and what will stand afterwards."""

    label: str
    kept: object
    merged: object
    result: object

    @property
    def is_different(self) -> bool:
        return bool(self.kept and self.merged and self.kept != self.merged)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The fields line by line, what moves, and why it may not be done, if it may not."""

    keep: Person
    merge: Person
    lines: list[MergeLine]
    n_guardianships: int
    n_consents: int
    n_requests: int
    refusal: PeopleRefused | None


def why_not_merge(*, keep: Person, merge: Person) -> PeopleRefused | None:
    """What forbids it, or None."""
    if keep.pk == merge.pk:
        return CannotMerge("itself")
    if keep.city_id != merge.city_id:
        return NotTheSameCity()
    if keep.national_id_hash and merge.national_id_hash and keep.national_id_hash != merge.national_id_hash:
        return CannotMerge("national_ids")
    if keep.user_id and merge.user_id:
        return CannotMerge("accounts")
    return None


def merge_preview(*, keep: Person, merge: Person) -> MergePreview:
    """Four SQL statements."""
    return MergePreview(
        keep=keep,
        merge=merge,
        lines=[_line(name, keep, merge) for name in ("given_name", *FILLED_WHERE_BLANK, "national_id_ending")],
        n_guardianships=merge.wards_link.count() + merge.guardians_link.count(),
        n_consents=merge.consents.count(),
        n_requests=merge.data_requests.count(),
        refusal=why_not_merge(keep=keep, merge=merge),
    )


def _line(name: str, keep: Person, merge: Person) -> MergeLine:
    kept, merged = (_shown(getattr(person, name)) for person in (keep, merge))
    return MergeLine(str(_LABELS[name]), kept, merged, kept or merged)


def _shown(value: Any) -> Any:
    """A telephone number as people write it; anything else as it is."""
    return format_phone(value) if isinstance(value, str) else value
