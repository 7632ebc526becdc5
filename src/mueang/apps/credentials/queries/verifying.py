"""Check a certificate with what this installation knows: its own issuers, keys and status lists; nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.apps.credentials.models import Award, Issuer, Transcript
from mueang.apps.credentials.queries.addresses import did_of, list_address
from mueang.apps.credentials.queries.documents import list_bits
from mueang.apps.credentials.queries.pages import award_by_link, list_by_address
from mueang.apps.credentials.queries.publishing import issuer_document
from mueang.apps.credentials.queries.transcripts import transcript_by_link
from mueang.apps.credentials.rules import published_issuers
from mueang.apps.network.models import City
from mueang.standards import open_badges, verdicts
from mueang.standards.status_list import StatusList
from mueang.standards.timestamps import to_instant
from mueang.standards.verdicts import Verdict

# A certificate not valid yet by so little tells more about a clock than about the certificate.
SOON, CLOCKS_DIFFER_BY = "soon", timedelta(hours=1)

SENTENCES: Mapping[str, Promise] = {
    verdicts.MALFORMED: _("This file is not a certificate we can read. Upload the .json, .jwt, .png or .svg file."),
    verdicts.OVERSIZED: _("This is far longer than any certificate. Nothing of it was read further."),
    verdicts.TOO_DEEP: _("This is nested far deeper than any certificate. Nothing of it was read further."),
    verdicts.UNSUPPORTED: _("This certificate is signed in a way that we cannot check."),
    verdicts.UNSIGNED: _("This certificate is not signed by anybody."),
    verdicts.UNKNOWN_ISSUER: _("We do not know who issued this certificate. Check it on the issuer's own site."),
    verdicts.UNAUTHORIZED_KEY: _("This certificate was signed with a key that is not the issuer's."),
    verdicts.TAMPERED: _("This certificate was changed after it was signed. Do not trust it."),
    verdicts.PROOF_EXPIRED: _("The signature on this certificate has expired."),
    verdicts.NOT_YET_VALID: _("This certificate is not valid yet."),
    SOON: _(
        "This certificate begins a few minutes from now. If it was awarded just now, one of the two clocks is wrong: "
        "check the clock of this computer, and try again later."
    ),
    verdicts.EXPIRED: _("This certificate is genuine, but it has expired."),
    verdicts.REVOKED: _("The issuer has revoked this certificate."),
    verdicts.SUSPENDED: _("The issuer has suspended this certificate."),
    verdicts.STATUS_UNKNOWN: _("It cannot be told here whether this certificate has been revoked."),
}
LABELS: Mapping[str, Promise] = {
    "format": _("It can be read"),
    "shape": _("It is an Open Badge 3.0"),
    "issuer": _("The issuer is known"),
    "proof": _("Nothing was changed since it was signed"),
    "not_before": _("It has begun to be valid"),
    "expiry": _("It has not expired"),
    "status": _("It has not been revoked"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    label: Promise | str
    ok: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One line of a transcript, as the issuer wrote it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A line of a published framework that the award answers to, as the issuer wrote it."""

    name: str
    framework: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a certificate, in words; the holder is told only where the issuer really wrote it."""

    ok: bool
    code: str
    sentence: Promise | str
    checks: tuple[CheckLine, ...]
    holder: str = ""
    achievement: str = ""
    issuer: str = ""
    issuer_id: str = ""
    awarded_at: datetime | None = None
    valid_until: datetime | None = None
    number: str = ""
    uuid: UUID | None = None
    has_certificate: bool = False
    revoked_at: datetime | None = None
    revocation_reason: str = ""
    city: City | None = None
    details: tuple[str, ...] = field(default=())
    courses: tuple[Course, ...] = ()
    alignments: tuple[Aligned, ...] = ()
    is_transcript: bool = False
    replaced_at: datetime | None = None


def resolve_issuer(did: str) -> Mapping[str, Any] | None:
    """The DID document of an issuer of this installation."""
    slug = did.rpartition(":")[2]
    issuer: Issuer | None = published_issuers().prefetch_related("keys").filter(slug=slug).first()
    if issuer is None or did_of(issuer) != did:
        return None
    return issuer_document(issuer)


def own_status_list(url: str) -> StatusList | None:
    """A status list of this installation, straight from its bits."""
    address, _slash, name = url.rpartition("/")
    try:
        row = list_by_address(UUID(name))
    except ValueError:
        return None
    if row is None or address != f"{settings.BASE_URL}/credentials/status":
        return None
    return StatusList(list_address(row), did_of(row.issuer), frozenset({"revocation"}), list_bits(row))


def verdict_on(form: bytes | str, *, now: datetime | None = None) -> Verdict:
    return open_badges.verify(form, resolver=resolve_issuer, now=now or timezone.now(), status=own_status_list)


def check_upload(form: bytes, *, now: datetime | None = None) -> Found:
    """A file somebody holds, checked; nothing of it is kept."""
    return found_of(verdict_on(form, now=now), now=now)


def check_award(uuid: UUID, *, now: datetime | None = None) -> Found | None:
    """The award or transcript at an address of ours, its stored document really checked; None where there is none."""
    award = award_by_link(uuid) or transcript_by_link(uuid)
    return None if award is None else found_of(verdict_on(award.document, now=now), award=award, now=now)


def found_of(verdict: Verdict, *, award: Award | Transcript | None = None, now: datetime | None = None) -> Found:
    code = verdict.failed or ""
    checks = tuple(CheckLine(LABELS.get(check.name, check.name), check.ok) for check in verdict.checks)
    details = tuple(f"{check.name}: {check.detail}" for check in verdict.checks if not check.ok)
    said = said_by(verdict.credential) if verdict.authentic and verdict.credential else {}
    kept = kept_of(award) if award else {}
    starts = said.get("awarded_at")
    is_soon = code == verdicts.NOT_YET_VALID and starts and starts - (now or timezone.now()) <= CLOCKS_DIFFER_BY
    sentence = SENTENCES.get(SOON if is_soon else code, "")
    return Found(ok=verdict.ok, code=code, sentence=sentence, checks=checks, details=details, **said, **kept)


def said_by(credential: Mapping[str, Any]) -> dict[str, Any]:
    """What an authentic credential says, as far as it says it in the usual places."""
    issuer, subject = credential.get("issuer"), credential.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    achievement = subject.get("achievement")
    return {
        "holder": holder_of(subject),
        "achievement": text_at(achievement, "name"),
        "issuer": text_at(issuer, "name"),
        "issuer_id": issuer if isinstance(issuer, str) else text_at(issuer, "id"),
        "awarded_at": instant_at(credential, "validFrom"),
        "valid_until": instant_at(credential, "validUntil"),
        "courses": courses_of(subject),
        "alignments": aligned_with(achievement),
    }


def aligned_with(achievement: Any) -> tuple[Aligned, ...]:
    """Frameworks named by an achievement; an address is followed by people, so only one of the web's is shown."""
    lines = achievement.get("alignment") if isinstance(achievement, dict) else None
    named = [one for one in (lines if isinstance(lines, list) else [lines]) if text_at(one, "targetName")]
    return tuple(
        Aligned(
            " ".join(filter(None, (text_at(one, "targetCode"), text_at(one, "targetName")))),
            text_at(one, "targetFramework"),
            url if (url := text_at(one, "targetUrl")).startswith(("https://", "http://")) else "",
        )
        for one in named
    )


