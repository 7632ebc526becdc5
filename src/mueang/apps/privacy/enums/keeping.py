"""What may be let go after a time: the tables a rule can be switched on for, and what happens to a row."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
PEOPLE = "people.Person"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Rows whose `since` lies more than so many days back are deleted, or `clear` and `mark` are emptied in them.

    `only` says which rows may go at all. `least_days` protects what is still needed: no rule goes below it.
    """

    table: str
    title: Words
    does: Words
    since: str
    city: str
    days: int
    least_days: int
    clear: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    only: tuple[tuple[str, object], ...] = ()

    @property
    def deletes(self) -> bool:
        return not self.clear and not self.mark and self.table != PEOPLE


_SEAT = "enrollment__offering__city"
KEEPINGS: tuple[Keeping, ...] = (
    Keeping(
        "notices.Notice",
        _("Words and addresses of messages that went out"),
        _("Subject, words and address are emptied; that a message went out stays"),
        "created_at",
        "city",
        365,
        30,
        clear=("body", "address"),
        mark=("subject",),
        only=(("state__in", ("sent", "failed", "cancelled")),),
    ),
    Keeping(
        "enrollment.Apology",
        _("Reasons given for staying away"),
        _("The reason is emptied; that somebody excused themself stays"),
        "said_at",
        _SEAT,
        365,
        90,
        clear=("reason",),
    ),
    Keeping(
        "enrollment.AbsenceCall",
        _("What was said about an absence"),
        _("The remark is emptied; the result of the call stays"),
        "called_at",
        "alert__enrollment__offering__city",
        365,
        90,
        clear=("note",),
    ),
    Keeping(
        "enrollment.CheckOut",
        _("Who fetched a child"),
        _("The name of who came is replaced by a mark; that the child was fetched stays"),
        "fetched_at",
        _SEAT,
        365,
        30,
        mark=("fetched_by",),
    ),
    Keeping(
        "enrollment.Scan",
        _("Who was at the keeper's screen, and when"),
        _("The rows are deleted; attendance itself stays"),
        "scanned_at",
        _SEAT,
        180,
        30,
    ),
    Keeping(
        "enrollment.MarkEntry",
        _("Reasons and devices of single marks of attendance"),
        _("Reason and device are emptied; the mark stays"),
        "received_at",
        _SEAT,
        730,
        180,
        clear=("reason", "device"),
    ),
    Keeping(
        "outcomes.Outcome",
        _("What completers said in their own words"),
        _("The words are emptied; the answer stays counted"),
        "said_at",
        _SEAT,
        1825,
        365,
        clear=("words",),
    ),
    Keeping(
        "assessments.HandInFile",
        _("Files that learners handed in"),
        _("The files are deleted; the judgement stays"),
        "hand_in__handed_in_at",
        "hand_in__enrollment__offering__city",
        1825,
        365,
    ),
    Keeping(
        "heritage.Finding",
        _("Who holds a know-how, as a volunteer was told"),
        _("Name, telephone and age are emptied once an officer decided; the finding stays"),
        "decided_at",
        "day__city",
        180,
        30,
        clear=("holder_name", "holder_phone", "holder_age"),
    ),
    Keeping(
        "catalog.FailedSearch",
        _("Words that were searched for and not found"),
        _("The rows are deleted"),
        "on",
        "city",
        730,
        90,
    ),
    Keeping(
        "people.DataRequest",
        _("What people asked for in their own words"),
        _("Their words are emptied; kind, days and outcome stay"),
        "done_at",
        "person__city",
        1825,
        365,
        clear=("note",),
    ),
    Keeping(
        PEOPLE,
        _("People who have taken no part for a long time"),
        _(
            "Erased as if they had asked for it: no seat, certificate, class or know-how of theirs is younger, "
            "and nobody who has an account is touched"
        ),
        "created_at",
        "city",
        3650,
        1095,
    ),
)


def keeping_of(table: str) -> Keeping | None:
    return next((one for one in KEEPINGS if one.table == table), None)
