"""The house tests itself: sizes, sentences, documents, templates, languages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "mueang"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("*.html"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "services", "misc"}
FORBIDDEN_SUFFIXES = ("_utils", "_helper", "_manager", "_handler", "_service", "_data", "_info")
# May only shrink: arguments of functions whose callers are other people's (Django's own signatures).
ARGUMENTS_CAP = 12


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_opens_with_one_sentence_and_keeps_its_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    sentence = ast.get_docstring(ast.parse(text)) or ""
    long_functions = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 - doc_lines(f) > 50]

    assert sentence.partition("\n")[0].endswith((".", ":", "?"))
    assert text.count("\n") <= 400
    assert long_functions == []


def doc_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (ast.get_docstring(function) or "").count("\n")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_name_their_arguments_from_the_second_on(path: Path) -> None:
    crowded = [
        f.name
        for f in functions(path)
        if len(f.args.posonlyargs) + len(f.args.args) + len(f.args.kwonlyargs) > ARGUMENTS_CAP
        or len([a for a in f.args.args if a.arg not in {"self", "cls"}]) > 5
    ]

    assert crowded == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_keep_their_size_and_hold_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= 150
    # A data block (schema.org) is no script: no policy lets it run.
    assert not re.search(r'<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\b(?:src=|type="application/ld\+json"))', text)
    assert "blocktranslate" not in re.sub(r"blocktranslate trimmed|endblocktranslate", "", text)
    # Read aloud, a heading without words names its whole column or row "blank".
    assert not re.search(r"<(th|h[1-6])\b[^>]*>\s*</\1>", text)


def test_no_folder_or_file_is_named_after_nothing() -> None:
    stems = {path.stem for path in SOURCE.rglob("*") if "__pycache__" not in path.parts}

    assert stems & FORBIDDEN_NAMES == set()
    assert [stem for stem in stems if stem.endswith(FORBIDDEN_SUFFIXES)] == []


def test_every_model_says_which_personal_data_it_holds() -> None:
    silent = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("mueang.") and not isinstance(getattr(model, "personal_data", None), str)
    ]

    assert silent == []


def test_foreign_keys_name_the_class() -> None:
    pattern = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](?!self[\"'])")

    strings = [name_of(path) for path in MODULES if pattern.search(path.read_text(encoding="utf-8"))]

    assert strings == []


def test_every_app_and_desk_tells_newcomers_what_it_is_for() -> None:
    rooms = [path for part in ("apps",) for path in (SOURCE / part).iterdir() if (path / "apps.py").exists()]

    assert [room.name for room in rooms if not (room / "README.md").exists()] == []


def test_every_template_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*MODULES, *TEMPLATES])
    own = [path for path in TEMPLATES if not {"account", "allauth", "mfa", "socialaccount"} & set(path.parts)]
    names = {str(path).split("/templates/", 1)[1]: path for path in own}
    errors = {"400.html", "403.html", "403_csrf.html", "404.html", "413.html", "500.html"}

    unused = [name for name in names if name not in errors and f'"{name}"' not in text and f"'{name}'" not in text]

    assert unused == []


@pytest.mark.parametrize(
    "arguments", [["tools/messages.py", "check"], ["tools/docs.py", "--check"]], ids=["thai", "docs"]
)
def test_thai_is_complete_and_drawn_documents_are_current(arguments: list[str], tmp_path: Path) -> None:
    environment = {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
        "MUEANG_DATA_DIR": str(tmp_path),
        "PATH": "",
    }

    result = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_one_english_sentence_has_one_thai_everywhere() -> None:
    """Django lays all catalogues on one another: where two differ, one of them is never seen."""
    import polib

    thai: dict[tuple[str | None, str], set[str]] = {}
    for path in SOURCE.rglob("django.po"):
        for entry in polib.pofile(str(path)):
            thai.setdefault((entry.msgctxt, entry.msgid), set()).add(entry.msgstr_plural.get(0) or entry.msgstr)

    assert {message: said for (_context, message), said in thai.items() if len(said) > 1} == {}


def test_documents_link_only_to_what_is_there() -> None:
    pages = [path for path in ROOT.rglob("*.md") if not {".venv", "node_modules", "var"} & set(path.parts)]
    # `term:` leads to a word that is explained in place; the course's own check looks after those.
    broken = [
        f"{name_of(page)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:|term:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_every_decision_has_its_four_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    wanted = ("## Context", "## Decision", "## Consequences", "## Rejected")

    incomplete = [p.name for p in pages if not all(part in p.read_text(encoding="utf-8") for part in wanted)]

    assert len(pages) >= 11
    assert incomplete == []


def test_nothing_names_a_machine_or_a_package_host() -> None:
    pattern = re.compile(
        r"(?i)\b(py" + r"pi|files\.python" + r"hosted|registry\.npm" + r"js)\.(org|com)|/wo" + r"rk/(main|shared)"
    )
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    texts = [
        ROOT / name
        for name in tracked
        if name.endswith((".py", ".md", ".html", ".toml", ".txt", ".in", ".po", "Makefile"))
    ]

    assert [name_of(path) for path in texts if path.exists() and pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", sorted(SOURCE.glob("apps/*/migrations/0001_*.py")), ids=name_of)
def test_the_first_migration_of_an_app_creates_its_tables_at_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert path.name == "0001_initial.py"
    assert text.count("CreateTables(") == 1
    assert not re.findall(r"migrations\.(?!CreateModel|Migration|swappable_dependency)[A-Z]\w+\(", text)
