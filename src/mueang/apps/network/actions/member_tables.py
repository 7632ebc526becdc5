"""Take the members of a network in from a table that somebody was given, each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City, Network, NetworkMembership
from mueang.apps.network.queries.member_tables import MemberLine, compared
from mueang.apps.network.rules import may_open_city


@transaction.atomic
def take_in_members(*, network: Network, lines: Sequence[MemberLine], actor: User) -> int:
    """Write what is new or said differently, and say how many members that were. The same table changes nothing.

    What it says outlives the packaged facts, however often those are loaded again.
    Nobody is taken off a list for not standing in a table. Raises PermissionDenied.
    """
    if not may_open_city(actor):
        raise PermissionDenied
    network = Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    table = compared(network, lines)
    if not table.n_to_write:
        return 0
    for line in table.new:
        names = {"member_en": line.member_en or line.member_th, "member_th": line.member_th or line.member_en}
        row = NetworkMembership(network=network, corrected_at=timezone.now(), **{**line.values(), **names})
        row.full_clean()
        row.save(force_insert=True)
    for line, row in table.changed:
        for name, value in line.values().items():
            setattr(row, name, value)
        row.corrected_at = timezone.now()
        row.full_clean()
        row.save()
    # Every city's home shows its memberships.
    City.objects.update(version=F("version") + 1)
    facts = {"n": table.n_to_write, "n_new": len(table.new)}
    record(actor=actor, verb="network.members_taken_in", target=network, facts=facts)
    return table.n_to_write
