"""A grant from the call to its closure, and everything refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from factories.grants import ENDS, PDF, STARTS, TODAY, applied, asked, entered, given, granted, spent
from mueang.apps.grants.actions import (
    InstalmentPlan,
    Offer,
    approve_expense,
    attach_receipt,
    close_grant,
    decide_report,
    draw_sample,
    grant_application,
    hand_in_paper,
    look_at,
    receive_instalment,
    refuse_application,
    refuse_expense,
    release_instalment,
    remit_tax,
    return_application,
    reverse_expense,
    save_application,
    score_application,
    sign_agreement,
    sign_report,
    sign_sample,
    submit_application,
    withdraw_application,
)
from mueang.apps.grants.errors import (
    CallNotOpen,
    InstalmentsNotTheSum,
    MovedOn,
    NotComplete,
    NotEnoughMoney,
    NothingToDraw,
    NothingWithheld,
    NotPaidFromThis,
    NotReadyToClose,
    PaperRefused,
    PlanNotTheSum,
    PointsOutside,
    ReceiptNeeded,
    ReportWaits,
    SamePerson,
    TaxesDiffer,
    TooMuchAsked,
    WordsNeeded,
)
from mueang.apps.grants.models import Expense
from mueang.apps.grants.queries import (
    budget_of,
    cost_of_outcome,
    not_reached,
    portfolio,
    purse_of,
    ranked,
    sample_lines,
    totals,
    trail_of,
)
from mueang.apps.grants.queries.lists import applications_of, call_lines, grants_of
from mueang.apps.grants.rules import visible_calls, visible_grants
from mueang.apps.ledger.models import Entry
from mueang.apps.ledger.queries import Cut, trial_balance, verify_books
from mueang.apps.plans.models import Activity, Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return given(cast)


def test_an_application_goes_to_the_fund_and_back_and_only_the_fund_decides(here, cast):
    row = applied(here)
    for actor in (here.manager, here.officer, cast.stranger, cast.auditor, cast.unit_officer):
        with pytest.raises(PermissionDenied):
            return_application(application=row, words="x", actor=actor)
    with pytest.raises(WordsNeeded):
        return_application(application=row, words=" ", actor=here.funder)
    return_application(application=row, words="เพิ่มแผน", actor=here.funder)
    row.refresh_from_db()
    with pytest.raises(MovedOn):
        save_application(
            call=here.call,
            city=here.city,
            asked=asked(here),
            actor=here.officer,
            today=TODAY,
            application=row,
            version=0,
        )
    save_application(
        call=here.call,
        city=here.city,
        asked=asked(here, title="ใหม่"),
        actor=here.officer,
        today=TODAY,
        application=row,
        version=row.version,
    )
    # It was returned: it may be sent again after the last day.
    submit_application(application=row, actor=here.officer, today=date(2027, 1, 5))
    score_application(application=row, points={"c1": 50, "c2": 30}, note="", actor=here.funder)
    for points in ({"c1": 61, "c2": 0}, {"c1": 1}, {"c1": 0, "c2": -1}):
        with pytest.raises(PointsOutside):
            score_application(application=row, points=points, note="", actor=here.funder)
    [line] = ranked(applications_of(here.funder, call=here.call))
    assert (line.mean, line.n_scores, line.application.title) == (80, 1, "ใหม่")
    assert call_lines(visible_calls(here.funder)).get().n_sent == 1
    refuse_application(application=row, words="เงินไม่พอ", actor=here.funder)
    with pytest.raises(MovedOn):
        withdraw_application(application=row, actor=here.officer)


def test_what_is_not_complete_or_not_in_time_is_not_sent(here, cast):
    def write(**changed):
        return save_application(
            call=here.call, city=here.city, asked=asked(here, **changed), actor=here.officer, today=TODAY
        )

    for missing, refusal in (
        ({"answers": {"q1": "x", "q2": " "}, "title": "a"}, NotComplete),
        ({"plan": [], "title": "b"}, NotComplete),
        ({"satang": 49_999_99, "title": "c"}, PlanNotTheSum),
    ):
        with pytest.raises(refusal):
            submit_application(application=write(**missing), actor=here.officer, today=TODAY)
    with pytest.raises(TooMuchAsked):
        write(satang=60_000_01)
    draft = write(title="d")
    with pytest.raises(CallNotOpen):
        submit_application(application=draft, actor=here.officer, today=date(2027, 1, 1))
    with pytest.raises(CallNotOpen):
        save_application(call=here.call, city=here.city, asked=asked(here), actor=here.officer, today=date(2025, 1, 1))
    with pytest.raises(PermissionDenied):
        submit_application(application=draft, actor=cast.manager_elsewhere, today=TODAY)
    assert applications_of(here.funder).count() == 0, "a fund saw a draft"
    assert hand_in_paper(application=draft, name="a.pdf", data=PDF, actor=here.officer).media_type == "application/pdf"
    for data in (b"", b"<html>", b"%PDF-" + b"x" * 10_000_001, b"MZ\x90"):
        with pytest.raises(PaperRefused):
            hand_in_paper(application=draft, name="a.pdf", data=data, actor=here.officer)
    withdraw_application(application=draft, actor=here.officer)
    with pytest.raises(MovedOn):
        hand_in_paper(application=draft, name="a.pdf", data=PDF, actor=here.officer)


def test_an_offer_adds_up_and_becomes_a_source_and_activities_that_add_up_too(here):
    row = applied(here)
    half = InstalmentPlan(15_000_00, STARTS)
    good = Offer(30_000_01, STARTS, ENDS, (half, replace(half, satang=15_000_01)))
    for offer, refusal in (
        (replace(good, satang=30_000_00), InstalmentsNotTheSum),
        (replace(good, satang=60_000_00, instalments=(replace(half, satang=60_000_00),)), TooMuchAsked),
        (replace(good, ends_on=STARTS - timedelta(days=1)), InstalmentsNotTheSum),
    ):
        with pytest.raises(refusal):
            grant_application(application=row, offer=offer, words="x", actor=here.funder)
    with pytest.raises(MovedOn):
        sign_agreement(application=row, actor=here.manager)
    grant_application(application=row, offer=good, words="ดีมาก", actor=here.funder)
    with pytest.raises(PermissionDenied):
        sign_agreement(application=row, actor=here.officer)

    grant = sign_agreement(application=row, actor=here.manager)

    assert (grant.satang, grant.source.amount_satang, grant.source.organization) == (
        30_000_01,
        30_000_01,
        here.fund.organization,
    )
    assert [line.budget for line in budget_of(grant)] == [12_000_00, 18_000_01]
    assert {activity.came_from for activity in Activity.objects.all()} == {row.uuid}
    assert Milestone.objects.get().due_on == date(2026, 4, 1)
    with pytest.raises(MovedOn):
        sign_agreement(application=row, actor=here.manager)


def test_who_enters_an_expense_does_not_approve_it(here, cast):
    grant = granted(here)
    mine = entered(here, grant)
    theirs = entered(here, grant, words="ของผู้จัดการ")
    Expense.objects.filter(pk=theirs.pk).update(entered_by=here.manager)

    for actor in (here.officer, here.funder, cast.auditor, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            approve_expense(expense=mine, actor=actor)
    for act in (approve_expense, lambda **said: refuse_expense(words="x", **said)):
        with pytest.raises(SamePerson):
            act(expense=theirs, actor=here.manager)
    assert Entry.objects.count() == 1
    with pytest.raises(WordsNeeded):
        refuse_expense(expense=mine, words="", actor=here.manager)
    refuse_expense(expense=mine, words="ไม่ใช่กิจกรรมนี้", actor=here.manager)
    with pytest.raises(MovedOn):
        approve_expense(expense=mine, actor=here.manager)


def test_an_expense_that_cannot_be_is_refused(here, cast):
    grant = granted(here)
    for changed, refusal in (
        ({"satang": 0}, TaxesDiffer),
        ({"vat_satang": 600_00, "withheld_satang": 600_00}, TaxesDiffer),
        ({"withheld_satang": -1}, TaxesDiffer),
        ({"paid_on": STARTS - timedelta(days=1)}, NotPaidFromThis),
        ({"account": "1110"}, NotPaidFromThis),
    ):
        with pytest.raises(refusal):
            entered(here, grant, **changed)
    with pytest.raises(ReceiptNeeded):
        approve_expense(expense=entered(here, grant, paper=b""), actor=here.manager)
    with pytest.raises(NotEnoughMoney):
        approve_expense(expense=entered(here, grant, satang=25_000_01), actor=here.manager)
    assert purse_of(grant).spent == 0


def test_a_receipt_comes_later_and_is_replaced_until_the_expense_is_decided(here, cast):
    grant = granted(here)
    row = entered(here, grant, paper=b"")
    for actor in (here.funder, cast.auditor, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            attach_receipt(expense=row, name="r.pdf", data=PDF, actor=actor)
    with pytest.raises(PaperRefused):
        attach_receipt(expense=row, name="r.pdf", data=b"MZ", actor=here.officer)
    attach_receipt(expense=row, name="r.pdf", data=PDF, actor=here.officer)
    sharper = attach_receipt(expense=row, name="sharper.pdf", data=PDF + b"2", actor=here.officer)
    approve_expense(expense=row, actor=here.manager)
    with pytest.raises(MovedOn):
        attach_receipt(expense=row, name="r.pdf", data=PDF, actor=here.officer)
    row.refresh_from_db()
    assert (row.receipt, row.receipt.name) == (sharper.receipt, "sharper.pdf")


def test_every_baht_is_found_and_a_closed_grant_leaves_nothing_open(here):
    grant = granted(here)
    spent(here, grant, satang=10_700_00, vat_satang=700_00, withheld_satang=100_00)
    wrong = spent(here, grant, satang=2_000_00)
    with pytest.raises(WordsNeeded):
        reverse_expense(expense=wrong, words="", on=TODAY, actor=here.manager)
    reverse_expense(expense=wrong, words="ใบเสร็จซ้ำ", on=TODAY, actor=here.manager)
    with pytest.raises(MovedOn):
        reverse_expense(expense=wrong, words="อีกครั้ง", on=TODAY, actor=here.manager)
    purse = purse_of(grant)
    assert (purse.received, purse.spent, purse.unspent, purse.withheld) == (25_000_00, 10_700_00, 14_300_00, 100_00)
    assert purse.bank == 25_000_00 - 10_600_00
    with pytest.raises(NotReadyToClose):
        close_grant(grant=grant, on=TODAY, actor=here.manager)
    assert remit_tax(grant=grant, on=TODAY, actor=here.officer) == 100_00
    with pytest.raises(NothingWithheld):
        remit_tax(grant=grant, on=TODAY, actor=here.officer)
    with pytest.raises(WordsNeeded):
        sign_report(grant=grant, period=(STARTS, TODAY), words=" ", actor=here.manager, today=TODAY)
    report = sign_report(grant=grant, period=(STARTS, TODAY), words="ทำแล้ว", actor=here.manager, today=TODAY)
    with pytest.raises(ReportWaits):
        sign_report(grant=grant, period=(STARTS, TODAY), words="ทำแล้ว", actor=here.manager, today=TODAY)
    assert report.content["money"]["spent"] == 10_700_00
    assert report.content["milestones"][0]["is_late"]
    with pytest.raises(WordsNeeded):
        decide_report(report=report, is_accepted=False, words="", actor=here.funder)
    decide_report(report=report, is_accepted=True, words="", actor=here.funder)
    with pytest.raises(MovedOn):
        decide_report(report=report, is_accepted=True, words="", actor=here.funder)

    close_grant(grant=grant, on=TODAY, actor=here.manager)

    grant.refresh_from_db()
    last = trail_of(grant)[-1]
    assert (last.bank, last.unspent, last.owed) == (0, 0, 0)
    assert (grant.returned_satang, purse_of(grant).received) == (14_300_00, 25_000_00)
    assert [line.expense is not None for line in trail_of(grant)] == [False, True, True, True, False, False]
    standing = {row.account.code: row.satang for row in trial_balance(Cut(here.city)) if row.satang}
    assert standing == {"4110": -10_700_00, "5120": 10_700_00}
    assert list(verify_books()) == []
    for refused in (
        lambda: close_grant(grant=grant, on=TODAY, actor=here.manager),
        lambda: entered(here, grant),
        lambda: release_instalment(instalment=grant.instalments.get(number=2), on=TODAY, actor=here.funder),
        lambda: sign_report(grant=grant, period=(STARTS, TODAY), words="x", actor=here.manager, today=TODAY),
    ):
        with pytest.raises(MovedOn):
            refused()


def test_an_instalment_is_released_by_the_fund_and_received_by_the_city(here):
    grant = granted(here)
    second = grant.instalments.get(number=2)
    with pytest.raises(MovedOn):
        receive_instalment(instalment=second, on=TODAY, actor=here.officer)
    with pytest.raises(PermissionDenied):
        release_instalment(instalment=second, on=TODAY, actor=here.manager)
    release_instalment(instalment=second, on=TODAY, actor=here.funder)
    with pytest.raises(PermissionDenied):
        receive_instalment(instalment=second, on=TODAY, actor=here.funder)
    receive_instalment(instalment=second, on=TODAY, actor=here.officer)
    with pytest.raises(MovedOn):
        receive_instalment(instalment=second, on=TODAY, actor=here.officer)
    assert purse_of(grant).unspent == 50_000_00


def test_a_sample_is_drawn_again_from_its_seed_looked_at_and_signed(here, cast):
    grant = granted(here)
    with pytest.raises(NothingToDraw):
        draw_sample(grant=grant, seed="๑๕ มิถุนายน", n=2, actor=here.funder)
    for n in range(4):
        spent(here, grant, satang=(n + 1) * 100_00)
    sample = draw_sample(grant=grant, seed="๑๕ มิถุนายน", n=2, actor=here.funder)
    again = draw_sample(grant=grant, seed="๑๕ มิถุนายน", n=2, actor=here.funder)
    assert [line.item.row for line in sample_lines(sample)] == [line.item.row for line in sample_lines(again)]
    assert all(line.expense and not line.evidence for line in sample_lines(sample))
    with pytest.raises(PermissionDenied):
        look_at(sample=sample, said=[(1, "verified", "")], actor=here.manager)
    with pytest.raises(WordsNeeded):
        look_at(sample=sample, said=[(1, "not_verified", " ")], actor=here.funder)
    look_at(sample=sample, said=[(1, "verified", "")], actor=here.funder)
    with pytest.raises(WordsNeeded):
        sign_sample(sample=sample, actor=here.funder)
    look_at(sample=sample, said=[(2, "not_verified", "ไม่พบของ")], actor=here.funder)
    sign_sample(sample=sample, actor=here.funder)
    with pytest.raises(MovedOn):
        look_at(sample=sample, said=[(1, "", "")], actor=here.funder)
    with pytest.raises(WordsNeeded):
        draw_sample(grant=grant, seed=" ", n=2, actor=here.funder)


def test_a_portfolio_says_early_what_may_go_wrong(here, cast):
    grant = granted(here)

    [line] = portfolio(grants_of(here.funder), today=TODAY)

    assert [str(risk) for risk in line.risks] == ["late", "instalment", "underspent", "no_evidence"]
    assert [milestone.title_th for milestone in line.late_milestones] == ["เปิดรุ่นแรก"]
    assert totals([line])["granted"] == 50_000_00
    [early] = portfolio(grants_of(here.funder), today=STARTS - timedelta(days=3))
    assert early.risks == []
    assert early.share_of_time == 0
    assert not visible_grants(cast.manager_elsewhere).exists()
    assert not visible_grants(cast.stranger).exists()
    assert visible_grants(cast.auditor).get() == grant


def test_cost_of_an_outcome_says_what_a_count_can_say_and_who_is_not_reached(here):
    grant = granted(here)
    spent(here, grant, satang=10_000_00)

    found = cost_of_outcome(grant, today=TODAY)

    assert (found.spent, found.n, found.cost.point, found.cost.high) == (10_000_00, 0, None, None)
    assert found.cost.low > 0
    assert all(line.n_activities == 0 for line in not_reached(grant))
