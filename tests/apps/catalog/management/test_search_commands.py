"""`mueang search rebuild` and `mueang search evaluate`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cast import Cast
from factories.rows import OfferingFactory


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_rebuilding_takes_every_city_or_the_one_named(cast: Cast) -> None:
    OfferingFactory(city=cast.city, program__city=cast.city)

    assert "nakhon: 1 offerings can be found" in said("search_rebuild")
    assert "elsewhere" not in said("search_rebuild", "--city", "nakhon")
    with pytest.raises(CommandError, match="there is no city nowhere"):
        said("search_rebuild", "--city", "nowhere")


def files(folder: Path) -> tuple[str, ...]:
    documents, questions = folder / "d.jsonl", folder / "q.jsonl"
    documents.write_text('{"id": 7, "text": "ทอผ้า"}\n', encoding="utf-8")
    questions.write_text('{"text": "ทอผ้า", "relevant": [7]}\n', encoding="utf-8")
    return ("search_evaluate", "--documents", str(documents), "--queries", str(questions))


def test_evaluating_prints_the_figures_as_json_and_as_a_table(tmp_path: Path) -> None:
    measured = json.loads(said(*files(tmp_path), "--json"))

    assert measured["R@1"] == measured["MRR@10"] == measured["recall"] == 100
    assert {"p50_ms", "p95_ms", "index_seconds", "n_queries", "n_documents"} <= measured.keys()
    assert "MRR@10" in said(*files(tmp_path))


def test_evaluating_refuses_a_wrong_line_and_a_missing_file(tmp_path: Path) -> None:
    arguments = files(tmp_path)
    (tmp_path / "q.jsonl").write_text('{"text": 1}\n', encoding="utf-8")

    with pytest.raises(CommandError, match=r"q\.jsonl:1: text must be a string"):
        said(*arguments)
    (tmp_path / "q.jsonl").unlink()
    with pytest.raises(CommandError, match=r"q\.jsonl"):
        said(*arguments)
