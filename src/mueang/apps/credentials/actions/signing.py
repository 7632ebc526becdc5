"""Drafts become signed awards: a number, an index in a status list, a document and its proof."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.actions.lists import draw_indices
from mueang.apps.credentials.models import Achievement, Award, AwardRun, Issuer, StatusList
from mueang.apps.credentials.queries.addresses import did_of, method_of
from mueang.apps.credentials.queries.documents import badge_document
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries import CompletionRow, completion_rows
from mueang.apps.people.models import Person
from mueang.standards import open_badges

# Crockford's letters: none that is taken for another when a certificate is read out on the phone.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(slots=True)
class Draft:
    """An award before it is signed."""

    achievement: Achievement
    person: Person
    enrollment: Enrollment | None
    completion: CompletionRow | None
    number: str
    awarded_at: datetime
    valid_until: datetime | None
    uuid: uuid.UUID = field(default_factory=uuid.uuid4)
    certificate: bytes = b""


def new_draft(
    *,
    achievement: Achievement,
    person: Person,
    enrollment: Enrollment | None,
    now: datetime,
    completion: CompletionRow | None = None,
) -> Draft:
    if completion is None and enrollment is not None:
        completion = completion_rows([enrollment])[0]
    # Proofs and dates are written to the second.
    awarded_at = now.replace(microsecond=0)
    days = achievement.valid_for_days
    return Draft(
        achievement=achievement,
        person=person,
        enrollment=enrollment,
        completion=completion,
        number=new_number(achievement, awarded_at),
        awarded_at=awarded_at,
        valid_until=awarded_at + timedelta(days=days) if days else None,
    )


def new_number(achievement: Achievement, awarded_at: datetime) -> str:
    """Issuer, Buddhist year and eight random letters, such as `YALA-2569-7K3M-9QXT`."""
    return number_of(achievement.issuer, awarded_at)


def number_of(issuer: Issuer, at: datetime, *, kind: str = "") -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    year = timezone.localtime(at).year + 543
    return f"{issuer.slug.upper()[:20]}-{kind}{year}-{letters[:4]}-{letters[4:]}"


def sign_drafts(drafts: Sequence[Draft], *, run: AwardRun | None) -> list[Award]:
    """Write the awards of one achievement. Call it within the transaction that locked what must not change."""
    achievement = drafts[0].achievement
    issuer = achievement.issuer
    key, private = signing_key(issuer)
    status_list, indices = draw_indices(issuer, n=len(drafts), now=drafts[0].awarded_at)
    method = method_of(did_of(issuer), key)
    rows = []
    for draft, index in zip(drafts, indices, strict=True):
        document = badge_document(draft, status_list=status_list, index=index)
        signed = open_badges.sign(document, key=private, verification_method=method, created=draft.awarded_at)
        rows.append(_row(draft, signed, run=run, status_list=status_list, index=index))
    return Award.objects.bulk_create(rows)


def _row(draft: Draft, signed: dict[str, Any], *, run: AwardRun | None, status_list: StatusList, index: int) -> Award:
    return Award(
        uuid=draft.uuid,
        achievement=draft.achievement,
        person=draft.person,
        enrollment=draft.enrollment,
        run=run,
        number=draft.number,
        document=json.dumps(signed, ensure_ascii=False),
        certificate=draft.certificate,
        status_list=status_list,
        status_index=index,
        awarded_at=draft.awarded_at,
        valid_until=draft.valid_until,
    )
