"""What a round tells those who wished, each in their language."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.words import to_person
from mueang.apps.enrollment.models import AllocationRound, WishList
from mueang.ui.words import thai_date


def _is_thai() -> bool:
    return (translation.get_language() or settings.LANGUAGE_CODE).startswith("th")


def round_name(row: AllocationRound) -> str:
    return row.name_th if _is_thai() else row.name_en or row.name_th


def offering_name(offering: Offering) -> str:
    program = offering.program
    return program.name_th if _is_thai() else program.name_en or program.name_th


def tell_round_off(row: AllocationRound, lists: Iterable[WishList]) -> None:
    def written() -> tuple[str, str]:
        words = {"round": round_name(row)}
        return (
            _("Called off: %(round)s") % words,
            _("%(round)s will not take place. Its activities can be joined in the usual way again.") % words,
        )

    for one in lists:
        to_person(one.lead, written, about=row, key=f"wishes:{one.uuid}:off", also_copy=True)


def tell_wishes_kept(one: WishList) -> None:
    """To whoever sent them, where they can be reached: that they are kept, and until when they can be changed."""

    def written() -> tuple[str, str]:
        words = {
            "round": round_name(one.round),
            "code": one.code,
            "day": thai_date(timezone.localdate(one.round.closes_at), "long"),
        }
        return (
            _("Your wishes are with us: %(round)s") % words,
            _("Your code is %(code)s. You can change your wishes until %(day)s.") % words,
        )

    to_person(one.lead, written, about=one.round, key=f"wishes:{one.uuid}:kept", also_copy=False)


def tell_result(one: WishList, *, offering: Offering, is_seated: bool) -> None:
    def written() -> tuple[str, str]:
        words = {
            "round": round_name(one.round),
            "code": one.code,
            "activity": offering_name(offering),
            "day": thai_date(offering.starts_on, "long"),
        }
        if is_seated:
            return (
                _("You have a seat: %(activity)s") % words,
                _("%(round)s: your code %(code)s got seats in %(activity)s, from %(day)s.") % words,
            )
        return (
            _("On the waiting list: %(activity)s") % words,
            _(
                "%(round)s: the draw had no seat for your code %(code)s. You are on the waiting list of %(activity)s,"
                " in the drawn order; we will tell you when seats come free."
            )
            % words,
        )

    to_person(one.lead, written, about=one.round, key=f"wishes:{one.uuid}:result", also_copy=True)


def tell_nowhere(one: WishList) -> None:
    """Where not even the waiting list can be offered: the first wish was cancelled or has ended."""

    def written() -> tuple[str, str]:
        words = {"round": round_name(one.round), "code": one.code}
        return (
            _("No seat this time: %(round)s") % words,
            _("The draw had no seat for your code %(code)s, and your first wish takes nobody any more.") % words,
        )

    to_person(one.lead, written, about=one.round, key=f"wishes:{one.uuid}:result", also_copy=True)
