import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("network", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="WorkPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "came_from_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("plan", "Last year's plan"),
                                    ("activity", "An activity of last year"),
                                    ("template", "A template"),
                                    ("workbook", "An Excel file"),
                                    ("scenario", "A what-if scenario"),
                                    ("practice", "Another city's practice"),
                                    ("capstone", "A project of the city administrators' course"),
                                    ("application", "An application for a grant"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("came_from", models.UUIDField(blank=True, null=True)),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_plans",
                                to="network.city",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1990),
                                    django.core.validators.MaxValueValidator(2200),
                                ]
                            ),
                        ),
                        ("title_th", models.CharField(max_length=200)),
                        ("title_en", models.CharField(blank=True, max_length=200)),
                        ("aim", models.TextField(blank=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being drafted"),
                                    ("agreed", "Agreed"),
                                    ("running", "Under way"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("is_shared", models.BooleanField(default=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("agreed_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "year"), name="one_work_plan_a_budget_year")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "came_from_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("plan", "Last year's plan"),
                                    ("activity", "An activity of last year"),
                                    ("template", "A template"),
                                    ("workbook", "An Excel file"),
                                    ("scenario", "A what-if scenario"),
                                    ("practice", "Another city's practice"),
                                    ("capstone", "A project of the city administrators' course"),
                                    ("application", "An application for a grant"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("came_from", models.UUIDField(blank=True, null=True)),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="plans.workplan",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title_th", models.CharField(max_length=200)),
                        ("title_en", models.CharField(blank=True, max_length=200)),
                        ("aim", models.TextField(blank=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_activities",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_activities",
                                to="network.organization",
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("for_whom", models.CharField(blank=True, max_length=200)),
                        ("n_people", models.PositiveIntegerField(blank=True, null=True)),
                        ("expected", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Not begun"),
                                    ("running", "Under way"),
                                    ("done", "Done"),
                                    ("dropped", "Dropped"),
                                ],
                                default="planned",
                                max_length=8,
                            ),
                        ),
                        (
                            "progress_percent",
                            models.PositiveSmallIntegerField(
                                default=0, validators=[django.core.validators.MaxValueValidator(100)]
                            ),
                        ),
                        ("progress_note", models.CharField(blank=True, max_length=600)),
                        ("dropped_why", models.CharField(blank=True, max_length=300)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "neighbourhoods",
                            models.ManyToManyField(
                                blank=True, related_name="plan_activities", to="places.neighbourhood"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="one_activity_a_number_in_a_plan"),
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                                name="a_planned_activity_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("progress_percent__lte", 100)), name="progress_is_a_percentage"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dropped"), _negated=True),
                                    models.Q(("dropped_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_dropped_activity_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="plans.activity",
                            ),
                        ),
                        ("title_th", models.CharField(max_length=200)),
                        ("title_en", models.CharField(blank=True, max_length=200)),
                        ("due_on", models.DateField()),
                        ("done_on", models.DateField(blank=True, null=True)),
                        ("done_note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="sheets", to="plans.workplan"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preview", "To be checked"),
                                    ("confirmed", "Taken over"),
                                    ("discarded", "Thrown away"),
                                ],
                                default="preview",
                                max_length=9,
                            ),
                        ),
                        ("lines", models.JSONField(default=list)),
                        ("n_written", models.PositiveIntegerField(default=0)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="FundingSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funding_sources",
                                to="network.city",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("own", "The city's own budget"),
                                    ("grant", "Grant"),
                                    ("partner", "Money from a partner"),
                                    ("in_kind", "A partner's help in kind"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funding_sources",
                                to="network.organization",
                            ),
                        ),
                        ("amount_satang", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["kind", "name_th"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "name_th"), name="one_funding_source_a_name_in_a_city"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="a_source_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "own"), ("organization__isnull", False), _connector="OR"),
                                name="only_own_money_comes_from_nobody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="plans.activity",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="plans.fundingsource",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("pay", "Remuneration"),
                                    ("services", "Services and expenses"),
                                    ("materials", "Materials"),
                                    ("utilities", "Utilities"),
                                    ("equipment", "Equipment"),
                                    ("subsidy", "Subsidies"),
                                    ("other", "Other expenses"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("amount_satang", models.PositiveBigIntegerField()),
                        ("note", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["activity", "source", "category"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "source", "category"), name="one_budget_line_a_source_and_category"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_satang__gt", 0)), name="a_budget_line_is_of_money"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="plans.activity",
                            ),
                        ),
                        ("kind", models.CharField(max_length=12)),
                        ("rows_of", models.UUIDField(blank=True, null=True)),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        ("words_th", models.CharField(blank=True, max_length=300)),
                        ("words_en", models.CharField(blank=True, max_length=300)),
                        ("about_th", models.CharField(blank=True, max_length=300)),
                        ("about_en", models.CharField(blank=True, max_length=300)),
                        ("n", models.PositiveIntegerField(blank=True, null=True)),
                        ("value", models.CharField(blank=True, max_length=60)),
                        ("is_gone", models.BooleanField(default=False)),
                        ("counted_at", models.DateTimeField()),
                        ("picture", models.JSONField(blank=True, default=dict)),
                        (
                            "attached_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("attached_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["activity", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="evidence_is_of_a_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("words_th", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_picture_is_told_in_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_reports",
                                to="plans.workplan",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_reports",
                                to="plans.fundingsource",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Being written"), ("signed", "Signed")],
                                default="draft",
                                max_length=6,
                            ),
                        ),
                        ("drawn", models.JSONField(default=dict)),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="plans.planreport",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-period_to", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="a_plan_report_is_of_a_period",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="words", to="plans.planreport"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.activity",
                            ),
                        ),
                        ("text", models.TextField()),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["report", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "activity"), name="one_text_an_activity_in_a_report"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("activity", None)),
                                fields=("report",),
                                name="one_text_for_the_whole_of_a_report",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedPlanReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "report",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signed",
                                to="plans.planreport",
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-signed_at", "-pk"],
                    },
                ),
            ]
        )
    ]
