"""Hand pseudonymous data to research under a recorded agreement, and destroy the key when it ends."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.privacy.errors import ExportClosed, NobodyLeft
from mueang.apps.privacy.models import ResearchExport
from mueang.apps.privacy.models.research import LEAST_K
from mueang.apps.privacy.queries.research import ResearchRows, research_rows
from mueang.apps.privacy.rules import may_keep
from mueang.lib.sealed import seal, unseal

_PURPOSE = "research-pseudonyms"
_KEY_BYTES = 32


@transaction.atomic
def open_export(  # noqa: PLR0913 -- what an agreement says
    *,
    city: City,
    title: str,
    purpose: str,
    researcher: str,
    institution: str,
    agreement: str,
    ends_on: date,
    tables: Sequence[str],
    actor: User | None,
    ethics: str = "",
    k: int = LEAST_K,
) -> ResearchExport:
    """Record the agreement, make its key and count what may go out.

    Raises PermissionDenied, and NobodyLeft where every group would be smaller than k.
    """
    if not may_keep(actor, city):
        raise PermissionDenied
    export = ResearchExport(
        city=city,
        title=title,
        purpose=purpose,
        researcher=researcher,
        institution=institution,
        agreement=agreement,
        ethics=ethics,
        ends_on=ends_on,
        tables=list(tables),
        k=max(k, LEAST_K),
        made_by=actor,
        made_at=timezone.now(),
    )
    key = secrets.token_bytes(_KEY_BYTES)
    export.key_sealed = seal(key, purpose=_PURPOSE, bound_to=str(export.uuid))
    export.counts = {one.table: one.counts for one in research_rows(export, key=key)}
    if not any(counts["rows"] for counts in export.counts.values()):
        raise NobodyLeft
    export.save(force_insert=True)
    facts = {"tables": list(tables), "k": export.k}
    record(actor=actor, verb="research.opened", target=export, book=city.slug, facts=facts)
    return export


@transaction.atomic
def take_export(*, export: ResearchExport, actor: User) -> list[ResearchRows]:
    """The rows to hand over; that they left is on record. Raises PermissionDenied and ExportClosed."""
    export = ResearchExport.objects.select_for_update(of=("self",)).select_related("city").get(pk=export.pk)
    if not may_keep(actor, export.city):
        raise PermissionDenied
    if export.closed_at or not export.key_sealed:
        raise ExportClosed
    rows = research_rows(export, key=unseal(export.key_sealed, purpose=_PURPOSE, bound_to=str(export.uuid)))
    export.counts = {one.table: one.counts for one in rows}
    export.save(update_fields=["counts"])
    facts = {one.table: len(one.lines) for one in rows}
    record(actor=actor, verb="research.taken", target=export, book=export.city.slug, facts=facts)
    return rows


@transaction.atomic
def close_export(*, export: ResearchExport, actor: User | None) -> ResearchExport:
    """End the agreement: its key is gone, and nobody can tell again who a pseudonym was.

    Raises PermissionDenied and ExportClosed.
    """
    export = ResearchExport.objects.select_for_update(of=("self",)).select_related("city").get(pk=export.pk)
    if not may_keep(actor, export.city):
        raise PermissionDenied
    if export.closed_at:
        raise ExportClosed
    export.closed_at, export.key_sealed = timezone.now(), None
    export.save(update_fields=["closed_at", "key_sealed"])
    record(actor=actor, verb="research.closed", target=export, book=export.city.slug)
    return export
