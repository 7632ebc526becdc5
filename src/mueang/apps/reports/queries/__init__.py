"""Questions to reports and releases."""

from mueang.apps.reports.queries.contents import content_of, digest_of
from mueang.apps.reports.queries.drawn import docx_of, docx_of_blocks, pdf_of, pdf_of_blocks
from mueang.apps.reports.queries.layouts import blocks_of, footer_of
from mueang.apps.reports.queries.outlines import Outline, Question, Section, outline_of, packaged_outline
from mueang.apps.reports.queries.release_files import COLUMNS, files_of, table_of
from mueang.apps.reports.queries.releases import (
    ReleasePage,
    address_of,
    data_set_of,
    figures_to_release,
    newest_figures,
    release_file,
    release_page,
    releases_of,
)
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
from mueang.apps.reports.queries.withholding import Line, withheld
from mueang.apps.reports.queries.words import count_words

__all__ = [
    "COLUMNS",
    "Choices",
    "Line",
    "Outline",
    "Question",
    "ReleasePage",
    "ReportCard",
    "ReportPage",
    "Section",
    "Written",
    "address_of",
    "blocks_of",
    "content_of",
    "count_words",
    "data_set_of",
    "digest_of",
    "docx_of",
    "docx_of_blocks",
    "figures_to_attach",
    "figures_to_release",
    "files_of",
    "footer_of",
    "newest_figures",
    "outline_of",
    "packaged_outline",
    "pdf_of",
    "pdf_of_blocks",
    "release_file",
    "release_page",
    "releases_of",
    "report_page",
    "reports_of",
    "signed_content",
    "table_of",
    "withheld",
    "written_report",
]
