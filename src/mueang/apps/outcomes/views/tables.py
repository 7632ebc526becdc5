"""The lists of outcomes as Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.outcomes.enums import KIND_WORDS
from mueang.apps.outcomes.queries import OutcomeRow, ToCall, Tree, TreePerson
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    from mueang.apps.heritage.models import HeritageItem
    from mueang.apps.outcomes.models import Outcome, Proposal


def wants_excel(request: HttpRequest) -> bool:
    return request.GET.get("format") == "xlsx"


def numbers_excel(rows: Sequence[OutcomeRow], *, city: Any) -> HttpResponse:
    headings = [
        _("Months after completion"),
        _("Due"),
        _("Asked"),
        _("Answered"),
        *map(str, KIND_WORDS.values()),
        _("Verified"),
    ]
    withheld = _("fewer than 5")
    lines = [
        [row.months, row.n_due, row.n_asked, row.n_answered]
        + [withheld if cell.n is None else cell.n for cell in row.cells]
        + [withheld if row.n_verified is None else row.n_verified]
        for row in rows
    ]
    return _file("outcomes", city, _("Outcomes"), headings, lines)


def calls_excel(rows: Iterable[ToCall], *, city: Any) -> HttpResponse:
    headings = [_("Who"), _("Learned in"), _("Months after completion"), _("Whom to call"), _("Phone")]
    lines = [
        [
            row.person.full_name,
            name(row.follow_up.enrollment.offering.program),
            row.follow_up.months,
            row.contact.full_name if row.contact else "",
            row.contact.phone if row.contact else "",
        ]
        for row in rows
    ]
    return _file("calls", city, _("To be called"), headings, lines)


def answers_excel(rows: Iterable[Outcome], *, city: Any) -> HttpResponse:
    headings = [_("Who"), _("Learned in"), _("Answer"), _("In their words"), _("Said on"), _("How"), _("Verified")]
    lines = []
    for row in rows:
        person, check = row.enrollment.person.merged_into or row.enrollment.person, next(iter(row.checks.all()), None)
        verified = "" if check is None else _("Verified") if check.is_so else _("Not so")
        lines.append(
            [
                person.full_name,
                name(row.enrollment.offering.program),
                str(KIND_WORDS.get(row.kind, row.kind)),  # type: ignore[call-overload]  # a stored kind is its own key
                row.words,
                timezone.localdate(row.said_at),
                row.get_via_display(),
                verified,
            ]
        )
    return _file("answers", city, _("Answers"), headings, lines)


def proposals_excel(rows: Iterable[Proposal], *, city: Any) -> HttpResponse:
    headings = [_("Proposed on"), _("What"), _("For whom"), _("Who"), _("Learned in"), _("State")]
    lines = [
        [
            timezone.localdate(row.proposed_at),
            row.what,
            row.for_whom,
            row.proposer.full_name,
            name(row.program),
            row.get_state_display(),
        ]
        for row in rows
    ]
    return _file("proposals", city, _("Teach this"), headings, lines)


def items_excel(items: Iterable[HeritageItem], *, city: Any) -> HttpResponse:
    lines = [[name(item), item.get_category_display()] for item in items]
    return _file("lineage", city, _("Who learned from whom"), [_("Heritage"), _("Category")], lines)


def tree_excel(tree: Tree, *, item: HeritageItem, city: Any) -> HttpResponse:
    """One line a person below their teacher; those who are only counted in a line of their own."""
    headings = [_("Generation"), _("Who"), _("Learned from"), _("Since"), _("Others who learned from them")]
    lines = [line for person in tree.people for line in _people(person, teacher="", generation=1)]
    return _file(f"lineage-{item.slug}", city, name(item)[:31], headings, lines)


def _people(person: TreePerson, *, teacher: str, generation: int) -> Iterator[list[Any]]:
    yield [generation, name(person), teacher, person.since or "", person.n_more or ""]
    for learner in person.learners:
        yield from _people(learner, teacher=name(person), generation=generation + 1)


def _file(stem: str, city: Any, title: str, headings: Sequence[str], lines: Sequence[Sequence[Any]]) -> HttpResponse:
    file_name = f"{stem}-{city.slug}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=file_name, title=title, headings=headings, rows=lines)
