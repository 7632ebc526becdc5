"""The typst compiler of a process."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mueang.lib.typeset import TypesettingFailed
from mueang.lib.typeset.compiler import compiled, exported

SOURCE = Path(__file__).resolve().parents[3] / "src"
WORDS = '#set document(title: "x")\n#json(bytes(sys.inputs.job))'


def test_typst_is_not_loaded_before_something_is_printed() -> None:
    code = "import sys, mueang.lib.typeset, mueang.lib.qr; sys.exit('typst' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}, check=False)

    assert done.returncode == 0


def test_the_same_words_are_the_same_bytes(tmp_path: Path) -> None:
    first = compiled(WORDS, root=tmp_path, job="ปิ่น")

    assert compiled(WORDS, root=tmp_path, job="ปิ่น") == first
    assert compiled(WORDS, root=tmp_path, job="ปิ่น", made_at=datetime(2026, 11, 22, tzinfo=UTC)) != first


def test_a_template_with_a_mistake_fails_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(TypesettingFailed, match="unknown variable: nowhere"):
        compiled("#nowhere", root=tmp_path, job="")


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden")
    inner = tmp_path / "inner"
    inner.mkdir()

    with pytest.raises(TypesettingFailed):
        compiled('#read("/../secret.txt")', root=inner, job="")


def test_a_template_that_cannot_be_read_fails_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(TypesettingFailed, match="not found"):
        exported("1", template=tmp_path / "nowhere.typ")


def test_threads_take_turns(tmp_path: Path) -> None:
    alone = {word: compiled(WORDS, root=tmp_path, job=word) for word in "กขคง"}

    with ThreadPoolExecutor(4) as pool:
        together = dict(zip(alone, pool.map(lambda word: compiled(WORDS, root=tmp_path, job=word), alone), strict=True))

    assert together == alone
