"""The report of a forum as PDF, with its pictures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from mueang.apps.catalog.queries.pages import PhotoLine
from mueang.apps.forums.queries.report import DayLine, ForumReport
from mueang.apps.network.models import City
from mueang.lib.photographs import read_kept
from mueang.ui.templatetags.ui import name_of
from mueang.ui.words import clock, current_language, in_language, moment, thai_date
from mueang.ui.words import minutes as minutes_in_words

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "forums" / "report.typ"


def report_pdf(report: ForumReport, *, city: City, made_at: datetime) -> bytes:
    """What the page says, in the reader's language, as PDF/A; pictures in the width that a page can show."""
    from mueang.lib.typeset import typeset_apart  # loads what starts a typesetter; few requests print

    return typeset_apart(TEMPLATE, data=_data(report, city=city, made_at=made_at), titled_by="title", made_at=made_at)


def _data(report: ForumReport, *, city: City, made_at: datetime) -> dict[str, Any]:
    offering = report.forum.offering
    title, drawn_on = _("Report of the forum"), _("drawn from the records on")
    lead = f"{thai_date(offering.starts_on)} – {thai_date(offering.ends_on)} · {name_of(offering.place)}"
    return {
        "language": current_language(),
        "title": f"{title}: {name_of(offering.program)}",
        "lead": lead,
        "notice": _("The people are invented: this is a demonstration.") if offering.is_invented else "",
        "footer": f"{name_of(city)} · {drawn_on} {moment(made_at)}",
        "figures": figures_of(report),
        "tables": [
            {"title": title, "headings": headings, "rows": [[str(cell) for cell in row] for row in rows]}
            for title, headings, rows in tables_of(report)
            if rows
        ],
        "note": _("Whoever was in two rooms at one time is counted once, and so are their hours."),
        "pictures_title": _("Pictures") if report.photos else "",
        "pictures": [_picture(photo) for photo in report.photos],
        "pictures_note": _("Everybody who can be recognised agreed to be shown.") if report.photos else "",
    }


def figures_of(report: ForumReport) -> list[tuple[str, str]]:
    """The few numbers everybody asks for."""
    return [
        (_("Invited"), f"{report.n_invited:,}"),
        (_("Came at least once"), f"{report.n_came:,}"),
        (_("Came every day"), f"{report.n_every_day:,}"),
        (_("Hours learned, all together"), minutes_in_words(report.total_minutes)),
    ]


def tables_of(report: ForumReport) -> list[tuple[str, list[str], list[list[Any]]]]:
    """Title, headings and rows of each table; the same in the page, the workbook and the PDF."""
    return [
        (
            _("Day by day"),
            [_("Day"), _("Came"), _("Rolls saved"), _("Hours learned"), _("Satisfaction"), _("Answers")],
            [_day(day) for day in report.days],
        ),
        (
            _("Where they came from"),
            [_("City or body"), _("Invited"), _("Came")],
            [[line.name or _("not said"), line.n_invited, line.n_came] for line in report.bodies],
        ),
        (
            _("Room by room"),
            [_("When"), _("Room"), _("Topic"), _("Seats"), _("Chose it"), _("Came")],
            [
                [
                    f"{thai_date(use.session.starts_at)} {clock(use.session.starts_at)}",
                    in_language(current_language(), use.session.room_th, use.session.room_en) or "–",
                    in_language(current_language(), use.session.topic_th, use.session.topic_en) or "–",
                    use.session.seats or "–",
                    "–" if use.n_chose is None else use.n_chose,
                    use.n_came if use.is_taken else "–",
                ]
                for use in report.rooms
            ],
        ),
    ]


def _day(day: DayLine) -> list[Any]:
    rolls = f"{day.n_rolls}/{day.n_sessions}"
    return [thai_date(day.on), day.n_there, rolls, minutes_in_words(day.minutes), satisfaction_of(day), answers_of(day)]


def satisfaction_of(day: DayLine) -> str:
    """The mean of the first scale, and of how much; a few answers are not shown."""
    first = day.told[0] if day.told else None
    if first is None:
        return "–"
    if first.mean is None:
        return _("too few answers to be shown")
    return _("%(mean)s of %(most)s (n = %(n)s)") % {
        "mean": f"{first.mean.value:.1f}",
        "most": first.question.most,
        "n": first.n,
    }


def answers_of(day: DayLine) -> str:
    if day.asked is None:
        return _("not asked")
    return _("%(n)s of %(total)s who were there") % {"n": day.n_answers, "total": day.n_there}


def _picture(photo: PhotoLine) -> dict[str, Any]:
    width = photo.middle_width
    data = read_kept(photo.digest, width, folder=settings.PHOTO_DIR) or b""
    words = in_language(current_language(), photo.alt_th, photo.alt_en)
    taken_by = _("Photograph by")
    credit = f" ({taken_by} {photo.credit})" if photo.credit else ""
    return {"data": list(data), "words": words, "caption": f"{words}{credit}"}
