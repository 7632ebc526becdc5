"""`mueang search evaluate`: how well the catalog's search finds, measured on anybody's documents and questions."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from mueang.lib.search.measuring import BadLine, Measured, evaluate, read_documents, read_questions


class Command(BaseCommand):
    help = "Index documents as the catalog does, ask the questions, and say how often the right answer came first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", type=Path, required=True, help='JSON lines {"id": …, "text": …}')
        parser.add_argument("--queries", type=Path, required=True, help='JSON lines {"text": …, "relevant": [id, …]}')
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    @no_translations
    def handle(self, *_arguments: Any, documents: Path, queries: Path, json: bool, **_options: Any) -> None:
        try:
            texts = read_documents(documents)
            questions = read_questions(queries, documents=texts)
        except (BadLine, OSError) as refused:
            raise CommandError(str(refused)) from refused
        with tempfile.TemporaryDirectory(prefix="mueang-search-") as folder:
            measured = evaluate(Path(folder) / "index", documents=texts, questions=questions)
        self.stdout.write(as_json(measured) if json else as_table(measured))


def as_json(measured: Measured) -> str:
    return json.dumps(measured.by_name())


def as_table(measured: Measured) -> str:
    return "\n".join(f"{name:<24}{value:>12,}" for name, value in measured.by_name().items())
