"""A report to a fund takes over what the plan's signed report says."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.grants import TODAY, given, granted
from mueang.apps.grants.actions import sign_report
from mueang.apps.grants.errors import MovedOn
from mueang.apps.grants.models import GrantReport
from mueang.apps.plans.actions import begin_report, write_report
from mueang.apps.plans.actions import sign_report as sign_plan_report
from mueang.apps.plans.models import PlanReport
from mueang.apps.plans.queries.plan_reports import plan_report_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return given(cast)


def test_a_report_to_the_fund_takes_over_the_plans_signed_report_and_names_its_fingerprint(client, here):
    grant, now = granted(here), timezone.now()
    activity = grant.source.budget_lines.order_by("pk")[0].activity
    plan, told = activity.plan, {"period": activity.plan.period, "actor": here.manager, "now": now}
    report = begin_report(plan=plan, title="รายงานแผน (สมมติ)", source=grant.source, **told)
    whole = begin_report(plan=plan, title="ทั้งแผน (สมมติ)", **told)
    write_report(report=report, text="น้ำท่วมสองสัปดาห์", version=0, actor=here.manager)
    write_report(report=report, activity=activity, text="ครูสมัครเต็ม", version=0, actor=here.manager)
    client.force_login(here.manager)
    reporting = reverse("grants:report_add", args=[grant.uuid])
    assert reverse("plans:report_begin", args=[here.city.slug, plan.year]) in client.get(reporting).content.decode()
    assert f"?plan_report={report.uuid}" not in client.get(reporting).content.decode()
    for row in (report, whole):
        seen = plan_report_page(row, viewer=here.manager, now=now).seen
        sign_plan_report(report=row, seen=seen, actor=here.manager, now=now)
    said = {"period": (grant.starts_on, TODAY), "words": "x", "actor": here.manager, "today": TODAY}
    with pytest.raises(MovedOn):
        sign_report(grant=grant, plan_report=PlanReport.objects.get(pk=whole.pk), **said)

    listed = client.get(reporting).content.decode()
    filled = client.get(reporting, {"plan_report": report.uuid}).context["form"]
    typed = {"period_from": "1/3/2569", "period_to": "1/6/2569", "words": filled.initial["words"]}
    client.post(reporting, {**typed, "plan_report": report.uuid})

    signed = PlanReport.objects.get(pk=report.pk).signed
    assert f"?plan_report={report.uuid}" in listed
    assert f"?plan_report={whole.uuid}" not in listed
    assert filled.initial["words"] == f"น้ำท่วมสองสัปดาห์\n\n{activity.title_th}: ครูสมัครเต็ม"
    sent = GrantReport.objects.get()
    assert sent.content["plan_report"]["digest"] == signed.digest
    client.force_login(here.funder)
    assert signed.digest[:12] in client.get(reverse("grants:report", args=[sent.uuid])).content.decode()
