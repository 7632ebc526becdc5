"""What is wrong with the markup of a page, as far as it can be told without a browser."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form", "popovertarget")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
NAMED_BY_TEXT = frozenset(
    {"a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "option", "summary", "th", "title"}
)
TYPED_INTO = frozenset({"select", "textarea"})
BLOCKS = frozenset({"article", "details", "div", "dl", "form", "ol", "p", "section", "table", "ul"})
WORDS_ONLY = frozenset({"p", "span", "label", "h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ol", "ul"})
NOT_LABELLED = frozenset({"hidden", "submit", "button", "image", "reset"})
PRESSED = frozenset({"a", "button"})


class Markup(HTMLParser):
    """Collects ids and what points at them, controls and their labels, elements that say nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids, self.pointed, self.faults = Counter[str](), list[tuple[str, str]](), list[str]()
        self.open = list[tuple[str, dict[str, str], list[str]]]()
        self.controls = list[tuple[str, dict[str, str], bool]]()
        self.labelled, self.level = set[str](), 0
        self.said, self.sections = dict[str, str](), list[dict[str, str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        around = [name for name, *_rest in self.open]
        # What a script copies is no part of the page yet.
        if "template" not in around:
            self._note(tag, given, is_in_label="label" in around)
            self._nest(tag, around)
        said = given.get("aria-label") or given.get("alt") or given.get("value" if tag == "input" else "title")
        if said:
            self.handle_data(said)
        if tag not in VOID:
            self.open.append((tag, given, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        for _tag, _given, words in self.open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, given, words = self.open.pop()
            if "id" in given:
                self.said[given["id"]] = " ".join("".join(words).split())
            is_silent = not "".join(words).strip() and not given.get("aria-label") and "aria-labelledby" not in given
            is_copied = any(name == "template" for name, *_rest in self.open)
            if name in NAMED_BY_TEXT and is_silent and not (name == "option" or "hidden" in given or is_copied):
                self.faults.append(f"<{name}> that says nothing: {given}")
            if name == tag:
                return

    def _nest(self, tag: str, around: list[str]) -> None:
        if tag in PRESSED and PRESSED & set(around):
            self.faults.append(f"<{tag}> within another link or button")
        if tag in BLOCKS and WORDS_ONLY & set(around):
            self.faults.append(f"<{tag}> within a paragraph, span, label or heading")
        if around and around[-1] in LISTS and tag not in {"li", "script", "template"}:
            self.faults.append(f"<{tag}> in a list, and no line of it")
        if tag[0] == "h" and tag[1:].isdigit():
            if int(tag[1:]) > self.level + 1:
                self.faults.append(f"<{tag}> follows <h{self.level}>")
            self.level = int(tag[1:])

    def _note(self, tag: str, given: dict[str, str], *, is_in_label: bool) -> None:
        if "id" in given:
            self.ids[given["id"]] += 1
        self.pointed += [(name, one) for name in POINTING for one in given.get(name, "").split()]
        if tag == "section" and "hidden" not in given:
            self.sections.append(given)
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag in TYPED_INTO or (tag == "input" and given.get("type") not in NOT_LABELLED):
            self.controls.append((tag, given, is_in_label))

    def told(self) -> list[str]:
        twice = [f"id {one!r} stands {n} times" for one, n in self.ids.items() if n > 1]
        lost = [f"{name}={one!r} points at nothing" for name, one in self.pointed if one not in self.ids]
        mute = [
            f"<{tag}> without a label: {given}"
            for tag, given, is_in_label in self.controls
            if not (is_in_label or given.get("id") in self.labelled or {"aria-label", "aria-labelledby"} & set(given))
        ]
        names = Counter(map(self._name, self.sections))
        alike = [f"{n} sections are called {name!r}" for name, n in names.items() if name and n > 1]
        return [*self.faults, *twice, *lost, *mute, *alike]

    def _name(self, given: dict[str, str]) -> str:
        """What is heard where the section begins."""
        told = [self.said.get(one, "") for one in given.get("aria-labelledby", "").split()]
        return " ".join(filter(None, told)) or given.get("aria-label", "")


def faults_of(page: str) -> list[str]:
    """Ids that stand twice, references to nothing, fields without a label, links and headings without a word.

    And sections called alike, which nobody tells apart who goes from one to the next.
    """
    read = Markup()
    read.feed(page)
    read.close()
    return read.told()
