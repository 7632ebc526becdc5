"""Letters that wait for the printer, as sheets for window envelopes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeState
from mueang.apps.notices.models import NoticeQuerySet
from mueang.apps.notices.rules import visible_notices
from mueang.ui.words import thai_date

# As many as one press prints, and one press ticks off.
A_BATCH = 100
TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "notices" / "letters.typ"


def letters_waiting(*, viewer: Viewer, city: City) -> NoticeQuerySet:
    """Letters of a city that nobody has posted, the oldest first."""
    rows = visible_notices(viewer).filter(city=city, channel=Channel.LETTER, state=NoticeState.QUEUED)
    return rows.order_by("pk")


def letters_pdf(city: City, letters: NoticeQuerySet) -> bytes:
    """The next batch as one PDF/A, a page each, in each letter's own language."""
    from mueang.lib.typeset import typeset_apart  # loads what starts a typesetter; few requests print

    now = timezone.now()
    with translation.override("th"):
        data = {
            "title": _("Letters"),
            "sender": [city.name_th, _("Learning city")],
            "invented": _("Invented city: nobody in this document is real.") if city.is_invented else "",
        }
    sheets: list[dict[str, Any]] = []
    for letter in letters[:A_BATCH]:
        with translation.override(letter.language or "th"):
            day = thai_date(timezone.localdate(now), "long")
        body = [part.strip() for part in letter.body.split("\n") if part.strip()]
        sheets.append({"to": letter.address.split("\n"), "day": day, "subject": letter.subject, "body": body})
    return typeset_apart(TEMPLATE, data={**data, "letters": sheets}, titled_by="title", made_at=now)
