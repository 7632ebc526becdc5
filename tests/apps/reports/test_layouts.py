"""What a document says, in either language: every figure in full, stars, and that a city is invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cast import Cast
from factories.indicators import figure, indicator
from factories.reports import report
from factories.rows import NeighbourhoodFactory
from mueang.apps.indicators.actions import observe
from mueang.apps.reports.actions import attach_figures, check_question, save_answer
from mueang.apps.reports.queries import blocks_of, content_of, packaged_outline, report_page
from mueang.standards.wordprocessing import Heading, Note, Paragraph, Table

pytestmark = pytest.mark.django_db


def content(cast: Cast, row: Any) -> dict[str, Any]:
    page = report_page(viewer=cast.officer, city=cast.city, uuid=row.uuid)
    assert page is not None
    return content_of(page)


def biennial(cast: Cast) -> Any:
    row = report(cast, kind="biennial")
    community = NeighbourhoodFactory(city=cast.city)
    told = [
        figure(
            indicator(unit="count"),
            level="community",
            neighbourhood=community,
            value=Decimal("12345.5"),
            numerator=Decimal(3),
            denominator=Decimal(40),
            completeness_percent=92,
            note="นับซ้ำไม่ได้",
        ),
        figure(indicator(unit="baht"), value=Decimal("-0.25")),
    ]
    rows = [observe(city=cast.city, figure=one, actor=None) for one in told]
    attach_figures(report=row, question="1.1", observations=rows, actor=cast.officer)
    save_answer(
        report=row, question="1.1", language="th", text="ดี [1] และ [2]\n\n\n\nต่อ [9]", version=0, actor=cast.officer
    )
    return row


@pytest.mark.parametrize(("language", "complete"), [("th", "92%"), ("en", "92% complete")])
def test_a_footnote_says_all_that_finds_the_figure_again(cast: Cast, language: str, complete: str) -> None:
    blocks = blocks_of(content(cast, biennial(cast)), language=language, seal="ร่าง")
    table = next(block for block in blocks if isinstance(block, Table))
    note = table.rows[0][1][1]
    assert isinstance(note, Note)
    for word in ("12,345.5", "สำนักงานสมมติ", "3", "40", complete, "นับซ้ำไม่ได้"):
        assert word in note.text, word
    assert table.rows[1][1][0] == ("-0.25 บาท" if language == "th" else "-0.25 baht")


def test_marks_become_notes_where_there_is_such_a_figure_and_stay_words_where_not(cast: Cast) -> None:
    blocks = blocks_of(content(cast, biennial(cast)), language="th")
    told = [block.pieces for block in blocks if isinstance(block, Paragraph) and block.look == "plain"]
    assert [type(piece).__name__ for piece in told[0]] == ["str", "Note", "str", "Note", "str"]
    assert told[1] == ("ต่อ [9]",)


def test_a_star_stands_until_the_printed_form_was_compared(cast: Cast) -> None:
    row = biennial(cast)
    check_question(report=row, question="1.1", source="แบบ UIL หน้า 2", actor=cast.officer)
    heads = [block.text for block in blocks_of(content(cast, row), language="th") if isinstance(block, Heading)]
    assert not next(head for head in heads if head.startswith("1.1 ")).endswith("*")
    assert next(head for head in heads if head.startswith("1.2 ")).endswith("*")


def test_a_document_of_an_invented_city_says_so_and_one_of_a_real_city_does_not(cast: Cast) -> None:
    row = report(cast)
    for is_invented in (True, False):
        cast.city.is_invented = is_invented
        cast.city.save()
        looks = [block.look for block in blocks_of(content(cast, row), language="en") if isinstance(block, Paragraph)]
        assert ("warning" in looks) == is_invented


def test_there_is_a_form_of_every_kind_and_of_no_other() -> None:
    assert len(packaged_outline("award")["sections"][0]["questions"]) == 8
    with pytest.raises(LookupError):
        packaged_outline("novel")
