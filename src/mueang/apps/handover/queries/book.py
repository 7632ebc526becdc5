"""The handover book: what went to whom, what runs, what the leaver tells, to be signed on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.rules import Viewer
from mueang.apps.handover.models import Handover
from mueang.apps.handover.queries.pages import may_count, things_of
from mueang.apps.network.enums import ContributionKind
from mueang.apps.network.models import Contribution
from mueang.apps.support.queries.held import held_cases, n_handed_since
from mueang.methods.thai import format_date

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "handover" / "book.typ"


def book_pdf(handover: Handover, *, viewer: Viewer, language: str) -> bytes:
    """The book as PDF/A in one language; the same bytes for the same content."""
    from mueang.lib.typeset import typeset_apart  # loads what starts a typesetter; few requests print

    with translation.override(language):
        data = book_of(handover, viewer=viewer, language=language)
    made_at = handover.finished_at or handover.begun_at
    return typeset_apart(TEMPLATE, data=data, titled_by="title", made_at=made_at)


def book_of(handover: Handover, *, viewer: Viewer, language: str) -> dict[str, Any]:
    """What the template prints, in the language that is switched on. No child, no case; counts for who may count."""
    city = getattr(handover.city, f"name_{language}")
    sections = [_roles(handover, language), *_things(handover, language), _promises(handover)]
    return {
        "title": _("Handover book"),
        "language": language,
        "city": city,
        "invented": _("Invented city: nobody in this document is real.") if handover.city.is_invented else "",
        "facts": _facts(handover, language),
        "sections": [section for section in sections if section["rows"]],
        "cases": _cases(handover) if may_count(viewer, handover.city) else "",
        "note_heading": _("What the successor should know"),
        "note": handover.note,
        "signatures": [
            [_("Handed over by"), str(handover.leaver)],
            [_("Taken over by"), str(handover.successor)],
            [_("Witness"), ""],
        ],
        "dotted": _("Signed, and the day"),
        "footer": _("%(title)s · %(city)s") % {"title": _("Handover book"), "city": city},
    }


def _day(moment: Any, language: str) -> str:
    return format_date(timezone.localdate(moment), language="th" if language == "th" else "en", style="long")


def _facts(handover: Handover, language: str) -> list[list[str]]:
    account = _("can sign in no more") if handover.is_closed else _("keeps roles elsewhere")
    rows = [
        [_("Leaves"), str(handover.leaver)],
        [_("Takes over"), str(handover.successor)],
        [_("Begun"), f"{_day(handover.begun_at, language)} · {handover.begun_by}"],
    ]
    if handover.finished_at is not None:
        rows += [
            [_("Finished"), _day(handover.finished_at, language)],
            [_("The account of who leaves"), account],
        ]
    if handover.n_keys:
        said = ngettext("%(n)s new signing key", "%(n)s new signing keys", handover.n_keys) % {"n": handover.n_keys}
        rows.append([_("Keys of the city"), said])
    return rows


def _section(heading: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"heading": heading, "headings": list(headings), "rows": [list(row) for row in rows]}


def _roles(handover: Handover, language: str) -> dict[str, Any]:
    rows = [[str(Role(one["role"]).label), one[f"at_{language}"], _fate(one)] for one in handover.roles]
    return _section(_("Roles"), [_("Role"), _("Holds at"), _("What became of it")], rows)


def _fate(role: dict[str, Any]) -> str:
    if role["is_taken_over"]:
        return _("taken over")
    return _("the successor had it already") if role["is_held"] else _("ended")


def _things(handover: Handover, language: str) -> list[dict[str, Any]]:
    return [
        _section(
            passed.words,
            [_("What"), _("Passed on")],
            [[getattr(one, f"name_{language}") or one.name_th, _day(one.at, language)] for one in passed.things],
        )
        for passed in things_of(handover)
    ]


def _promises(handover: Handover) -> dict[str, Any]:
    """What partners of the city have promised and not given yet: the successor will ask for it."""
    today = timezone.localdate(handover.begun_at)
    running = Q(agreement__ends_on=None) | Q(agreement__ends_on__gte=today)
    rows = Contribution.objects.filter(running, agreement__city=handover.city, given__lt=F("promised"))
    language = translation.get_language() or "th"
    lines = [
        [
            getattr(one.agreement.organization, f"name_{language}", "") or one.agreement.organization.name_th,
            f"{one.what} ({ContributionKind(one.kind).label})",
            _day_of(one.due_on, language),
        ]
        for one in rows.select_related("agreement__organization").order_by("due_on", "pk")
    ]
    return _section(_("What partners have promised and not given yet"), [_("Partner"), _("What"), _("Due")], lines)


def _day_of(day: Any, language: str) -> str:
    return format_date(day, language="th" if language == "th" else "en", style="short") if day else "–"


def _cases(handover: Handover) -> str:
    handed = n_handed_since(handover.leaver, handover.city, since=handover.begun_at)
    waiting = held_cases(handover.leaver, handover.city).n
    if not handed and not waiting:
        return ""
    return _(
        "Work with children: %(handed)s cases were handed to colleagues, %(waiting)s pieces of work wait for one. "
        "Which, and what must be known, stands with the cases themselves and not here."
    ) % {"handed": handed, "waiting": waiting}
