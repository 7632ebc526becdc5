"""The one typst compiler of a process: loaded when first needed, the faces ours, the clock given."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

FONTS = Path(__file__).with_name("fonts")
FACE = "Mueang Sarabun"
# Tagged, fonts inside, every glyph with its text: what an archive and a screen reader ask for.
STANDARD = "a-2a"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

_one_at_a_time = Lock()


class TypesettingFailed(Exception):
    """typst refused a template or its data; the message is typst's."""


@cache
def _compiler() -> Any:
    # Tens of megabytes that a web process, which never prints, should not carry.
    import typst

    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)


def compiled(source: str, *, root: Path, job: Any, made_at: datetime = LONG_AGO) -> bytes:
    """The PDF of `source`, which finds `job` as JSON in `sys.inputs.job` and other files below `root`.

    Raises TypesettingFailed with typst's own words.
    """
    import typst

    try:
        with _one_at_a_time:
            pdf: bytes = _compiler().compile(
                input=source.encode(),
                root=str(root),
                sys_inputs={"job": json.dumps(job, ensure_ascii=False)},
                pdf_standards=STANDARD,
                timestamp=int(made_at.timestamp()),
            )
    except typst.TypstError as error:
        raise TypesettingFailed(str(error)) from error
    return pdf


def exported(expression: str, *, template: Path) -> Any:
    """What `expression` is worth where the module `template` is known. Raises TypesettingFailed."""
    import typst

    source = f'#import "/{template.name}" as template\n#metadata({expression}) <exported>'

    try:
        # Its own types ask for one of three and know no overload for bytes beside a text root.
        found = cast("Any", typst).query(
            source.encode(), "<exported>", field="value", one=True, root=str(template.parent)
        )
    except RuntimeError as error:
        raise TypesettingFailed(str(error)) from error
    return json.loads(found)


@lru_cache(maxsize=4096)
def is_drawable(char: str) -> bool:
    """Whether some face at hand has a glyph for `char`; found out by trying."""
    try:
        compiled(f'#set text(font: "{FACE}")\n#json(bytes(sys.inputs.job))', root=FONTS, job=char)
    except (TypesettingFailed, UnicodeEncodeError):  # the latter for half a surrogate pair
        return False
    return True
