"""Sets one sheet in a process of its own: a web process, which prints seldom, carries no typesetter.

usage: python -m mueang.lib.typeset.apart < job.json > sheet.pdf
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mueang.lib.typeset.compiler import TypesettingFailed
from mueang.lib.typeset.sheets import typeset

_SECONDS = 60
_SOURCES = Path(__file__).resolve().parents[3]


def typeset_apart(template: str | Path, *, data: Mapping[str, Any], titled_by: str, made_at: datetime) -> bytes:
    """As `typeset`, to the byte, by another process. Raises TypesettingFailed, also where it took a minute."""
    job = {"template": str(template), "data": data, "titled_by": titled_by, "made_at": made_at.isoformat()}
    try:
        finished = subprocess.run(  # noqa: S603 (our own module, no shell)
            [sys.executable, "-m", __name__],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env={**os.environ, "PYTHONPATH": str(_SOURCES)},
        )
    except subprocess.CalledProcessError as failure:
        raise TypesettingFailed(failure.stderr.decode(errors="replace")[-500:]) from None
    except subprocess.TimeoutExpired as failure:
        raise TypesettingFailed("it took too long") from failure
    return finished.stdout


def main() -> None:
    """Read the job, write the sheet."""
    job = json.load(sys.stdin)
    made_at = datetime.fromisoformat(job["made_at"])
    sys.stdout.buffer.write(typeset(job["template"], data=job["data"], titled_by=job["titled_by"], made_at=made_at))


if __name__ == "__main__":
    main()
