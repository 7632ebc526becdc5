"""The city signs what the fund offers; instalments are released and received; tax is remitted; a grant is closed."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.grants.actions.applications import lock_application
from mueang.apps.grants.actions.telling import tell_of_agreement, tell_of_release
from mueang.apps.grants.enums import CATEGORY_OF, ApplicationState, ExpenseState, GrantState, ReportState
from mueang.apps.grants.errors import MovedOn, NothingWithheld, NotReadyToClose
from mueang.apps.grants.models import Application, Grant, Instalment
from mueang.apps.grants.queries.money import Purse, purse_of
from mueang.apps.grants.rules import may_approve, may_enter, may_run
from mueang.apps.ledger.actions import Line, Voucher, post_entry
from mueang.apps.ledger.enums import BANK, PAYABLE_TAX, UNSPENT
from mueang.apps.plans.actions import CameFrom, add_activity, add_source, plan_for_year, set_budget
from mueang.apps.plans.enums import Origin, SourceKind
from mueang.apps.plans.models import FundingSource
from mueang.methods.money import share
from mueang.methods.thai import fiscal_year_of


@transaction.atomic
def sign_agreement(*, application: Application, actor: User) -> Grant:
    """Take the offer up: it becomes a source of funds, and its activities stand in the city's work plans.

    Raises PermissionDenied, MovedOn; refusals of work plans where the city's plan is closed.
    """
    row = lock_application(application)
    if not may_approve(actor, row.city):
        raise PermissionDenied
    if row.state != ApplicationState.GRANTED or Grant.objects.filter(application=row).exists():
        raise MovedOn
    offer, fund = row.offer, row.call.fund
    starts_on, ends_on = date.fromisoformat(offer["starts_on"]), date.fromisoformat(offer["ends_on"])
    source = add_source(
        city=row.city,
        kind=SourceKind.GRANT,
        name_th=f"{fund.name_th}: {row.title}"[:200],
        name_en=f"{fund.name_en}: {row.title}"[:200],
        organization=fund.organization,
        amount_satang=offer["satang"],
        starts_on=starts_on,
        ends_on=ends_on,
        actor=actor,
    )
    _plan_activities(row, source, actor=actor)
    grant = Grant.objects.create(
        application=row,
        fund=fund,
        city=row.city,
        source=source,
        title=row.title,
        satang=offer["satang"],
        starts_on=starts_on,
        ends_on=ends_on,
        agreed_by=actor,
        agreed_at=timezone.now(),
    )
    Instalment.objects.bulk_create(
        Instalment(
            grant=grant,
            number=number,
            satang=part["satang"],
            due_on=date.fromisoformat(part["due_on"]),
            condition=part["condition"],
        )
        for number, part in enumerate(offer["instalments"], start=1)
    )
    tell_of_agreement(grant)
    facts = {"satang": grant.satang}
    record(actor=actor, verb="grant.signed", target=grant, book=row.city.slug, facts=facts)
    return grant


@transaction.atomic
def release_instalment(*, instalment: Instalment, on: date, actor: User) -> Instalment:
    """The fund says that the condition is met. Raises PermissionDenied, MovedOn."""
    grant = lock_grant(instalment.grant)
    row = grant.instalments.get(pk=instalment.pk)
    if not may_run(actor, grant.fund):
        raise PermissionDenied
    if row.released_on or grant.state != GrantState.RUNNING:
        raise MovedOn
    row.released_on = on
    row.save(update_fields=["released_on"])
    tell_of_release(row, grant)
    facts = {"number": row.number}
    record(actor=actor, verb="grant.instalment_released", target=grant, book=grant.city.slug, facts=facts)
    return row


@transaction.atomic
def receive_instalment(*, instalment: Instalment, on: date, actor: User) -> Instalment:
    """The money is in the city's bank. Raises PermissionDenied, MovedOn, PeriodClosed."""
    grant = lock_grant(instalment.grant)
    row = grant.instalments.get(pk=instalment.pk)
    if not may_enter(actor, grant.city):
        raise PermissionDenied
    if row.released_on is None or row.received_on or grant.state != GrantState.RUNNING:
        raise MovedOn
    funding = grant.source.uuid
    voucher = Voucher(
        on,
        f"รับเงินงวดที่ {row.number}: {grant.title}"[:300],
        f"instalment:{row.uuid}",
        f"grants.instalment:{row.uuid}",
    )
    lines = [Line(BANK, row.satang, funding), Line(UNSPENT, -row.satang, funding)]
    row.entry = post_entry(city=grant.city, voucher=voucher, lines=lines, actor=actor).pk
    row.received_on = on
    row.save(update_fields=["received_on", "entry"])
    facts = {"number": row.number, "satang": row.satang}
    record(actor=actor, verb="grant.instalment_received", target=grant, book=grant.city.slug, facts=facts)
    return row


