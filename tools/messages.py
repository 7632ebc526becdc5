"""Keep every app's Thai catalogue in step with the strings in its code and templates.

usage: python tools/messages.py extract|check|compile [folder ...]

`extract` adds new strings and drops those no longer used; `check` fails on any string without Thai or catalogue out of
step; `compile` writes the .mo files. No GNU gettext is needed.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent / "src" / "mueang"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = tuple[str | None, str, str | None]


def catalogues(names: list[str]) -> list[Path]:
    """The folders that own a catalogue: each app and desk, and ui, demo, lib, config."""
    if names:
        return [Path(name).resolve() for name in names]
    singles = [SOURCE / name for name in ("config", "demo", "ui", "lib")]
    return [
        *singles,
        *(path for part in ("apps", "desks") for path in sorted((SOURCE / part).iterdir()) if path.is_dir()),
    ]


def messages_in(path: Path) -> Iterator[Message]:
    """Every (context, singular, plural) that one file marks for translation."""
    from babel.messages.extract import extract_python
    from django.utils.translation.template import templatize

    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Keep the calls that templatize leaves among the X'd-out markup, whichever quotes they use.
        quoted = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
        calls = rf"(?:n?p?gettext|_)\(\s*{quoted}(?:\s*,\s*(?:{quoted}|\w+))*\s*\)"
        text = "\n".join(re.findall(calls, templatize(text, origin=str(path))))
    for _line, function, found, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        parts = found if isinstance(found, tuple) else (found,)
        texts = [part for part in parts if isinstance(part, str)]
        context = texts.pop(0) if function.lstrip("n").startswith("pgettext") else None
        if texts:
            yield context, texts[0], texts[1] if "n" in function[:2] and len(texts) > 1 else None


def wanted(folder: Path) -> dict[tuple[str | None, str], str | None]:
    files = sorted([*folder.rglob("*.py"), *folder.rglob("*.html")])
    found: dict[tuple[str | None, str], str | None] = {}
    for path in files:
        if "migrations" in path.parts:
            continue
        for context, singular, plural in messages_in(path):
            found[context, singular] = plural or found.get((context, singular))
    return found


def catalogue_path(folder: Path) -> Path:
    return folder / "locale" / "th" / "LC_MESSAGES" / "django.po"


def load(folder: Path) -> polib.POFile:
    path = catalogue_path(folder)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=0)
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "Language": "th",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return po


def extract(folder: Path) -> None:
    strings, old = wanted(folder), load(folder)
    if not strings:
        return
    kept = {(entry.msgctxt, entry.msgid): entry for entry in old}
    po = polib.POFile(wrapwidth=0)
    po.metadata = old.metadata
    for (context, singular), plural in sorted(strings.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        entry = kept.get((context, singular)) or polib.POEntry(msgctxt=context, msgid=singular)
        if plural:
            text = entry.msgstr_plural.get(0, entry.msgstr)
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = plural, {0: text}, ""
        po.append(entry)
    path = catalogue_path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))
    missing = sum(1 for entry in po if not is_translated(entry))
    print(f"{folder.name}: {len(po)} strings, {missing} without Thai")


def is_translated(entry: polib.POEntry) -> bool:
    text = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
    return (
        bool(text)
        and not entry.fuzzy
        and set(re.findall(r"%\(\w+\)", entry.msgid)) <= set(re.findall(r"%\(\w+\)", text))
    )


def faults(folder: Path) -> Iterator[str]:
    """What keeps the Thai of one folder from being complete."""
    strings, po = wanted(folder), load(folder)
    held = {(entry.msgctxt, entry.msgid) for entry in po}
    for _context, singular in sorted(set(strings) - held, key=str):
        yield f"{folder.name}: not in the catalogue: {singular!r}"
    for entry in po:
        if (entry.msgctxt, entry.msgid) not in strings:
            yield f"{folder.name}: no longer used: {entry.msgid!r}"
        elif not is_translated(entry):
            yield f"{folder.name}: no Thai (or a placeholder missing) for: {entry.msgid!r}"


def compile_catalogue(folder: Path) -> None:
    path = catalogue_path(folder)
    if path.exists():
        load(folder).save_as_mofile(str(path.with_suffix(".mo")))


def main(arguments: list[str]) -> int:
    verb, folders = arguments[0], catalogues(arguments[1:])
    if verb == "extract":
        for folder in folders:
            extract(folder)
    elif verb == "compile":
        for folder in folders:
            compile_catalogue(folder)
    elif verb == "check":
        found = [fault for folder in folders for fault in faults(folder)]
        print("\n".join(found) or f"{len(folders)} catalogues complete")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
