"""What public conformance suites ask of this installation: checked by the code that checks every certificate.

Open only where an operator named an invented issuer for it, and nobody but this machine can come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from mueang.apps.credentials.models import Issuer
from mueang.apps.credentials.queries.verifying import own_status_list, resolve_issuer
from mueang.apps.credentials.rules import published_issuers
from mueang.standards import presentations, vc, verdicts
from mueang.standards.bundled_contexts import CREDENTIALS_V2, load
from mueang.standards.verdicts import Check, Verdict

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
# Every suite writes terms of this context, which defines whatever is written.
EXAMPLES: Final = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLES_CONTEXT: Final = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
STATUS_WORDS: Final = frozenset({"status", "credentialStatus"})

_MODEL, _STATUS = "https://www.w3.org/TR/vc-data-model#", "https://www.w3.org/ns/credentials/status-list#"
_CRYPTOGRAPHIC: Final = f"{_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR"
PROBLEMS: Final[Mapping[str, str]] = {
    verdicts.MALFORMED: f"{_MODEL}MALFORMED_VALUE_ERROR",
    verdicts.OVERSIZED: f"{_MODEL}PARSING_ERROR",
    verdicts.TOO_DEEP: f"{_MODEL}PARSING_ERROR",
    verdicts.UNSUPPORTED: f"{_MODEL}PARSING_ERROR",
    verdicts.NOT_YET_VALID: f"{_MODEL}RANGE_ERROR",
    verdicts.EXPIRED: f"{_MODEL}RANGE_ERROR",
    verdicts.REVOKED: f"{_STATUS}STATUS_VERIFICATION_ERROR",
    verdicts.SUSPENDED: f"{_STATUS}STATUS_VERIFICATION_ERROR",
    verdicts.STATUS_UNKNOWN: f"{_STATUS}STATUS_RETRIEVAL_ERROR",
}


def suite_issuer() -> Issuer | None:
    """Who signs for a suite; None where the door is shut.

    A real issuer never is, nor any where others than this machine could ask: whoever may post here may sign anything.
    """
    slug = settings.OPTIONS["VC_API_ISSUER"]
    is_alone = settings.DEBUG or urlsplit(settings.BASE_URL).hostname in LOOPBACK
    if not slug or not is_alone:
        return None
    return published_issuers().select_related("city").filter(slug=slug, is_invented=True).first()


def suite_contexts(url: str) -> Mapping[str, Any]:
    """The pinned contexts, the one for examples, and contexts written inside a document, which suites like to write."""
    if url.startswith("{"):
        inside: Mapping[str, Any] = json.loads(url)
        return inside
    return EXAMPLES_CONTEXT if url == EXAMPLES else load(url)


def verify_posted_credential(credential: Any, *, checks: Any, now: datetime) -> Verdict:
    """The verdict on a credential, without its status where only other checks are asked for."""
    form = unwrapped(credential)
    found = vc.verify(form, resolver=resolve_issuer, now=now, status=own_status_list, contexts=suite_contexts)
    if isinstance(checks, list) and not STATUS_WORDS & {str(one) for one in checks}:
        asked = [check for check in found.checks if check.name != "status"]
        return verdicts.verdict(asked, credential=found.credential)
    return found


def unwrapped(credential: Any) -> Any:
    """The token in an enveloped credential; anything else as it is, but for a JSON object written as a text."""
    if isinstance(credential, str) and credential.lstrip().startswith("{"):
        return None
    if not isinstance(credential, dict) or credential.get("type") != "EnvelopedVerifiableCredential":
        return credential
    name, contexts = credential.get("id"), credential.get("@context")
    listed = contexts if isinstance(contexts, list) else [contexts]
    is_whole = isinstance(name, str) and name.startswith(presentations.ENVELOPE)
    return str(name).removeprefix(presentations.ENVELOPE) if is_whole and CREDENTIALS_V2 in listed else credential


def verify_posted_presentation(presentation: Any, *, options: Mapping[str, Any], now: datetime) -> Verdict:
    challenge, domain = options.get("challenge"), options.get("domain")
    return presentations.verify(
        presentation,
        resolver=resolve_issuer,
        now=now,
        status=own_status_list,
        challenge=challenge if isinstance(challenge, str) else None,
        domain=domain if isinstance(domain, str) else None,
        contexts=suite_contexts,
    )


def problem_of(check: Check) -> dict[str, str]:
    """A check that failed, as the data model wants problems told."""
    kind = PROBLEMS.get(check.code, _CRYPTOGRAPHIC)
    return {"type": kind, "title": check.code, "detail": f"{check.name}: {check.detail}"}
