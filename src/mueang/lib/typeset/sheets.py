"""Sheets of a template as PDF: one set by itself, or a whole cohort filled into forms."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from mueang.lib.typeset.characters import clusters, one_line, printable
from mueang.lib.typeset.compiler import FACE, LONG_AGO, compiled, exported
from mueang.lib.typeset.forms import Form, make_form
from mueang.lib.typeset.slots import SlotRule, line_of, slot_rules

# A form costs as much as this many sheets set by themselves.
_FEW = 2

_SHEET = """#import "/{template}": sheet
#let job = json(bytes(sys.inputs.job))
#set document(title: job.title)
#sheet(job.data)
"""
_LETTERS = f"""#page(height: auto, pdf.artifact({{
  set text(font: "{FACE}", kerning: false, ligatures: false)
  for (weight, letters) in job.letters {{ text(weight: weight, letters) }}
}}))
"""
_SLOTS = """{
  let points(value) = if type(value) == length { value.pt() } else { value }
  let slots = dictionary(template).at("slots", default: (:))
  slots.pairs().map(((name, slot)) => (name, slot.pairs().map(((key, value)) => (key, points(value)))))
}"""


def typeset(template: str | Path, *, data: Mapping[str, Any], titled_by: str, made_at: datetime = LONG_AGO) -> bytes:
    """The sheet for `data` as PDF/A-2a, titled in its metadata by the field `titled_by`.

    Control characters become spaces, and a character that no face has becomes □.
    Raises TypesettingFailed if the template cannot be set with these data.
    """
    return _set_alone(Path(template), printable(dict(data)), titled_by=titled_by, made_at=made_at)


def typeset_many(
    template: str | Path, *, items: Sequence[Mapping[str, Any]], titled_by: str, made_at: datetime = LONG_AGO
) -> list[bytes]:
    """The sheet of each of `items`, as `typeset` would set it, in their order.

    Items that differ only in the template's slots share one setting, and the faces in their files hold the letters of
    all of them. Raises TypesettingFailed.
    """
    path = Path(template)
    rules = _rules(path, path.stat().st_mtime_ns)
    sheets = [printable(dict(item)) for item in items]
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        alike[json.dumps(_marked(sheet, rules=rules), ensure_ascii=False)].append(number)
    done: dict[int, bytes] = {}
    for numbers in alike.values():
        form = _form(path, [sheets[n] for n in numbers], rules=rules, titled_by=titled_by, made_at=made_at)
        for number in numbers:
            filled = form.filled(sheets[number]) if form else None
            done[number] = filled or _set_alone(path, sheets[number], titled_by=titled_by, made_at=made_at)
    return [done[number] for number in range(len(sheets))]


def _set_alone(template: Path, data: Mapping[str, Any], *, titled_by: str, made_at: datetime) -> bytes:
    job = {"title": one_line(data[titled_by]), "data": data}
    return compiled(_SHEET.format(template=template.name), root=template.parent, job=job, made_at=made_at)


@lru_cache(maxsize=16)
def _rules(template: Path, changed_ns: int) -> Mapping[str, SlotRule]:  # noqa: ARG001  an edited template is read again
    return slot_rules(exported(_SLOTS, template=template))


def _marked(sheet: Mapping[str, Any], *, rules: Mapping[str, SlotRule]) -> dict[str, Any]:
    return {key: rules[key].marked(value) if key in rules else value for key, value in sheet.items()}


def _form(
    template: Path,
    sheets: Sequence[Mapping[str, Any]],
    *,
    rules: Mapping[str, SlotRule],
    titled_by: str,
    made_at: datetime,
) -> Form | None:
    """The form that `sheets` share, with every letter they need; None where one is not worth it, or would mislead."""
    used = {name: rule for name, rule in rules.items() if sheets[0].get(name)}
    common = json.dumps({key: value for key, value in sheets[0].items() if key not in rules}, ensure_ascii=False)
    if len(sheets) < _FEW or not used or any(rule.mark in common for rule in used.values()):
        return None
    letters = [
        (rule.weight, " ".join(sorted({c for sheet in sheets for c in clusters(line_of(sheet[name])) or ()})))
        for name, rule in used.items()
        if not rule.is_drawing
    ]
    job = {"title": one_line(sheets[0][titled_by]), "data": _marked(sheets[0], rules=rules), "letters": letters}
    source = _SHEET.format(template=template.name) + _LETTERS
    return make_form(compiled(source, root=template.parent, job=job, made_at=made_at), rules=used)
