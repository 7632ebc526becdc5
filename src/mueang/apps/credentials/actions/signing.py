"""Drafts become signed awards: a number, an index in a status list, a document and its proof."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.utils import timezone

from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.actions.lists import draw_indices
from mueang.apps.credentials.models import Achievement, Award, AwardRun, EarnedPart, Issuer, StatusList
from mueang.apps.credentials.queries.addresses import did_of, method_of
from mueang.apps.credentials.queries.documents import badge_document
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries import CompletionRow, completion_rows
from mueang.apps.people.models import Person
from mueang.standards import data_integrity
from mueang.standards.bundled_contexts import ContextLoader, load
from mueang.standards.did import key_of

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
    # What a part of the program was learned in, where the award is for one.
    part_minutes: Mapping[str, int] | None = None
    certificate: bytes = b""
    replaces: Award | None = None

    @property
    def minutes_by_mode(self) -> Mapping[str, int]:
        """Of the part, or of the whole; nothing where the award stands on no enrollment."""
        if self.part_minutes is not None:
            return self.part_minutes
        return self.completion.minutes_by_mode if self.completion else {}


def new_draft(
    *,
    achievement: Achievement,
    person: Person,
    enrollment: Enrollment | None,
    now: datetime,
    completion: CompletionRow | None = None,
    part_minutes: Mapping[str, int] | None = None,
) -> Draft:
    if enrollment is not None and achievement.condition:
        completion = None  # the credit is the whole's
        if part_minutes is None:
            part_minutes = minutes_of_part(achievement, [enrollment]).get(enrollment.pk, {})
    elif completion is None and enrollment is not None:
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
        part_minutes=part_minutes,
    )


def minutes_of_part(achievement: Achievement, enrollments: Iterable[Enrollment]) -> dict[int, Mapping[str, int]]:
    """What each learned in the part of the program that the achievement is for, by enrollment."""
    rows = EarnedPart.objects.filter(enrollment__in=list(enrollments), condition=achievement.condition)
    return dict(rows.values_list("enrollment", "minutes"))


def new_number(achievement: Achievement, awarded_at: datetime) -> str:
    """Issuer, Buddhist year and eight random letters, such as `YALA-2569-7K3M-9QXT`."""
    return number_of(achievement.issuer, awarded_at)


def number_of(issuer: Issuer, at: datetime, *, kind: str = "") -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    year = timezone.localtime(at).year + 543
    return f"{issuer.slug.upper()[:20]}-{kind}{year}-{letters[:4]}-{letters[4:]}"


class Sealed(NamedTuple):
    """A document as it was signed, and its bit in the issuer's status list."""

    document: dict[str, Any]
    status_list: StatusList
    bit: int


def seal(
    issuer: Issuer,
    builds: Sequence[Callable[[StatusList, int], dict[str, Any]]],
    *,
    at: datetime,
    did_key: str = "",
    contexts: ContextLoader = load,
) -> list[Sealed]:
    """What each of `builds` writes about its bit of the issuer's list, signed with the issuer's current key.

    Whatever this installation signs is signed here, under the issuer's did:web unless the key's own name is asked for.
    The list stays locked until the transaction ends.
    """
    key, private = signing_key(issuer)
    status_list, indices = draw_indices(issuer, n=len(builds), now=at)
    method = key_of(did_key) if did_key else method_of(did_of(issuer), key)

    def signed(document: dict[str, Any]) -> dict[str, Any]:
        return data_integrity.sign(document, key=private, verification_method=method, created=at, contexts=contexts)

    pairs = zip(builds, indices, strict=True)
    return [Sealed(signed(build(status_list, index)), status_list, index) for build, index in pairs]


def sign_drafts(drafts: Sequence[Draft], *, run: AwardRun | None, signed_at: datetime | None = None) -> list[Award]:
    """Write the awards of one achievement. Call it within the transaction that locked what must not change.

    They are signed as of the day they are awarded on, unless they take the place of older ones.
    """
    issuer, at = drafts[0].achievement.issuer, (signed_at or drafts[0].awarded_at).replace(microsecond=0)
    sealed = seal(issuer, [partial(badge_document, draft) for draft in drafts], at=at)
    return Award.objects.bulk_create([_row(draft, one, run=run) for draft, one in zip(drafts, sealed, strict=True)])


def _row(draft: Draft, sealed: Sealed, *, run: AwardRun | None) -> Award:
    return Award(
        uuid=draft.uuid,
        achievement=draft.achievement,
        person=draft.person,
        enrollment=draft.enrollment,
        run=run,
        number=draft.number,
        document=json.dumps(sealed.document, ensure_ascii=False),
        certificate=draft.certificate,
        status_list=sealed.status_list,
        status_index=sealed.bit,
        awarded_at=draft.awarded_at,
        valid_until=draft.valid_until,
        replaces=draft.replaces,
    )
