"""Every setting an operator may turn: one described table, read from the environment or from secret files."""

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

    @property
    def variable(self) -> str:
        return f"MUEANG_{self.name}"


OPTIONS = (
    Option("DATA_DIR", "str", "var", "Folder of everything this installation keeps: database, keys, static files."),
    Option("DATABASE_URL", "str", "", "postgres://… for PostgreSQL; empty means SQLite in the data folder."),
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
        "EMAIL_URL", "str", "consolemail://", "smtp+tls://user:password@host:587, or consolemail:// to print messages."
    ),
    Option("EMAIL_FROM", "str", "mueang@localhost", "Sender of e-mail."),
    Option("LINE_LOGIN_CLIENT_ID", "str", "", "LINE Login channel; empty hides the LINE button."),
    Option("LINE_LOGIN_SECRET", "str", "", "Secret of the LINE Login channel."),
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
    Option("OIDC_NAME", "str", "", "Name on the button of an OpenID Connect provider such as ThaID; empty hides it."),
    Option("OIDC_URL", "str", "", "Issuer address of that provider."),
    Option("OIDC_CLIENT_ID", "str", "", "Client id at that provider."),
    Option("OIDC_SECRET", "str", "", "Client secret at that provider."),
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
    Option("DEBUG", "bool", False, "For developers only: error pages with source."),
)


def read(option: Option) -> Any:
    """The value of one option: the environment first, else its default."""
    env = environ.Env()
    caster = {"str": env.str, "int": env.int, "bool": env.bool, "list": env.list}[option.kind]
    return caster(option.variable, default=option.default)


def read_all() -> dict[str, Any]:
    return {option.name: read(option) for option in OPTIONS}


def secret_in_file(path: str) -> str:
    """What stands in a file the operator named, without its last line break; empty where none is named."""
    return Path(path).read_text(encoding="utf-8").strip() if path else ""


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
