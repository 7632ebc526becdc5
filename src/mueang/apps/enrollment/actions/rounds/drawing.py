"""The draw: what was wished and how many seats there are, frozen into one document, and the outcome in it."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.rounds.opening import lock_round
from mueang.apps.enrollment.enums import FEWEST_IN_A_PUBLISHED_GROUP, RoundMethod, RoundState
from mueang.apps.enrollment.errors import RoundNotReady
from mueang.apps.enrollment.models import AllocationRound, RoundOffering, WishList
from mueang.apps.enrollment.queries.comparison import compare_with_first_come
from mueang.apps.enrollment.rules import may_run_rounds
from mueang.methods.allocation import FORMAT, allocate, classes_text, terms

Document = dict[str, Any]
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@transaction.atomic
def start_drawing(*, allocation_round: AllocationRound, actor: User, now: datetime | None = None) -> AllocationRound:
    """Ask for the draw, which the worker makes; from now on no wish changes.

    Raises PermissionDenied, and RoundNotReady while wishes are taken or once it was asked for.
    """
    if not may_run_rounds(actor, allocation_round.city):
        raise PermissionDenied
    row, now = lock_round(allocation_round), now or timezone.now()
    if row.state != RoundState.OPEN or now < row.closes_at:
        raise RoundNotReady
    row.state = RoundState.DRAWING
    row.save(update_fields=["state"])
    record(actor=actor, verb="round.draw_asked", target=row, book=row.city.slug, facts={})
    return row


@transaction.atomic
def draw(*, allocation_round: AllocationRound, now: datetime) -> int:
    """Draw a round that waits for it; returns how many wish lists took part. A second worker finds nothing to do."""
    row = lock_round(allocation_round)
    if row.state != RoundState.DRAWING:
        return 0
    choices = _choices(row)
    lists = list(
        row.wish_lists.standing().select_related("neighbourhood").prefetch_related("members__person").order_by("code")
    )
    seed = row.unsealed_seed()
    document, classes = _document(row, choices, lists, seed=seed)
    outcome = allocate(document, classes=classes)
    document["outcome"] = dict(sorted(outcome.seated.items()))
    row.document = document
    row.seal_classes(_withheld_text(document, classes))
    row.comparison = compare_with_first_come(
        outcome, given=terms(document, classes=classes), lists=lists, on=timezone.localdate(row.closes_at)
    )
    by_slug = {one.offering.slug: one for one in choices}
    for one in lists:
        one.result = by_slug.get(outcome.seated.get(one.code, ""))
    WishList.objects.bulk_update(lists, ["result"], batch_size=200)
    row.state, row.drawn_at = RoundState.DRAWN, now
    row.save(update_fields=["document", "classes_sealed", "comparison", "state", "drawn_at"])
    facts = {"n_lists": len(lists), "n_seated": len(outcome.seated)}
    record(actor=None, verb="round.drawn", target=row, book=row.city.slug, facts=facts)
    return len(lists)


def _choices(row: AllocationRound) -> list[RoundOffering]:
    """The round's offerings, held in the order of their keys, with the seats they have now."""
    keys = row.choices.values_list("offering", flat=True)
    held = {
        one.pk: one for one in Offering.objects.select_for_update(no_key=True).filter(pk__in=list(keys)).order_by("pk")
    }
    choices = list(row.choices.all())
    for one in choices:
        one.offering = held[one.offering_id]
    return choices


def _document(
    row: AllocationRound, choices: Sequence[RoundOffering], lists: Sequence[WishList], *, seed: str
) -> tuple[Document, dict[str, str]]:
    """Everything the outcome follows from, without a name; and the label of each entry that has a group."""
    labels = _labels(row, choices)
    classes = {one.code: labels[one.group] for one in lists if one.group in labels}
    slugs = {str(one.offering.uuid): one.offering.slug for one in choices}
    is_public = all(n >= FEWEST_IN_A_PUBLISHED_GROUP for n in Counter(classes.values()).values())
    document: Document = {
        "format": FORMAT,
        "round": str(row.uuid),
        "city": row.city.slug,
        "method": "lottery" if row.method == RoundMethod.LOTTERY else "deferred_acceptance",
        "commitment": row.commitment,
        "seed": seed,
        "closed_at": row.closes_at.isoformat(),
        "groups": {
            label: {"hard": group in row.hard_groups, "first": group in row.first_groups}
            for group, label in labels.items()
        },
        "offerings": [
            {"id": one.offering.slug, "seats": one.offering.seats_left, "kept": _kept(one.offering, labels)}
            for one in choices
        ],
        "entries": [_entry(one, slugs, classes if is_public else {}) for one in lists],
        "groups_withheld": None,
    }
    if not is_public:
        text = classes_text(classes, salt=secrets.token_hex(32))
        document["groups_withheld"] = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text}
    return document, classes


def _withheld_text(document: Document, classes: dict[str, str]) -> str:
    """What only an auditor is given, taken out of the document before it is kept."""
    withheld = document["groups_withheld"]
    return str(withheld.pop("text")) if withheld else classes_text(classes, salt="")


def _labels(row: AllocationRound, choices: Sequence[RoundOffering]) -> dict[str, str]:
    """Group -> a letter that says nothing; groups for whom no seat is kept and who do not go first have none."""
    if not row.takes_groups:
        return {}
    kept = {group for one in choices for group, n in one.offering.reserved_seats.items() if n}
    return dict(zip(sorted(kept | set(row.first_groups)), _LETTERS, strict=False))


def _kept(offering: Offering, labels: dict[str, str]) -> dict[str, int]:
    """Kept seats by label, as far as seats are left: people seated before the round may have taken some."""
    left, kept = offering.seats_left, {}
    for group, label in labels.items():
        count = min(int(offering.reserved_seats.get(group, 0)), left)
        if count:
            kept[label] = count
            left -= count
    return kept


def _entry(one: WishList, slugs: dict[str, str], classes: dict[str, str]) -> Document:
    entry: Document = {"id": one.code, "size": len(one.members.all()), "wishes": [slugs[of] for of in one.wishes]}
    return entry | ({"group": classes[one.code]} if one.code in classes else {})
