"""Transcripts: asked for at a press, signed and printed by the worker."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.signing import number_of, seal
from mueang.apps.credentials.errors import CredentialRefused, NobodyToSign, NothingLearned
from mueang.apps.credentials.models import Transcript
from mueang.apps.credentials.queries.addresses import verify_address
from mueang.apps.credentials.queries.transcripts import (
    digest_of,
    english,
    facts_of,
    hours,
    signing_issuer,
    thai,
    transcript_document,
)
from mueang.apps.credentials.rules import may_ask_transcript
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries import transcript_of
from mueang.apps.people.models import Person
from mueang.lib.qr import qr_svg

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "credentials" / "transcript.typ"
STATES = {
    EnrollmentState.COMPLETED: ("เรียนจบ", "Completed"),
    EnrollmentState.ENROLLED: ("กำลังเรียน", "In progress"),
    EnrollmentState.NOT_COMPLETED: ("เรียนบางส่วน", "Partly"),
}


@transaction.atomic
def ask_transcript(
    *, person: Person, actor: User | None, enrollment: Enrollment | None = None, now: datetime | None = None
) -> Transcript:
    """Ask for a signed transcript of what `person` learned; the same facts on the same day give the same one.

    Without an actor it is asked for through the party's ticket, and must name the one `enrollment` it speaks of.
    Raises PermissionDenied, NobodyToSign, NothingLearned.
    """
    now = now or timezone.now()
    person = person.merged_into or person
    if actor is None and enrollment is None:
        raise PermissionDenied
    if actor is not None and not may_ask_transcript(actor, person):
        raise PermissionDenied
    issuer = signing_issuer(person.city)
    if issuer is None:
        raise NobodyToSign
    learned = transcript_of(person, enrollment=enrollment)
    if not learned.lines:
        raise NothingLearned
    facts = facts_of(learned, day=timezone.localdate(now))
    digest = digest_of(facts, enrollment=enrollment)
    standing = Transcript.objects.filter(person=person, digest=digest, revoked_at=None)
    before = standing.first()
    if before is not None:
        return before
    row = Transcript(
        issuer=issuer,
        person=person,
        enrollment=enrollment,
        number=number_of(issuer, now, kind="T"),
        facts=facts,
        digest=digest,
        asked_by=actor,
        asked_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return standing.get()
    record(actor=actor, verb="credentials.transcript_asked", target=row, book=issuer.city.slug)
    return row


def make_transcript(row: Transcript, *, now: datetime | None = None) -> int:
    """Print and sign one that waits; 1 if it was made. A killed worker leaves it waiting."""
    from mueang.lib.typeset import typeset  # loads the typesetter, which the web process never needs

    sheet = typeset(TEMPLATE, data=sheet_words(row), titled_by="title", made_at=row.asked_at)
    try:
        return _sign(row, sheet=sheet, now=now or timezone.now())
    except CredentialRefused as refusal:
        Transcript.objects.filter(pk=row.pk).update(error=type(refusal).__name__)
        return 0


@transaction.atomic
def _sign(row: Transcript, *, sheet: bytes, now: datetime) -> int:
    row = Transcript.objects.select_for_update(of=("self",)).select_related("issuer__city").get(pk=row.pk)
    if row.is_signed or row.error or row.revoked_at:
        return 0
    (sealed,) = seal(row.issuer, [partial(transcript_document, row)], at=now.replace(microsecond=0))
    row.document, row.sheet, row.made_at = json.dumps(sealed.document, ensure_ascii=False), sheet, now
    row.status_list, row.status_index = sealed.status_list, sealed.bit
    row.save(update_fields=["document", "sheet", "made_at", "status_list", "status_index"])
    record(actor=None, verb="credentials.transcript_signed", target=row, book=row.issuer.city.slug)
    return 1


def sheet_words(row: Transcript) -> dict[str, Any]:
    """What the printed transcript says; the contract stands at the head of the template."""
    facts, issuer = row.facts, row.issuer
    return {
        "title": "ใบแสดงผลการเรียนรู้",
        "issuer_th": issuer.name_th,
        "issuer_en": issuer.name_en,
        "holder_name": facts["holder"],
        "holder_name_en": facts["holder_en"],
        "as_of_th": thai(facts["as_of"]),
        "as_of_en": english(facts["as_of"]),
        "lines": [_line(line) for line in facts["lines"]],
        "totals": _hours(facts["minutes"]),
        "total_credit": facts["credit"],
        "rules": sorted({line["rule_source"] for line in facts["lines"]}),
        "number": row.number,
        "verify_url": verify_address(row.uuid),
        "qr": qr_svg(verify_address(row.uuid), title="", quiet=0),
        "signatory": {
            "name": issuer.signatory_name,
            "position_th": issuer.signatory_position_th,
            "position_en": issuer.signatory_position_en,
        },
        "is_invented": issuer.is_invented or facts["is_invented"],
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    state_th, state_en = STATES[EnrollmentState(line["state"])]
    return {
        "program_th": line["program_th"],
        "program_en": line["program_en"],
        "days_th": _days(line, thai),
        "days_en": _days(line, english),
        "state_th": state_th,
        "state_en": state_en,
        "hours": _hours(line["minutes"]),
        "elsewhere": hours(line["elsewhere_minutes"]) if line["elsewhere_minutes"] else "",
        "credit": line["credit"] or "–",
    }


def _days(line: dict[str, Any], write: Any) -> str:
    first, last = line["starts_on"], line["ends_on"]
    return write(first) if first == last else f"{write(first)} – {write(last)}"


def _hours(minutes: dict[str, int]) -> list[str]:
    """Lecture, lab, practice and all of them, in hours."""
    modes = [minutes.get(mode, 0) for mode in ("lecture", "lab", "practice")]
    return [hours(amount) if amount else "–" for amount in (*modes, sum(modes))]
