"""Every refusal has a sentence for its reader, in both languages."""

import pytest
from django.utils.translation import override

from mueang.apps.people.errors import FileRefused, NameMissing, RosterClosed

PARAMS = {"megabytes": 12, "limit": 10, "count": 60, "kind": "pdf", "sheet": "", "rows": 40}
CODES = (
    "too_large",
    "empty",
    "not_a_workbook",
    "web_page",
    "binary_workbook",
    "encrypted",
    "damaged",
    "zip_bomb",
    "too_many_files",
    "too_many_sheets",
    "too_many_rows",
    "too_many_columns",
    "too_many_cells",
    "unknown_encoding",
)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_refusal_of_a_file_says_what_to_do(code, language):
    with override(language):
        sentence = FileRefused(code, PARAMS).sentence

    assert len(sentence) > 20
    assert "%" not in sentence


def test_a_refusal_unheard_of_is_called_damage():
    assert FileRefused("new_code", {}).sentence == FileRefused("damaged", {}).sentence


def test_each_refusal_speaks_for_itself():
    assert NameMissing().sentence == "โปรดกรอกชื่อ"
    assert RosterClosed("confirmed").sentence != RosterClosed("discarded").sentence
