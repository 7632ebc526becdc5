import uuid

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
                    name="Framework",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="frameworks",
                                to="network.city",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["city", "position", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("city", None)),
                                fields=("code",),
                                name="one_shared_framework_per_code",
                            ),
                            models.UniqueConstraint(fields=("city", "code"), name="one_framework_per_code_in_a_city"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="indicators.framework",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="features",
                                to="indicators.frameworkitem",
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("measure_th", models.CharField(blank=True, max_length=400)),
                        ("measure_en", models.CharField(blank=True, max_length=400)),
                        ("how", models.CharField(blank=True, max_length=3)),
                        ("to_check", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["framework", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("framework", "code"), name="one_item_per_code_in_a_framework"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="network.city",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("definition_th", models.CharField(max_length=600)),
                        ("definition_en", models.CharField(blank=True, max_length=600)),
                        ("denominator_th", models.CharField(blank=True, max_length=200)),
                        ("denominator_en", models.CharField(blank=True, max_length=200)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("count", "number"),
                                    ("percent", "percent"),
                                    ("per_100k", "per 100,000 people"),
                                    ("per_1000", "per 1,000 people"),
                                    ("hours", "hours"),
                                    ("years", "years"),
                                    ("baht", "baht"),
                                    ("kg_per_head", "kilograms a head and year"),
                                    ("level", "level from 1 to 5"),
                                    ("ratio", "ratio"),
                                ],
                                max_length=11,
                            ),
                        ),
                        (
                            "capture",
                            models.CharField(
                                choices=[("data", "Official data"), ("survey", "Survey"), ("expert", "Expert review")],
                                max_length=6,
                            ),
                        ),
                        (
                            "better",
                            models.CharField(
                                choices=[
                                    ("higher", "More is better"),
                                    ("lower", "Less is better"),
                                    ("neither", "Neither more nor less is better by itself"),
                                ],
                                default="neither",
                                max_length=7,
                            ),
                        ),
                        ("counts_things", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "items",
                            models.ManyToManyField(
                                blank=True, related_name="indicators", to="indicators.frameworkitem"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("city", None)),
                                fields=("code",),
                                name="one_shared_indicator_per_code",
                            ),
                            models.UniqueConstraint(fields=("city", "code"), name="one_indicator_per_code_in_a_city"),
                            models.CheckConstraint(
                                condition=models.Q(("definition_th", ""), _negated=True), name="an_indicator_is_defined"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="indicators.frameworkitem",
                            ),
                        ),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
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
                        "ordering": ["item", "-checked_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "city"), name="a_city_checks_a_line_once"),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True), name="a_check_says_where"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
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
                                related_name="observations",
                                to="network.city",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="observations",
                                to="indicators.indicator",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("community", "Community"),
                                    ("city", "City"),
                                    ("district", "District"),
                                    ("province", "Province"),
                                    ("nation", "Nation"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="observations",
                                to="places.neighbourhood",
                            ),
                        ),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                        ("lower", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("upper", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("source", models.CharField(max_length=300)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("register", "Counted in a register"),
                                    ("census", "Census of everybody"),
                                    ("sample", "Sample survey"),
                                    ("review", "Review by experts"),
                                    ("estimate", "Estimate or model"),
                                    ("operations", "Counted from the city's own work in this system"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("completeness_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=600)),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="indicators.observation",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["indicator", "level", "-period_to", "-pk"],
                        "indexes": [models.Index(fields=["city", "indicator"], name="observations_of_a_city")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("neighbourhood", None), ("withdrawn_at", None)),
                                fields=("city", "indicator", "level", "period_from", "period_to"),
                                name="one_figure_of_an_area_and_period",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("neighbourhood__isnull", False), ("withdrawn_at", None)),
                                fields=("city", "indicator", "neighbourhood", "period_from", "period_to"),
                                name="one_figure_of_a_community_and_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__in", ["community", "city", "district", "province", "nation"])
                                ),
                                name="a_figure_has_its_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("method__in", ["register", "census", "sample", "review", "estimate", "operations"])
                                ),
                                name="a_figure_has_its_method",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True), name="a_figure_has_its_source"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="a_period_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "community"), ("neighbourhood__isnull", False)),
                                    models.Q(models.Q(("level", "community"), _negated=True), ("neighbourhood", None)),
                                    _connector="OR",
                                ),
                                name="a_figure_of_a_community_names_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completeness_percent", None), ("completeness_percent__lte", 100), _connector="OR"
                                ),
                                name="nothing_is_more_than_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lower", None), ("upper", None)),
                                    models.Q(("lower__lte", models.F("value")), ("upper__gte", models.F("value"))),
                                    _connector="OR",
                                ),
                                name="a_figure_is_within_its_margin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObservationSheet",
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
                                related_name="observation_sheets",
                                to="network.city",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preview", "Being checked"),
                                    ("confirmed", "Confirmed"),
                                    ("discarded", "Discarded"),
                                ],
                                default="preview",
                                max_length=9,
                            ),
                        ),
                        ("lines", models.JSONField(default=list)),
                        ("n_lines", models.PositiveIntegerField(default=0)),
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
                    name="Panel",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="panels", to="network.city"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("round_one", "First round: everybody alone"),
                                    ("round_two", "Second round: having seen the others"),
                                    ("closed", "Closed"),
                                    ("cancelled", "Called off"),
                                ],
                                default="round_one",
                                max_length=9,
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
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="a_panel_judges_a_period",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PanelQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "panel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="indicators.panel",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="indicators.indicator",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "observation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="indicators.observation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["panel", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("panel", "indicator"), name="a_panel_asks_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reviewer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "panel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviewers",
                                to="indicators.panel",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handed_in", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["panel", "pk"],
                        "constraints": [models.UniqueConstraint(fields=("panel", "user"), name="one_seat_on_a_panel")],
                    },
                ),
                migrations.CreateModel(
                    name="Judgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgements",
                                to="indicators.reviewer",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgements",
                                to="indicators.panelquestion",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField()),
                        ("level", models.PositiveSmallIntegerField()),
                        ("evidence", models.CharField(max_length=800)),
                        ("judged_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["question", "reviewer", "round"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reviewer", "question", "round"), name="one_judgement_a_round"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 5)),
                                name="a_rubric_has_five_levels",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("round__in", [1, 2])), name="a_panel_has_two_rounds"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("evidence", ""), _negated=True), name="a_judgement_has_evidence"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Freeze",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="freezes", to="network.city"
                            ),
                        ),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Waiting for the worker"),
                                    ("running", "Being counted"),
                                    ("done", "Counted"),
                                    ("failed", "Could not be counted"),
                                ],
                                default="asked",
                                max_length=7,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("n_done", models.PositiveSmallIntegerField(default=0)),
                        ("n_new", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "running"])),
                                fields=("city", "period_from", "period_to"),
                                name="a_freeze_is_asked_for_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_from__lte", models.F("period_to"))),
                                name="a_freeze_is_of_a_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrozenValue",
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
                                related_name="frozen_values",
                                to="network.city",
                            ),
                        ),
                        (
                            "freeze",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="values",
                                to="indicators.freeze",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("version", models.CharField(max_length=12)),
                        (
                            "level",
                            models.CharField(choices=[("city", "City"), ("community", "Community")], max_length=9),
                        ),
                        ("group", models.CharField(blank=True, max_length=13)),
                        ("part", models.CharField(blank=True, max_length=12)),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.neighbourhood",
                            ),
                        ),
                        ("period_from", models.DateField()),
                        ("period_to", models.DateField()),
                        ("counted_to", models.DateField()),
                        ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("numerator", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("denominator", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("n_rows", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("n_unknown", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("is_withheld", models.BooleanField(default=False)),
                        ("completeness_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("frozen_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField()),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "observation",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="frozen_value",
                                to="indicators.observation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code", "group", "part", "-period_to", "-frozen_at", "-pk"],
                        "indexes": [models.Index(fields=["city", "code", "period_to"], name="frozen_values_of_a_city")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at", None)),
                                fields=("city", "code", "group", "part", "period_from", "period_to"),
                                name="one_standing_frozen_value",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_withheld", False),
                                    models.Q(
                                        ("denominator", None), ("n_rows", None), ("numerator", None), ("value", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="what_is_withheld_is_not_kept",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group", "neighbourhood"), ("level", "community")),
                                    models.Q(("level", "city"), ("neighbourhood", None)),
                                    _connector="OR",
                                ),
                                name="a_frozen_value_has_its_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completeness_percent", None), ("completeness_percent__lte", 100), _connector="OR"
                                ),
                                name="no_frozen_value_is_more_than_complete",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sharing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "city",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sharing", to="network.city"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        (
                            "shared_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="IndexSetup",
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
                                related_name="index_setups",
                                to="network.city",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        (
                            "units_of",
                            models.CharField(
                                choices=[
                                    ("communities", "Communities of the city"),
                                    ("cities", "Cities"),
                                    ("workbook", "A table of our own"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("asked", models.JSONField(default=dict)),
                        ("data", models.JSONField(default=dict)),
                        ("meta", models.JSONField(default=dict)),
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
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "name"), name="one_index_of_a_name_in_a_city"),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="an_index_has_a_name"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObservationPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "observation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="indicators.observation",
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.neighbourhood",
                            ),
                        ),
                        (
                            "age",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("small", "Small children (0–5)"),
                                    ("pupils", "School age (6–14)"),
                                    ("youth", "Youth (15–24)"),
                                    ("adults", "Adults (25–59)"),
                                    ("older", "Older people (60 and over)"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("female", "Female"), ("male", "Male"), ("other", "Another, or not said")],
                                max_length=6,
                            ),
                        ),
                        (
                            "income",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lowest", "Lowest fifth of incomes"),
                                    ("lower", "Second fifth of incomes"),
                                    ("middle", "Middle fifth of incomes"),
                                    ("higher", "Fourth fifth of incomes"),
                                    ("highest", "Highest fifth of incomes"),
                                ],
                                max_length=7,
                            ),
                        ),
                        (
                            "disability",
                            models.CharField(
                                blank=True,
                                choices=[("with", "With a disability"), ("without", "Without a disability")],
                                max_length=7,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("thai", "Central Thai"),
                                    ("malay", "Malay"),
                                    ("northern", "Northern Thai"),
                                    ("northeastern", "Northeastern Thai"),
                                    ("khmer", "Khmer"),
                                    ("other", "Another language"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                        ("people", models.PositiveIntegerField()),
                        ("lower", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                        ("upper", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                    ],
                    options={
                        "ordering": ["observation", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("neighbourhood", None)),
                                fields=("observation", "age", "sex", "income", "disability", "language"),
                                name="one_part_of_a_group",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("neighbourhood__isnull", False)),
                                fields=(
                                    "observation",
                                    "neighbourhood",
                                    "age",
                                    "sex",
                                    "income",
                                    "disability",
                                    "language",
                                ),
                                name="one_part_of_a_group_in_a_community",
                            ),
                            models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="a_part_has_people"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("age", ""),
                                    ("disability", ""),
                                    ("income", ""),
                                    ("language", ""),
                                    ("neighbourhood", None),
                                    ("sex", ""),
                                    _negated=True,
                                ),
                                name="a_part_says_of_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lower", None), ("upper", None)),
                                    models.Q(("lower__lte", models.F("value")), ("upper__gte", models.F("value"))),
                                    _connector="OR",
                                ),
                                name="a_part_is_within_its_margin",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
