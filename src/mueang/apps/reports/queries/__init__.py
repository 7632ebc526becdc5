"""Questions to reports and releases."""

from mueang.apps.reports.queries.contents import content_of, digest_of
from mueang.apps.reports.queries.drawn import docx_of, pdf_of
from mueang.apps.reports.queries.layouts import blocks_of, footer_of
from mueang.apps.reports.queries.outlines import Outline, Question, Section, outline_of, packaged_outline
from mueang.apps.reports.queries.reports import (
    Choices,
    ReportCard,
    ReportPage,
    Written,
    figures_to_attach,
    report_page,
    reports_of,
    signed_content,
    written_report,
)
from mueang.apps.reports.queries.words import count_words

__all__ = [
    "Choices",
    "Outline",
    "Question",
    "ReportCard",
    "ReportPage",
    "Section",
    "Written",
    "blocks_of",
    "content_of",
    "count_words",
    "digest_of",
    "docx_of",
    "figures_to_attach",
    "footer_of",
    "outline_of",
    "packaged_outline",
    "pdf_of",
    "report_page",
    "reports_of",
    "signed_content",
    "written_report",
]