def courses_of(subject: Mapping[str, Any]) -> tuple[Course, ...]:
    """The results of a transcript with the names that its achievement gives them."""
    achievement, results = subject.get("achievement"), subject.get("result")
    described = achievement.get("resultDescription") if isinstance(achievement, dict) else None
    names = {text_at(one, "id"): text_at(one, "name") for one in (described if isinstance(described, list) else [])}
    return tuple(
        Course(names.get(text_at(one, "resultDescription"), ""), text_at(one, "value"))
        for one in (results if isinstance(results, list) else [])
    )


def holder_of(subject: Mapping[str, Any]) -> str:
    identifiers = subject.get("identifier")
    for one in identifiers if isinstance(identifiers, list) else []:
        if isinstance(one, dict) and one.get("identityType") == "name" and one.get("hashed") is False:
            return text_at(one, "identityHash")
    return text_at(subject, "name") or text_at(subject, "id")


def text_at(holder: Any, name: str) -> str:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def instant_at(credential: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return to_instant(credential[name])
    except (KeyError, ValueError):
        return None


def kept_of(award: Award | Transcript) -> dict[str, Any]:
    """What we know of our own award or transcript beside what it says."""
    is_transcript = isinstance(award, Transcript)
    return {
        "city": award.issuer.city if isinstance(award, Transcript) else award.achievement.issuer.city,
        "number": award.number,
        "uuid": award.uuid,
        "has_certificate": bool(award.sheet if isinstance(award, Transcript) else award.certificate),
        "revoked_at": award.revoked_at,
        "revocation_reason": award.get_revocation_reason_display(),
        "is_transcript": is_transcript,
        "replaced_at": award.revoked_at if isinstance(award, Award) and hasattr(award, "replaced_by") else None,
    }


def award_number_to_link(number: str) -> UUID | None:
    """The address of the award or transcript with this number, as typed with any case and spaces."""
    typed = "".join(number.split()).upper()
    awards = Award.objects.filter(number=typed).order_by().values_list("uuid", flat=True)
    signed = Transcript.objects.filter(number=typed).exclude(document="").order_by().values_list("uuid", flat=True)
    return awards.first() or signed.first()
