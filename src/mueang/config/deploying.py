"""What `mueang doctor --deploy` looks at beside everything else: an installation that is open to the whole world."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import DEBUG, Tags, run_checks

from mueang.apps.accounts.rules import PERMISSIONS_OF, PROTECTED
from mueang.apps.signins.enums import FactorWanted
from mueang.apps.signins.queries import without_second_factor
from mueang.config.checkup import Finding

# What Django asks for and we answer otherwise, with the reason.
ANSWERED = {
    "security.W021": "preloading binds the whole domain of the municipality for years: its own decision",
}
LONGEST_REST_MINUTES, LONGEST_SESSION_HOURS = 240, 24


def check_django() -> Iterator[Finding]:
    """Django's own `check --deploy`, its words as they are."""
    said = [one for one in run_checks(tags=[Tags.security], include_deployment_checks=True) if one.level > DEBUG]
    for one in said:
        if one.id not in ANSWERED:
            yield Finding(str(one.id), one.msg.split("\n")[0], one.hint or "see Django's deployment checklist")
    yield Finding("django check --deploy", f"{len(said)} findings, of which {_answered(said)} answered otherwise")


def check_address() -> Iterator[Finding]:
    parts = urlsplit(settings.BASE_URL)
    is_public = parts.scheme == "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}
    yield Finding("public address", settings.BASE_URL, "" if is_public else "set MUEANG_BASE_URL to an https address")
    cure = "set MUEANG_HTTPS=true: cookies for HTTPS only, HSTS, redirects"
    yield Finding("https only", str(settings.OPTIONS["HTTPS"]), "" if settings.OPTIONS["HTTPS"] else cure)
    everybody = "*" in settings.ALLOWED_HOSTS
    yield Finding("any host name", str(everybody), "name your hosts in MUEANG_ALLOWED_HOSTS" if everybody else "")
    proxies = settings.OPTIONS["PROXIES"]
    cure = "set MUEANG_PROXIES to how many of your proxies stand in front: else all readers share one limit of tries"
    yield Finding("proxies in front", str(proxies), cure if settings.OPTIONS["HTTPS"] and proxies < 1 else "")
    shut = not settings.OPTIONS["VC_API_ISSUER"]
    yield Finding(
        "door for conformance suites", "shut" if shut else "open", "" if shut else "unset MUEANG_VC_API_ISSUER"
    )


def check_sessions() -> Iterator[Finding]:
    minutes, hours = settings.OPTIONS["STAFF_IDLE_MINUTES"], settings.OPTIONS["STAFF_SESSION_HOURS"]
    is_short = 0 < minutes <= LONGEST_REST_MINUTES and 0 < hours <= LONGEST_SESSION_HOURS
    cure = f"at most {LONGEST_REST_MINUTES} minutes unused and {LONGEST_SESSION_HOURS} hours in all"
    yield Finding("sessions of staff", f"{minutes} minutes unused, {hours} hours in all", "" if is_short else cure)
    wanted = settings.SECOND_FACTOR
    cure = ""
    if wanted not in FactorWanted.values or wanted == FactorWanted.NOBODY:
        cure = "set MUEANG_SECOND_FACTOR to protected or staff"
    yield Finding("second factor asked of", wanted, cure)
    roles = [role for role, held in PERMISSIONS_OF.items() if held & PROTECTED]
    without = without_second_factor(roles=roles)
    cure = f"they are asked at their next sign-in: {', '.join(without[:5])}" if without else ""
    yield Finding("work with children without a second factor", str(len(without)), cure)


def check_files() -> Iterator[Finding]:
    mode = stat.S_IMODE(settings.DATA_DIR.stat().st_mode)
    is_ours = not mode & stat.S_IRWXO
    cure = "" if is_ours else f"chmod 750 {settings.DATA_DIR}: it holds children's records"
    yield Finding("data folder for others", oct(mode), cure)
    is_sent = not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    cure = "" if is_sent else "set MUEANG_EMAIL_URL, or nobody hears of what waits for them by e-mail"
    yield Finding("e-mail", "sent" if is_sent else "printed only", cure)


DEPLOY_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (check_django, check_address, check_sessions, check_files)


def _answered(said: Iterable[object]) -> int:
    return sum(getattr(one, "id", "") in ANSWERED for one in said)
