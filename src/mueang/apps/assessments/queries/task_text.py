"""The words of a task as HTML: Markdown without raw HTML, without the course's marks of sources and terms."""

from __future__ import annotations

import re

_CITED = re.compile(r"\[\^[\w-]+\]")
_TERM = re.compile(r"\[([^\]]+)\]\(term:[\w-]+\)")


def task_html(text: str) -> str:
    """Safe whatever the text holds: markup in it is shown as letters."""
    from markdown_it import MarkdownIt  # only whoever reads a task needs it

    writer = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
    return str(writer.render(_TERM.sub(r"\1", _CITED.sub("", text))))
