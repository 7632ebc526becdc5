"""A section of a module as HTML: Markdown without raw HTML, words explained in place, sources by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from mueang.curriculum.course import SECTIONS, Course, Module, Source, Term

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_TERM = "term:"


@dataclass(frozen=True, slots=True)
class Page:
    """One module in one language: `sections` as HTML, and the terms and sources they name, each in order and once."""

    sections: Mapping[str, str]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]


def page_of(course: Course, module: Module, language: str, *, prefix: str = "") -> Page:
    """The sections of a module as HTML that is safe whatever the Markdown holds.

    Parameters
    ----------
    course : whose terms and sources are meant
    module : one of the course's modules
    language : `th`, or anything that begins with `en`
    prefix : put before every mark in the page, so that several modules may stand on one page

    Returns
    -------
    Page; every `[word](term:key)` a button that opens `<prefix>term-key`, every `[^key]` a number that leads
    to `<prefix>source-key`. Headings bear `<prefix><section>-<number>`. No unit.

    Raises
    ------
    KeyError
        If a cited source or term is not the course's.

    Source
    ------
    CommonMark 0.31 without raw HTML, by markdown-it-py.
    """
    text = module.text(language)
    named: dict[str, dict[str, int]] = {"terms": {}, "sources": {}}
    sections: dict[str, str] = {}
    for name in SECTIONS:
        env = {"named": named, "prefix": prefix, "section": name, "headings": 0}
        sections[name] = _writer().render(text.sections.get(name, ""), env)
    return Page(
        sections,
        tuple(course.terms[key] for key in named["terms"]),
        tuple(course.sources[key] for key in named["sources"]),
    )


@cache
def _writer() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only whoever reads the course needs it

    writer = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
    writer.inline.ruler.before("link", "cited", _cited)
    writer.add_render_rule("cited", _cited_html)
    writer.add_render_rule("heading_open", _heading_html)
    writer.add_render_rule("heading_close", _heading_end)
    writer.add_render_rule("link_open", _link_html)
    writer.add_render_rule("link_close", _link_end)
    return writer


def _cited(state: StateInline, silent: bool) -> bool:
    """`[^key]`, a citation."""
    if not state.src.startswith("[^", state.pos):
        return False
    end = state.src.find("]", state.pos)
    if end < 0:
        return False
    if not silent:
        state.push("cited", "", 0).content = state.src[state.pos + 2 : end]
    state.pos = end + 1
    return True


def _cited_html(_self: Any, tokens: Sequence[Any], idx: int, _options: Any, env: Any) -> str:
    key = tokens[idx].content
    numbers = env["named"]["sources"]
    number = numbers.setdefault(key, len(numbers) + 1)
    return f'<sup><a href="#{env["prefix"]}source-{escape(key)}">[{number}]</a></sup>'


def _heading_html(_self: Any, tokens: Sequence[Any], idx: int, _options: Any, env: Any) -> str:
    """The page's own headings stand above those of the text."""
    env["headings"] += 1
    level = _lower(tokens[idx].tag)
    return f'<{level} id="{env["prefix"]}{env["section"]}-{env["headings"]}">'


def _heading_end(_self: Any, tokens: Sequence[Any], idx: int, _options: Any, _env: Any) -> str:
    return f"</{_lower(tokens[idx].tag)}>\n"


def _lower(tag: str) -> str:
    return f"h{min(int(tag[1]) + 1, 6)}"


def _link_html(_self: Any, tokens: Sequence[Any], idx: int, _options: Any, env: Any) -> str:
    address = str(tokens[idx].attrGet("href") or "")
    if not address.startswith(_TERM):
        return f'<a href="{escape(address)}" rel="noreferrer noopener">'
    key = address.removeprefix(_TERM)
    env["named"]["terms"].setdefault(key, 1)
    return f'<button type="button" class="term" popovertarget="{env["prefix"]}term-{escape(key)}">'


def _link_end(_self: Any, tokens: Sequence[Any], idx: int, _options: Any, _env: Any) -> str:
    """A link never stands within another: the last one opened is the one that ends."""
    opened = next(token for token in reversed(tokens[:idx]) if token.type == "link_open")
    return "</button>" if str(opened.attrGet("href") or "").startswith(_TERM) else "</a>"
