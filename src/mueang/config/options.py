"""Every setting an operator may turn: one described table, read from the environment or from secret files.

Those that hold a secret are read from the file that `MUEANG_<name>_FILE` names, where it does.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: `MUEANG_<name>`, its kind, its default and what it is for."""

    name: str
    kind: str
    default: Any
    sentence: str
    is_secret: bool = False

    @property
    def variable(self) -> str:
        return f"MUEANG_{self.name}"


OPTIONS = (
    Option("DATA_DIR", "str", "var", "Folder of everything this installation keeps: database, keys, static files."),
    Option(
        "DATABASE_URL",
        "str",
        "",
        "postgres://… for PostgreSQL, after a blank that of a server following it; empty: SQLite in the data folder.",
        is_secret=True,
    ),
    Option("BASE_URL", "str", "", "Public address, e.g. https://learn.example.go.th; certificates carry it for ever."),
    Option("ALLOWED_HOSTS", "list", ["127.0.0.1", "localhost", "[::1]"], "Host names the server answers to."),
    Option("PORT", "int", 8000, "Port that `mueang run` listens on."),
    Option("LISTEN", "str", "127.0.0.1", "Address that `mueang run` listens on."),
    Option("WEB_WORKERS", "int", 1, "Web processes."),
    Option("WEB_THREADS", "int", 4, "Threads of one web process."),
    Option(
        "SECRET_KEY_FILE", "str", "", "File of the session secret; empty means made in the data folder at first start."
    ),
    Option(
        "FIELD_KEY_FILE", "str", "", "File of the key that encrypts identity numbers and signing keys; empty as above."
    ),
    Option("HTTPS", "bool", False, "Behind HTTPS: secure cookies, HSTS, redirects."),
    Option(
        "EMAIL_URL",
        "str",
        "consolemail://",
        "smtp+tls://user:password@host:587, or consolemail:// to print messages.",
        is_secret=True,
    ),
    Option("EMAIL_FROM", "str", "mueang@localhost", "Sender of e-mail."),
    Option("LINE_LOGIN_CLIENT_ID", "str", "", "LINE Login channel; empty hides the LINE button."),
    Option("LINE_LOGIN_SECRET", "str", "", "Secret of the LINE Login channel.", is_secret=True),
    Option("LINE_TOKEN_FILE", "str", "", "File of the LINE Messaging API channel access token; empty turns LINE off."),
    Option("LINE_SECRET_FILE", "str", "", "File of that channel's secret, by which calls from LINE are known."),
    Option("LINE_URL", "str", "https://api.line.me", "Where the LINE Messaging API answers."),
    Option("LINE_FRIEND_URL", "str", "", "Address at which people add the LINE account as a friend."),
    Option("SMS_URL", "str", "", "Address of an SMS gateway that takes JSON by POST; empty turns SMS off."),
    Option("SMS_TOKEN_FILE", "str", "", "File of the gateway's token, sent as Authorization: Bearer."),
    Option(
        "SMS_BODY",
        "str",
        '{"to": "{to}", "text": "{text}", "sender": "{sender}"}',
        "The JSON the gateway wants; {to}, {text}, {sender} and {key} are filled in.",
    ),
    Option("SMS_SENDER", "str", "", "Sender name the gateway has registered for you."),
    Option(
        "SMS_KEY_HEADER",
        "str",
        "",
        "Header by which the gateway knows a repeated request (Idempotency-Key, say); empty: it knows none.",
    ),
    Option("SMS_PRICE_SATANG", "int", 50, "What one part of an SMS costs, in satang, to say it before sending."),
    Option(
        "PUSH_HOSTS",
        "list",
        ["fcm.googleapis.com", "updates.push.services.mozilla.com", "push.apple.com", "notify.windows.com"],
        "Push services by which browsers may be rung where BASE_URL is https; empty turns web push off.",
    ),
    Option("OIDC_NAME", "str", "", "Name on the button of an OpenID Connect provider such as ThaID; empty hides it."),
    Option("OIDC_URL", "str", "", "Issuer address of that provider."),
    Option("OIDC_CLIENT_ID", "str", "", "Client id at that provider."),
    Option("OIDC_SECRET", "str", "", "Client secret at that provider.", is_secret=True),
    Option(
        "PROXIES",
        "int",
        0,
        "Proxies of yours in front, each adding to X-Forwarded-For; 0 behind one would take everybody for one person.",
    ),
    Option("STAFF_IDLE_MINUTES", "int", 120, "Minutes after which a session of staff that nobody uses ends."),
    Option("STAFF_SESSION_HOURS", "int", 12, "Hours after which any session of staff ends."),
    Option(
        "SECOND_FACTOR",
        "str",
        "protected",
        "Who must have a passkey or an authenticator app: protected (work with children's records), staff, nobody.",
    ),
    Option("SECOND_FACTOR_DAYS", "int", 14, "Days of grace for that, from the day the role was given."),
    Option("UPLOAD_LIMIT_BYTES", "int", 10_000_000, "Largest file anybody may upload."),
    Option(
        "PAGE_MEMORY_BYTES",
        "int",
        6_000_000,
        "Memory in which one web process keeps rendered public pages; 0 keeps none.",
    ),
    Option(
        "MAP_TILES",
        "str",
        "",
        "https://…/{z}/{x}/{y}.png: pictures under the planning maps; its host sees who looks. Empty: none.",
    ),
    Option("MAP_TILES_CREDIT", "str", "", "Who made those pictures, as their licence wants it said under each map."),
    Option("ASK_AGAIN_DAYS", "int", 7, "Days after which the owner of an entry nobody confirmed is asked once more."),
    Option("UNLIST_DAYS", "int", 60, "Days for which an unconfirmed entry stays in lists and search."),
    Option("BACKUP_DIR", "str", "", "Folder of backups, on another disk; one is made each night. Empty: none is made."),
    Option(
        "BACKUP_KEY_FILE", "str", "", "File of the key of backups, outside both folders (mueang backup --make-key)."
    ),
    Option(
        "METRICS_LISTEN",
        "str",
        "",
        "host:port of the figures for Prometheus, never the public address; empty: none. 15 MB more a process.",
    ),
    Option("LOG_FORMAT", "str", "line", "line, or json for a log store: one object a line."),
    Option(
        "TRACES_URL",
        "str",
        "",
        "OTLP address (http://collector:4318/v1/traces) of a collector of traces; needs mueang[traces]. Empty: none.",
    ),
    Option(
        "VC_API_ISSUER",
        "str",
        "",
        "For conformance suites on this machine only: the invented issuer that signs whatever is posted. Empty: shut.",
    ),
    Option("DEBUG", "bool", False, "For developers only: error pages with source."),
)


