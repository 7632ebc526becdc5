"""The command `mueang`: words an operator types, each leading to one management command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# words -> (management command, what it does). Kept as data so that `--help` needs no Django.
COMMANDS = {
    "run": ("up", "start web and worker together (first start sets everything up)"),
    "worker": ("work", "do the follow-up work: notices, award runs, clean-up"),
    "prepare": ("prepare", "set up what is missing (schema, public facts, static files), then end"),
    "web": ("web", "serve the web alone, where worker and preparing are processes of their own"),
    "metrics": ("metrics", "serve the figures of this machine's processes to Prometheus"),
    "demo": ("demo", "fill an invented city on Yala's public geography"),
    "city open": ("city_open", "open a city from its province or district code"),
    "people import": ("people_import", "check a workbook of people, and write it when confirmed"),
    "credential issue": ("credential_issue", "award an achievement to everyone who completed an offering"),
    "credential verify": ("credential_verify", "check a credential file; exit 0 only if valid, current and unrevoked"),
    "credential keys": ("credential_keys", "list, export or rotate an issuer's keys"),
    "search rebuild": ("search_rebuild", "make the search index anew from the rows"),
    "search evaluate": ("search_evaluate", "measure how well the search finds, on documents and questions of your own"),
    "risk evaluate": ("risk_evaluate", "judge honestly what a table of the past can foretell, beside what is simpler"),
    "siting solve": ("siting_solve", "choose places to open on a network or table, with a proof of how good it is"),
    "index compute": ("index_compute", "make a composite index from two tables, every stage kept"),
    "index uncertainty": ("index_uncertainty", "say how far an index's ranking can be trusted, and what moves it"),
    "derived snapshot": ("derived_snapshot", "write the rows that derived indicators count in as Parquet files"),
    "derived compute": ("derived_compute", "count the derived indicators of every city of a snapshot"),
    "curriculum check": (
        "curriculum_check",
        "check the 45-hour course: hours, both languages, sources, questions, rubrics",
    ),
    "enrollment replay": ("enrollment_replay", "work a published round of seats out again; exit 0 only if it follows"),
    "access lend": ("access_lend", "lend somebody a role for some hours, on the record"),
    "key rotate": ("key_rotate", "put a new session secret or field key in use; what the old one made still opens"),
    "audit verify": ("audit_verify", "find a changed, missing or reordered audit event"),
    "ledger verify": ("ledger_verify", "find books of account that do not add up or were changed"),
    "backup": ("backup", "keep rows, files and keys, encrypted, while serving; list, check, rehearse"),
    "restore": ("restore", "put a backup back, elsewhere or here, and prove that it is whole"),
    "doctor": ("doctor", "check settings, keys, database, disk and clock, and say what to fix"),
    "manage": ("", "any other Django command, e.g. mueang manage migrate"),
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  mueang {words:<{width}}  {sentence}" for words, (_command, sentence) in COMMANDS.items()]
    return "\n".join(
        [
            "Mueang runs a learning city.",
            "",
            *lines,
            "",
            "`mueang COMMAND --help` says more. Settings: docs/operate/settings.md.",
        ]
    )


def resolve(arguments: list[str]) -> list[str] | None:
    """The arguments for Django's command line, or None where the words are unknown."""
    for n_words in (2, 1):
        words = " ".join(arguments[:n_words])
        if words in COMMANDS:
            command = COMMANDS[words][0]
            return [*([command] if command else []), *arguments[n_words:]]
    return None


def port_asked(arguments: list[str]) -> str | None:
    """The value of `--port`, in either of its spellings."""
    for place, word in enumerate(arguments):
        if word.startswith("--port="):
            return word.removeprefix("--port=")
        if word == "--port" and place + 1 < len(arguments):
            return arguments[place + 1]
    return None


def main() -> None:
    """Run one command; unknown words print the list and exit 2."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())
        return
    resolved = resolve(arguments)
    if resolved is None:
        print(f"mueang: unknown command: {' '.join(arguments[:2])}\n\n{usage()}", file=sys.stderr)
        sys.exit(2)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
    # Small matrices on a busy machine: threads of linear algebra only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Before the settings are read: without a base address, the port stands in every signed document.
    if resolved[0] in {"up", "web"} and (port := port_asked(resolved)):
        os.environ["MUEANG_PORT"] = port
    from django.core.management import execute_from_command_line  # costs what --help must not pay
    from django.db import Error  # as above

    try:
        execute_from_command_line([Path(sys.argv[0]).name, *resolved])
    except (Error, OSError) as error:
        from mueang.lib.trouble import told, trouble_in  # as above

        if trouble_in(error) is None:
            raise
        sys.exit(f"mueang: {told(error)}. Mend that, then start again.")


if __name__ == "__main__":
    main()
