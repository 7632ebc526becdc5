"""Lists of awards as rows of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.credentials.models import Award
from mueang.lib.workbook import Value


def award_headings() -> list[str]:
    return [_("Holder"), _("Award"), _("Award number"), _("Awarded on"), _("Valid until"), _("Revoked on")]


def award_rows(awards: Iterable[Award]) -> Iterator[list[Value]]:
    """One row an award, for the city's own files."""
    for award in awards:
        yield [
            award.person.full_name,
            award.achievement.name_th,
            award.number,
            timezone.localdate(award.awarded_at),
            timezone.localdate(award.valid_until) if award.valid_until else None,
            timezone.localdate(award.revoked_at) if award.revoked_at else None,
        ]
