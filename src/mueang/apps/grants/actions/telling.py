"""Word to whoever waits for the other side: what was decided, what came, what is theirs to do next.

A notice names the grant, the sum and the page. Reasons, payees and what was bought stay on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.grants.enums import ApplicationState, ExpenseState, ReportState
from mueang.apps.grants.models import Application, Expense, Grant, GrantReport, Instalment
from mueang.apps.grants.rules import approvers_of, officers_of
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.ui.words import baht, thai_date

DECISIONS: dict[str, tuple[Promise, Promise]] = {
    ApplicationState.GRANTED: (
        _("Granted: %(title)s"),
        _("The fund offers a grant for “%(title)s”. Read the offer and sign the agreement: %(page)s"),
    ),
    ApplicationState.REFUSED: (
        _("Not granted: %(title)s"),
        _("The fund decided not to support “%(title)s”. Its reason: %(page)s"),
    ),
    ApplicationState.RETURNED: (
        _("To be corrected: %(title)s"),
        _("The fund returned “%(title)s” and says what to correct. Change it and send it again: %(page)s"),
    ),
}
SETTLED: dict[str, tuple[Promise, Promise]] = {
    ExpenseState.APPROVED: (
        _("Expense approved: %(money)s"),
        _("The expense of %(money)s paid on %(day)s from “%(title)s” is approved: %(page)s"),
    ),
    ExpenseState.REFUSED: (
        _("Expense not approved: %(money)s"),
        _("The expense of %(money)s paid on %(day)s from “%(title)s” is not approved. The reason: %(page)s"),
    ),
    ExpenseState.REVERSED: (
        _("Expense reversed: %(money)s"),
        _("The expense of %(money)s paid on %(day)s from “%(title)s” was reversed. The reason: %(page)s"),
    ),
}
READ: dict[str, tuple[Promise, Promise]] = {
    ReportState.ACCEPTED: (
        _("Report accepted: %(title)s"),
        _("The fund accepted the report of “%(title)s”: %(page)s"),
    ),
    ReportState.RETURNED: (
        _("Report returned: %(title)s"),
        _("The fund returned the report of “%(title)s” and says why. Sign a new one: %(page)s"),
    ),
}


def tell_of_decision(row: Application) -> None:
    """Who wrote the application, and who may sign what the fund offers."""
    readers = [row.changed_by, *approvers_of(row.city)]
    key, page = f"application:{row.uuid}:{row.version}", ("grants:application", row.uuid)
    _tell(readers, row.city, DECISIONS[row.state], key=key, about=row, page=page, title=row.title)


def tell_of_application(row: Application) -> None:
    """Who decides for the fund."""
    said = _("Application: %(title)s"), _("A city applies with “%(title)s”. Read it and give points: %(page)s")
    key, page = f"application:{row.uuid}:{row.version}", ("grants:application", row.uuid)
    _tell(officers_of(row.call.fund), row.city, said, key=key, about=row, page=page, title=row.title)


def tell_of_agreement(grant: Grant) -> None:
    said = _("Signed: %(title)s"), _("The city signed the agreement of “%(title)s”. Release what is due: %(page)s")
    page = ("grants:grant", grant.uuid)
    _tell(
        officers_of(grant.fund),
        grant.city,
        said,
        key=f"grant:{grant.uuid}:signed",
        about=grant,
        page=page,
        title=grant.title,
    )


def tell_of_release(part: Instalment, grant: Grant) -> None:
    """Who writes down that the money has come."""
    said = (
        _("Instalment released: %(money)s"),
        _("The fund released %(money)s of “%(title)s”. Write it in the books when it has come: %(page)s"),
    )
    readers, page = [grant.application.changed_by, *approvers_of(grant.city)], ("grants:grant", grant.uuid)
    key = f"instalment:{part.uuid}:released"
    _tell(readers, grant.city, said, key=key, about=grant, page=page, title=grant.title, money=part.satang)


def tell_of_expense(row: Expense) -> None:
    """Who entered it."""
    grant, page = row.grant, ("grants:expense", row.uuid)
    _tell(
        [row.entered_by],
        grant.city,
        SETTLED[row.state],
        key=f"expense:{row.uuid}:{row.state}",
        about=row,
        page=page,
        title=grant.title,
        money=row.satang,
        day=row.paid_on,
    )


def tell_of_report(row: GrantReport, grant: Grant) -> None:
    """Signed: who decides for the fund. Decided: who signed it."""
    page, key = ("grants:report", row.uuid), f"grant-report:{row.uuid}:{row.state}"
    said: tuple[Promise, Promise]
    if row.state == ReportState.SENT:
        said = _("Report: %(title)s"), _("The city signed a report of “%(title)s”. Accept or return it: %(page)s")
        readers: Iterable[User] = officers_of(grant.fund)
    else:
        said, readers = READ[row.state], [row.signed_by]
    _tell(readers, grant.city, said, key=key, about=row, page=page, title=grant.title)


def _tell(
    readers: Iterable[User],
    city: City,
    said: tuple[Promise, Promise],
    *,
    key: str,
    about: Model,
    page: tuple[str, Any],
    **words: Any,
) -> None:
    """Each once, in their own language."""
    for reader in sorted(set(readers), key=lambda one: one.pk):
        if not reader.is_active:
            continue
        with translation.override(reader.language):
            shown = {name: _shown(value) for name, value in words.items()}
            shown["page"] = settings.BASE_URL + reverse(page[0], args=[page[1]])
            queue_notice(
                city=city,
                channel=Channel.IN_APP,
                subject=str(said[0]) % shown,
                body=str(said[1]) % shown,
                key=f"{key}:{reader.pk}",
                user=reader,
                about=about,
            )


def _shown(value: Any) -> str:
    if isinstance(value, int):
        return baht(value)
    return value if isinstance(value, str) else thai_date(value)
