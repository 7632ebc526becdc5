"""Working a published round out again from its file alone, and naming the first thing that does not follow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mueang.methods.allocation.deferred import deferred_acceptance
from mueang.methods.allocation.errors import InstanceRefused
from mueang.methods.allocation.instance import Allocation, Reserve
from mueang.methods.allocation.serial import lottery
from mueang.methods.allocation.tickets import commitment, drawn_order

FORMAT = "mueang-allocation-round/1"
LOTTERY = "lottery"
Verdict = Literal["follows", "differs", "withheld", "unreadable"]


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it: `part` names the first thing that differs, `entry` whom it concerns, and both readings."""

    verdict: Verdict
    part: str = ""
    entry: str = ""
    published: str = ""
    follows: str = ""
    n_entries: int = 0


def classes_text(classes: Mapping[str, str], *, salt: str) -> str:
    """The part that is withheld where a group is small, in the one spelling whose SHA-256 is published."""
    return json.dumps({"classes": dict(sorted(classes.items())), "salt": salt}, separators=(",", ":"), sort_keys=True)


def terms(document: Mapping[str, Any], *, classes: Mapping[str, str]) -> dict[str, Any]:
    """A round's inputs as `deferred_acceptance` and `breaches` take them; `outcome` and `seed` are not read.

    Parameters
    ----------
    document : a round's file
    classes : entry -> label of its group, of those who have one
    """
    seats = {offering["id"]: offering["seats"] for offering in document["offerings"]}
    groups = {} if document["method"] == LOTTERY else document["groups"]
    first = {entry: 0 for entry, label in classes.items() if label in groups and groups[label]["first"]}
    return {
        "wishes": {entry["id"]: entry["wishes"] for entry in document["entries"]},
        "seats": seats,
        "parties": {entry["id"]: entry["size"] for entry in document["entries"]},
        "priority": dict.fromkeys(seats, first),
        "reserves": {
            label: Reserve(
                members=frozenset(entry for entry, of in classes.items() if of == label),
                seats={one["id"]: one["kept"][label] for one in document["offerings"] if one["kept"].get(label)},
                is_hard=group["hard"],
            )
            for label, group in groups.items()
        },
    }


def allocate(document: Mapping[str, Any], *, classes: Mapping[str, str]) -> Allocation:
    """The outcome that follows from a round's inputs and seed.

    Raises
    ------
    InstanceRefused, KeyError, TypeError, ValueError
        The file contradicts itself or is no such file.
    """
    given = terms(document, classes=classes)
    if document["method"] == LOTTERY:
        plain = {name: given[name] for name in ("wishes", "seats", "parties")}
        return lottery(**plain, seed=document["seed"])
    return deferred_acceptance(**given, seed=document["seed"])


def replay(document: Any, *, classes: str = "") -> Replay:
    """Whether the published outcome follows from the published seed and inputs.

    Parameters
    ----------
    document : the file, as parsed JSON
    classes : the text of the withheld part, for an auditor who was given it

    Returns
    -------
    Replay
        `follows`; `differs` with the first difference, entries in drawn order; `withheld` where groups are not
        published and `classes` was not given; `unreadable` for anything that is no such file.
    """
    try:
        return _replay(document, classes)
    except (InstanceRefused, KeyError, TypeError, ValueError, AttributeError) as error:
        return Replay("unreadable", part=f"{type(error).__name__}: {error}"[:200])


def _replay(document: Mapping[str, Any], classes: str) -> Replay:
    if document["format"] != FORMAT:
        return Replay("unreadable", part="format", published=str(document["format"]), follows=FORMAT)
    seed, entries = str(document["seed"]), document["entries"]
    if commitment(seed) != document["commitment"]:
        return Replay("differs", part="seed", published=document["commitment"], follows=commitment(seed))
    names = [entry["id"] for entry in entries]
    if len(set(names)) != len(names):
        return Replay("unreadable", part="an entry is listed twice")
    withheld = document.get("groups_withheld")
    if withheld and not classes:
        return Replay("withheld", part="groups", n_entries=len(names))
    if withheld:
        found = hashlib.sha256(classes.encode()).hexdigest()
        if found != withheld["sha256"]:
            return Replay("differs", part="groups", published=withheld["sha256"], follows=found)
        of_group = json.loads(classes)["classes"]
    else:
        of_group = {entry["id"]: entry["group"] for entry in entries if entry.get("group")}
    return _compare(document, allocate(document, classes=of_group))


def _compare(document: Mapping[str, Any], right: Allocation) -> Replay:
    published, n_entries = document["outcome"], len(right.order)
    for entry in drawn_order(str(document["seed"]), right.order):
        theirs, ours = str(published.get(entry) or ""), right.seated.get(entry, "")
        if theirs != ours:
            return Replay("differs", "outcome", entry, published=theirs, follows=ours, n_entries=n_entries)
    strangers = sorted(set(published) - set(right.order))
    if strangers:
        return Replay("differs", "outcome", strangers[0], published=str(published[strangers[0]]), n_entries=n_entries)
    return Replay("follows", n_entries=n_entries)