@transaction.atomic
def remit_tax(*, grant: Grant, on: date, actor: User) -> int:
    """Pay all withheld tax of the grant to the Revenue Department; gives the satang.

    Raises PermissionDenied, NothingWithheld, PeriodClosed.
    """
    grant = lock_grant(grant)
    if not may_enter(actor, grant.city):
        raise PermissionDenied
    owed = purse_of(grant).withheld
    if owed <= 0:
        raise NothingWithheld
    funding = grant.source.uuid
    number = grant.city.entries.filter(document=f"grants.grant:{grant.uuid}").count() + 1
    voucher = Voucher(
        on,
        f"นำส่งภาษีหัก ณ ที่จ่าย: {grant.title}"[:300],
        f"tax:{grant.uuid}:{number}",
        f"grants.grant:{grant.uuid}",
    )
    lines = [Line(PAYABLE_TAX, owed, funding), Line(BANK, -owed, funding)]
    post_entry(city=grant.city, voucher=voucher, lines=lines, actor=actor)
    record(actor=actor, verb="grant.tax_remitted", target=grant, book=grant.city.slug, facts={"satang": owed})
    return owed


@transaction.atomic
def close_grant(*, grant: Grant, on: date, actor: User) -> Grant:
    """Return what was not spent to the fund, and end: every account of the grant but income and expenses is at zero.

    Raises PermissionDenied, MovedOn, NotReadyToClose, PeriodClosed.
    """
    grant = lock_grant(grant)
    if not may_approve(actor, grant.city):
        raise PermissionDenied
    if grant.state != GrantState.RUNNING:
        raise MovedOn
    purse = purse_of(grant)
    if not _is_ready(grant, purse):
        raise NotReadyToClose
    if purse.unspent:
        funding = grant.source.uuid
        voucher = Voucher(
            on,
            f"คืนเงินเหลือจ่าย: {grant.title}"[:300],
            f"closure:{grant.uuid}",
            f"grants.grant:{grant.uuid}",
        )
        lines = [Line(UNSPENT, purse.unspent, funding), Line(BANK, -purse.unspent, funding)]
        post_entry(city=grant.city, voucher=voucher, lines=lines, actor=actor)
    grant.state, grant.closed_on, grant.returned_satang = GrantState.CLOSED, on, purse.unspent
    grant.save(update_fields=["state", "closed_on", "returned_satang"])
    facts = {"satang": purse.unspent}
    record(actor=actor, verb="grant.closed", target=grant, book=grant.city.slug, facts=facts)
    return grant


def lock_grant(grant: Grant) -> Grant:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("city", "source", "fund__organization")
    return rows.get(pk=grant.pk)


def _is_ready(grant: Grant, purse: Purse) -> bool:
    waiting = grant.expenses.filter(state=ExpenseState.ENTERED).exists()
    last = grant.reports.order_by("-pk").first()
    return not waiting and not purse.withheld and last is not None and last.state == ReportState.ACCEPTED


def _plan_activities(row: Application, source: FundingSource, *, actor: User) -> None:
    """Each in the plan of the budget year in which it begins; where less is granted than asked, all get less alike."""
    parts = share(row.offer["satang"], weights=[activity["satang"] for activity in row.plan])
    for planned, satang in zip(row.plan, parts, strict=True):
        starts_on = date.fromisoformat(planned["starts_on"])
        plan = plan_for_year(city=row.city, year=fiscal_year_of(starts_on), actor=actor)
        activity = add_activity(
            plan=plan,
            actor=actor,
            title_th=planned["title"],
            starts_on=starts_on,
            ends_on=date.fromisoformat(planned["ends_on"]),
            milestones=[(point["title"], date.fromisoformat(point["due_on"])) for point in planned["milestones"]],
            came_from=CameFrom(Origin.APPLICATION, row.uuid),
        )
        category = CATEGORY_OF[planned["account"]]
        set_budget(activity=activity, source=source, category=category, amount_satang=satang, actor=actor)
