"""Every kind of evidence: our own first, then what higher apps added."""

from __future__ import annotations

from collections.abc import Mapping

from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.queries.evidence_kinds import Kind, registered


def kinds() -> Mapping[str, Kind]:
    """By code; what our own read is loaded when first asked for."""
    known = registered()
    if EvidenceKind.SESSIONS not in known:
        from mueang.apps.plans.queries.own_kinds import OWN  # half the house, for who looks at evidence only

        others = dict(known)
        known.clear()
        known.update({kind.code: kind for kind in OWN} | others)
    return known
