import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("flags", "0001_rule_sets")]  # what databases of before the first release call it

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("network", "0001_initial"),
        ("registers", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="RuleSet",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="rule_sets", to="network.city"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("look_from", models.PositiveSmallIntegerField(default=3)),
                        ("urgent_from", models.PositiveSmallIntegerField(default=6)),
                        ("visit_from", models.PositiveSmallIntegerField(default=2)),
                        ("life_days", models.PositiveSmallIntegerField(default=14)),
                        ("note", models.CharField(blank=True, max_length=400)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("live_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "live_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "number"), name="one_rule_set_per_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("live_since", None), ("retired_at", None)),
                                fields=("city",),
                                name="one_draft_of_rules_in_a_city",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("live_since__isnull", False), ("retired_at", None)),
                                fields=("city",),
                                name="one_live_set_of_rules_in_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("life_days__gte", 1),
                                    ("look_from__gte", 1),
                                    ("urgent_from__gte", models.F("look_from")),
                                    ("visit_from__gte", 1),
                                ),
                                name="levels_of_rules_are_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlagRun",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="flag_runs", to="network.city"
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="flags.ruleset",
                            ),
                        ),
                        ("as_of", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("asked", "Waits to begin"), ("done", "Done")], default="done", max_length=5
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
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("seconds", models.FloatField(blank=True, null=True)),
                        ("n_pupils", models.PositiveIntegerField(default=0)),
                        ("n_raised", models.PositiveIntegerField(default=0)),
                        ("n_changed", models.PositiveIntegerField(default=0)),
                        ("n_ended", models.PositiveIntegerField(default=0)),
                        ("n_open", models.PositiveIntegerField(default=0)),
                        ("n_quiet", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("city",),
                                name="a_run_is_asked_for_once_in_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "asked"),
                                    models.Q(
                                        ("as_of__isnull", False),
                                        ("finished_at__isnull", False),
                                        ("rule_set__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_run_that_is_done_says_when_and_by_which_rules",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="flags.ruleset"
                            ),
                        ),
                        ("key", models.SlugField(max_length=40)),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "variable",
                            models.CharField(
                                choices=[
                                    ("absence_4_weeks", "Absence in the last 20 school days"),
                                    ("absence_year", "Absence in the school year so far"),
                                    ("unexcused_year", "Absence without leave in the school year so far"),
                                    ("days_in_a_row", "School days absent in a row, up to now"),
                                    ("worsening", "More absence than four weeks earlier"),
                                    ("late_year", "Late on days present"),
                                    ("over_age_years", "Older than the class"),
                                    ("transition", "In a year of transition"),
                                    ("failing_subjects", "Subjects failed"),
                                    ("repeated_grade", "Repeated a class"),
                                    ("school_changes", "Changes of school in a year"),
                                    ("income_per_head", "Household income a head and month"),
                                    ("household_signs", "Signs of hardship on the household form"),
                                    ("care_burden", "Cares for somebody at home"),
                                    ("distance_km", "Distance to school"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "comparison",
                            models.CharField(
                                choices=[
                                    ("at_least", "is at least"),
                                    ("at_most", "is at most"),
                                    ("unknown", "is not known"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("threshold", models.FloatField(default=0)),
                        ("points", models.PositiveSmallIntegerField()),
                        ("says_th", models.CharField(max_length=200)),
                        ("says_en", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["rule_set", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rule_set", "key"), name="one_rule_per_key"),
                            models.CheckConstraint(
                                condition=models.Q(("points__gte", 1), ("points__lte", 99)),
                                name="a_rule_adds_1_to_99_points",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecondOpinion",
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
                                related_name="second_opinions",
                                to="network.city",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Being learned and judged"),
                                    ("valid", "Validated by the city's own history"),
                                    ("refused", "Refused: the history does not bear it"),
                                ],
                                default="asked",
                                max_length=7,
                            ),
                        ),
                        ("as_of", models.DateField()),
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
                        ("n_done", models.PositiveSmallIntegerField(default=0)),
                        ("n_steps", models.PositiveSmallIntegerField(default=1)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("shortfalls", models.JSONField(default=list)),
                        ("box", models.JSONField(default=dict)),
                        ("report", models.JSONField(default=dict)),
                        ("live_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "live_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("city",),
                                name="one_second_opinion_is_asked_for_in_a_city",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("live_since__isnull", False), ("retired_at", None)),
                                fields=("city",),
                                name="one_second_opinion_is_on_in_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("live_since", None), ("state", "valid"), _connector="OR"),
                                name="only_what_is_validated_is_on",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactSheet",
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
                                related_name="fact_sheets",
                                to="network.city",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("school", "The school"),
                                    ("household_form", "A household form"),
                                    ("visit", "A visit"),
                                    ("family", "The family"),
                                    ("other", "Another source"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("as_of", models.DateField()),
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
                        ("lines_sealed", models.BinaryField(blank=True, null=True)),
                        ("n_lines", models.PositiveIntegerField(default=0)),
                        ("n_facts", models.PositiveIntegerField(default=0)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
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
                    name="PupilFact",
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
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="registers.pupil"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("failing_subjects", "Subjects failed"),
                                    ("repeated_grade", "Repeated a class"),
                                    ("school_changes", "Changes of school in a year"),
                                    ("income_per_head", "Household income a head and month"),
                                    ("household_signs", "Signs of hardship on the household form"),
                                    ("care_burden", "Cares for somebody at home"),
                                    ("distance_km", "Distance to school"),
                                    ("other_language", "Speaks another language than Thai at home"),
                                    ("has_disability", "Lives with a disability"),
                                    ("is_migrant", "Child of a migrant family"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.FloatField()),
                        ("as_of", models.DateField()),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("school", "The school"),
                                    ("household_form", "A household form"),
                                    ("visit", "A visit"),
                                    ("family", "The family"),
                                    ("other", "Another source"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="facts",
                                to="flags.factsheet",
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pupil", "kind", "-as_of", "-pk"],
                        "indexes": [models.Index(fields=["city", "as_of"], name="fact_city_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("pupil", "kind", "as_of"),
                                name="one_fact_of_a_kind_per_pupil_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0)), name="a_fact_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="network.city"
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="registers.pupil"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.school"
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="registers.section",
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="flags.ruleset"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("urgent", "See soon"),
                                    ("look", "See in turn"),
                                    ("visit", "Not enough is known: ask or visit"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField()),
                        ("visit_points", models.PositiveSmallIntegerField()),
                        ("rank", models.PositiveSmallIntegerField()),
                        ("reasons", models.JSONField()),
                        ("raised_on", models.DateField()),
                        ("seen_on", models.DateField()),
                        ("expires_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits for somebody"),
                                    ("answered", "Answered"),
                                    ("ended", "Ended by itself"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "ending",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("holds_no_more", "The reasons hold no more"),
                                    ("nothing_new", "Nothing new was read for too long"),
                                    ("left", "The pupil is no longer in a school of the city"),
                                    ("rules_changed", "The rules were changed"),
                                ],
                                max_length=13,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-rank", "raised_on", "pk"],
                        "indexes": [models.Index(fields=["city", "state", "-rank"], name="flag_queue")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")), fields=("pupil",), name="one_open_flag_per_pupil"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("state", "ended"),
                                        models.Q(("ending", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "ended"), _negated=True), ("ended_on", None), ("ending", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="a_flag_that_ended_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlagDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "flag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="flags.flag"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("look_into", "Look into it: hand over to support"),
                                    ("not_now", "Not now"),
                                    ("known", "Known already: somebody works with the child"),
                                    ("wrong_record", "The record was wrong"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400)),
                        ("quiet_until", models.DateField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "found",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("needed", "The child needed somebody"),
                                    ("fine", "Nothing was the matter"),
                                    ("unreached", "Nobody could be reached"),
                                    ("wrong", "The record was wrong"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("found_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "found_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-decided_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("flag",),
                                name="one_standing_decision_about_a_flag",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_at", None),
                                    models.Q(("kind", "look_into"), ("undone_at", None)),
                                    _connector="OR",
                                ),
                                name="only_what_is_handed_over_is_taken",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "flag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="opinion", to="flags.flag"
                            ),
                        ),
                        (
                            "second_opinion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opinions",
                                to="flags.secondopinion",
                            ),
                        ),
                        ("chance", models.FloatField()),
                        ("points", models.SmallIntegerField()),
                        ("reasons", models.JSONField(default=list)),
                    ],
                    options={
                        "ordering": ["flag"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("chance__gte", 0), ("chance__lte", 1)),
                                name="a_chance_is_from_0_to_1",
                            )
                        ],
                    },
                ),
            ]
        )
    ]
