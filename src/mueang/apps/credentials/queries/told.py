"""A verdict for programs: JSON with every check, and each failure as the data model wants problems told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from mueang.apps.credentials.queries.pages import award_by_link
from mueang.apps.credentials.queries.transcripts import transcript_by_link
from mueang.apps.credentials.queries.vc_api import problem_of
from mueang.apps.credentials.queries.verifying import said_by, verdict_on
from mueang.standards.verdicts import Check, Verdict


def told_of(form: bytes | str, *, now: datetime) -> dict[str, Any]:
    """What became of a credential in any form; nothing of it is kept."""
    return _told(verdict_on(form, now=now))


def told_of_own(uuid: UUID, *, now: datetime) -> dict[str, Any] | None:
    """The award or transcript at an address of ours, its stored document really checked; None where there is none."""
    row = award_by_link(uuid) or transcript_by_link(uuid)
    return None if row is None else _told(verdict_on(row.document, now=now))


def told_fault(code: str, detail: str) -> dict[str, Any]:
    """What is said where nothing could be checked."""
    return {
        "verified": False,
        "checks": [],
        "errors": [problem_of(Check("request", ok=False, code=code, detail=detail))],
    }


def _told(verdict: Verdict) -> dict[str, Any]:
    """The holder and the issuer are named only where the issuer really wrote it."""
    said = said_by(verdict.credential) if verdict.authentic and verdict.credential else {}
    names = ("holder", "achievement", "issuer", "issuer_id")
    moments = {name: at.isoformat() for name in ("awarded_at", "valid_until") if (at := said.get(name))}
    return {
        "verified": verdict.ok,
        "checks": [{"name": one.name, "ok": one.ok} for one in verdict.checks],
        "errors": [problem_of(one) for one in verdict.checks if not one.ok],
        **{name: said[name] for name in names if said.get(name)},
        **moments,
    }
