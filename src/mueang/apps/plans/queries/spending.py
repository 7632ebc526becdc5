"""What was really spent: asked of whichever higher app keeps the money, since a plan only sets money aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from mueang.apps.network.models import City

# Activity and source of the money, both by uuid -> satang spent, reversals taken off.
Spent = Mapping[tuple[UUID, UUID], int]
Provider = Callable[[City, Collection[UUID]], Spent]

_PROVIDERS: list[Provider] = []


def provide_spending(provider: Provider) -> None:
    """Ask `provider` from now on; it answers for many activities in a fixed number of SQL statements."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def forget_spending(provider: Provider) -> None:
    """Ask it no more."""
    _PROVIDERS.remove(provider)


def is_spending_known() -> bool:
    """Whether anybody answers: without, nothing is known of what was spent, which is not nothing."""
    return bool(_PROVIDERS)


def spending_of(city: City, activities: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """Satang spent by activity and source, of all who answer together."""
    found: defaultdict[tuple[UUID, UUID], int] = defaultdict(int)
    for provider in _PROVIDERS:
        for key, satang in provider(city, activities).items():
            found[key] += satang
    return dict(found)
