import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("indicators", "0001_initial"),
        ("network", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Release",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="network.city"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("change", models.CharField(max_length=600)),
                        ("n_rows", models.PositiveIntegerField()),
                        ("n_withheld", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["city", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "number"), name="one_release_a_version"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_why", "")),
                                    models.Q(
                                        ("withdrawn_at__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_release_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleasedFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="reports.release",
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("observation", models.UUIDField()),
                        ("indicator", models.CharField(max_length=40)),
                        ("indicator_th", models.CharField(max_length=200)),
                        ("indicator_en", models.CharField(blank=True, max_length=200)),
                        ("unit", models.CharField(max_length=11)),
                        ("level", models.CharField(max_length=9)),
                        ("community", models.UUIDField(blank=True, null=True)),
                        ("community_th", models.CharField(blank=True, max_length=200)),
                        ("community_en", models.CharField(blank=True, max_length=200)),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                        ("lower", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("upper", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("method", models.CharField(max_length=10)),
                        ("completeness_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("source", models.CharField(max_length=300)),
                        ("recorded_on", models.DateField()),
                        ("is_withheld", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["release", "position"],
                        "indexes": [models.Index(fields=["release", "indicator"], name="figures_of_a_release")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "position"), name="one_figure_a_line_of_a_release"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="a_released_period_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_withheld", False), ("value__isnull", False)),
                                    models.Q(
                                        ("denominator", None),
                                        ("is_withheld", True),
                                        ("lower", None),
                                        ("numerator", None),
                                        ("upper", None),
                                        ("value", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="what_is_withheld_says_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleaseFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.release"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("media_type", models.CharField(max_length=80)),
                        ("content", models.BinaryField()),
                        ("n_bytes", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["release", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("release", "name"), name="one_file_a_name_in_a_release")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="network.city"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("biennial", "Biennial progress report (UNESCO GNLC)"),
                                    ("award", "Learning City Award file"),
                                    ("grant", "Grant result report"),
                                    ("brief", "One-page brief for the mayor"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("language", models.CharField(choices=[("th", "Thai"), ("en", "English")], max_length=2)),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        ("outline", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("review", "Being reviewed"),
                                    ("signed", "Signed"),
                                ],
                                default="draft",
                                max_length=6,
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=600)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-changed_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="a_report_is_of_a_period",
                            )
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
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="reports.report",
                            ),
                        ),
                        ("question", models.CharField(max_length=20)),
                        (
                            "observation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="indicators.observation",
                            ),
                        ),
                        (
                            "attached_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("attached_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["report", "question", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "question", "observation"), name="a_figure_stands_once_an_answer"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="reports.report"
                            ),
                        ),
                        ("question", models.CharField(max_length=20)),
                        ("language", models.CharField(choices=[("th", "Thai"), ("en", "English")], max_length=2)),
                        ("text", models.TextField(blank=True)),
                        ("n_words", models.PositiveIntegerField(default=0)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["report", "question", "language"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "question", "language"), name="one_answer_to_a_question_in_a_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedCopy",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="reports.report"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
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
                        "ordering": ["report", "-number"],
                        "constraints": [models.UniqueConstraint(fields=("report", "number"), name="one_copy_a_number")],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("biennial", "Biennial progress report (UNESCO GNLC)"),
                                    ("award", "Learning City Award file"),
                                    ("grant", "Grant result report"),
                                    ("brief", "One-page brief for the mayor"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("question", models.CharField(max_length=20)),
                        ("source", models.CharField(max_length=300)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["city", "kind", "question"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "kind", "question"), name="a_city_checks_a_question_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True), name="a_checked_question_says_where"
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