def read(option: Option) -> Any:
    """The value of one option: the file named for it, the environment, else its default."""
    env = environ.Env()
    if option.is_secret and (path := env.str(f"{option.variable}_FILE", default="")):
        return secret_in_file(path)
    caster = {"str": env.str, "int": env.int, "bool": env.bool, "list": env.list}[option.kind]
    return caster(option.variable, default=option.default)


def read_all() -> dict[str, Any]:
    return {option.name: read(option) for option in OPTIONS}


def secret_in_file(path: str) -> str:
    """What stands in a file the operator named, without its last line break; empty where none is named."""
    return Path(path).read_text(encoding="utf-8").strip() if path else ""


def secrets_before(path: Path) -> list[str]:
    """Secrets that stood at `path` before it was rotated, the newest first: what they signed or sealed still opens."""
    older = [one for one in path.parent.glob(f"{path.name}.*") if one.suffix[1:].isdecimal()]
    older.sort(key=lambda one: int(one.suffix[1:]), reverse=True)
    return [one.read_text(encoding="ascii").strip() for one in older]


def rotate_secret(path: Path, *, length_bytes: int) -> Path:
    """Put a new secret at `path` and the one that stood there beside it, under the next number; where it is now."""
    numbers = [int(one.suffix[1:]) for one in path.parent.glob(f"{path.name}.*") if one.suffix[1:].isdecimal()]
    kept = path.with_name(f"{path.name}.{max(numbers, default=0) + 1}")
    path.rename(kept)
    secret_from(path, length_bytes=length_bytes)
    return kept


def secret_from(path: Path, *, length_bytes: int) -> str:
    """The secret kept at `path`, made at first use, readable by its owner only.

    Two processes may start together: the file appears whole and once, so both read one secret.
    """
    import secrets  # kept out of the module so that `--help` stays quick
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # mkstemp gives 0600; a link appears with its content or not at all.
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(length_bytes))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()
