"""What is asked about: whose access, to what, how they travel and how far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mueang.apps.planning.enums import CATCHMENTS, AgeGroup, Way


@dataclass(frozen=True, slots=True)
class Asked:
    """`interest` is a code, or empty for anything; `counts_need` weighs people of deprived neighbourhoods for more."""

    group: AgeGroup = AgeGroup.PUPILS
    way: Way = Way.WALK
    minutes: int = 15
    interest: str = ""
    counts_need: bool = False


def asked_of(given: Mapping[str, str]) -> Asked:
    """What an address asks for; anything unknown in it is the default, so that no address breaks."""
    plain = Asked()
    minutes = given.get("minutes", "")
    return Asked(
        group=AgeGroup(given["group"]) if given.get("group") in AgeGroup.values else plain.group,
        way=Way(given["way"]) if given.get("way") in Way.values else plain.way,
        minutes=int(minutes) if minutes in {str(one) for one in CATCHMENTS} else plain.minutes,
        interest=given.get("interest", "")[:40],
        counts_need=given.get("need") == "on",
    )
