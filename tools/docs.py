"""Draw the pages of docs/operate that are made from the code; `--check` fails where one is stale."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "operate"


def settings_page() -> str:
    from mueang.config.options import OPTIONS

    rows = [f"| `{o.variable}` | {o.kind} | `{o.default!r}` | {o.sentence} |" for o in OPTIONS]
    head = ["# Settings", "", "Read from the environment. Drawn from the code by `make docs`.", ""]
    return "\n".join([*head, "| variable | kind | default | what it is for |", "| --- | --- | --- | --- |", *rows, ""])


def roles_page() -> str:
    from mueang.apps.accounts.enums import Permission, Role
    from mueang.apps.accounts.rules import PERMISSIONS_OF

    said = "Each role holds within its city, organization or place. Drawn from the code by `make docs`."
    head = ["# Who may do what", "", said]
    titles = " | ".join(role.name.replace("_", " ").lower() for role in Role)
    held = {p: ["yes" if p in PERMISSIONS_OF[role] else "" for role in Role] for p in Permission}
    rows = [f"| `{permission.value}` | {' | '.join(marks)} |" for permission, marks in held.items()]
    return "\n".join([*head, "", f"| permission | {titles} |", "| --- |" + " --- |" * len(Role), *rows, ""])


def personal_data_page() -> str:
    from django.apps import apps

    rows = [
        f"| {model._meta.label} | {model.personal_data or 'none'} |"  # type: ignore[attr-defined]
        for model in apps.get_models()
        if model.__module__.startswith("mueang.") and hasattr(model, "personal_data")
    ]
    head = ["# Personal data, by table", "", "Drawn from the models' own annotations by `make docs`.", ""]
    return "\n".join([*head, "| table | personal data |", "| --- | --- |", *sorted(rows), ""])


PAGES = {"settings.md": settings_page, "roles.md": roles_page, "personal-data.md": personal_data_page}


def main() -> int:
    import django

    django.setup()
    stale = []
    for name, draw in PAGES.items():
        path = FOLDER / name
        text = draw()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    print(f"{len(PAGES)} pages, {len(stale)} {'stale' if '--check' in sys.argv else 'drawn anew'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
