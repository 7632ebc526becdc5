"""Questions to surveys: what is asked, how far the asking is, and what came of it."""

from mueang.apps.surveys.queries.asking import (
    AreaLine,
    Asked,
    Progress,
    asked_by_key,
    device_kit,
    population_hints,
    progress_of,
    surveys_to_close,
    surveys_to_erase,
)
from mueang.apps.surveys.queries.paper import SheetPair, sheets_to_settle
from mueang.apps.surveys.queries.results import (
    Figure,
    GroupLine,
    Line,
    Results,
    Told,
    figures_to_take,
    open_answers,
    results_of,
    said_name,
)
from mueang.apps.surveys.queries.said import Said
from mueang.apps.surveys.queries.workbooks import ReadLine, answer_tables, paper_table, read_replies

__all__ = [
    "AreaLine",
    "Asked",
    "Figure",
    "GroupLine",
    "Line",
    "Progress",
    "ReadLine",
    "Results",
    "Said",
    "SheetPair",
    "Told",
    "answer_tables",
    "asked_by_key",
    "device_kit",
    "figures_to_take",
    "open_answers",
    "paper_table",
    "population_hints",
    "progress_of",
    "read_replies",
    "results_of",
    "said_name",
    "sheets_to_settle",
    "surveys_to_close",
    "surveys_to_erase",
]
