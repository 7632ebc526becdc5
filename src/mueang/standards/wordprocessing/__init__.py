"""Documents as .docx (Office Open XML) with headings, tables and footnotes that an office program goes on editing."""

from mueang.standards.wordprocessing.blocks import Block, Heading, Note, Paragraph, Table
from mueang.standards.wordprocessing.package import write_docx

__all__ = ["Block", "Heading", "Note", "Paragraph", "Table", "write_docx"]
