import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]
    replaces = [("registers", "0001_schools_pupils_and_pages")]  # what databases of before the first release call it

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Pupil",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="pupils", to="network.city"
                            ),
                        ),
                        ("prefix", models.CharField(blank=True, max_length=40)),
                        ("given_name", models.CharField(max_length=120)),
                        ("family_name", models.CharField(blank=True, max_length=120)),
                        ("sort_key", models.CharField(editable=False, max_length=300)),
                        ("match_key", models.CharField(db_index=True, editable=False, max_length=300)),
                        (
                            "sex",
                            models.CharField(blank=True, choices=[("female", "Girl"), ("male", "Boy")], max_length=10),
                        ),
                        ("birth_on", models.DateField(blank=True, null=True)),
                        ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("national_id_encrypted", models.BinaryField(blank=True, null=True)),
                        ("national_id_hash", models.CharField(blank=True, max_length=64)),
                        ("source_key", models.CharField(blank=True, max_length=80)),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "person_confidence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("national_id", "Same national ID number"),
                                    ("number", "Same pupil number and name at the school"),
                                    ("name_and_birth", "Same name and birth date"),
                                    ("name_and_class", "Same name in the same class"),
                                    ("number_only", "Same pupil number, but another name"),
                                    ("name", "Same name only"),
                                    ("stated", "Stated by a person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "person_confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("person_confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("is_invented", models.BooleanField(default=False)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_from",
                                to="registers.pupil",
                            ),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["sort_key", "pk"],
                        "indexes": [models.Index(fields=["city", "sort_key"], name="pupil_city_sort")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("national_id_hash", ""), _negated=True),
                                fields=("city", "national_id_hash"),
                                name="one_pupil_per_national_id_in_a_city",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_key", ""), _negated=True),
                                fields=("city", "source_key"),
                                name="one_pupil_per_source_key_in_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="pupil_is_not_merged_into_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person", None),
                                    models.Q(("person_confidence", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="link_to_a_person_says_how_sure_it_is",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PupilMerge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "keep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="registers.pupil"
                            ),
                        ),
                        (
                            "merge",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registers.pupil"
                            ),
                        ),
                        ("reason", models.CharField(max_length=300)),
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
                        ("before", models.JSONField(default=dict)),
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
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("merge",),
                                name="a_pupil_is_merged_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("keep", models.F("merge")), _negated=True),
                                name="no_pupil_is_merged_with_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="School",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="schools", to="network.city"
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=20)),
                        ("source_key", models.CharField(blank=True, max_length=80)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        (
                            "affiliation",
                            models.CharField(
                                choices=[
                                    ("obec", "Basic Education Commission (OBEC)"),
                                    ("municipal", "Municipality"),
                                    ("local", "Another local government"),
                                    ("private", "Private"),
                                    ("islamic_private", "Private school teaching Islam"),
                                    ("pondok", "Pondok institute"),
                                    ("border_police", "Border Patrol Police"),
                                    ("vocational", "Vocational Education Commission"),
                                    ("university", "University demonstration school"),
                                    ("buddhist", "Phrapariyattidhamma school"),
                                    ("special", "Special education"),
                                    ("learning_centre", "Learning centre"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="schools",
                                to="places.place",
                            ),
                        ),
                        ("is_invented", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["name_th", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "name_th"), name="one_school_per_name_in_a_city"),
                            models.UniqueConstraint(
                                condition=models.Q(("code", ""), _negated=True),
                                fields=("city", "code"),
                                name="one_school_per_official_code_in_a_city",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_key", ""), _negated=True),
                                fields=("city", "source_key"),
                                name="one_school_per_source_key_in_a_city",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
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
                                related_name="register_runs",
                                to="network.city",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="registers.school",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("class_sheet", "Class sheet (Excel)"),
                                    ("marks", "List of marks (CSV)"),
                                    ("oneroster", "OneRoster files"),
                                    ("edfi", "Ed-Fi absences"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("file_sealed", models.BinaryField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("reading", "Being read"),
                                    ("preview", "Being checked"),
                                    ("waiting", "Waiting to be written"),
                                    ("confirmed", "Confirmed"),
                                    ("discarded", "Discarded"),
                                    ("failed", "Failed"),
                                ],
                                default="preview",
                                max_length=12,
                            ),
                        ),
                        ("counts", models.JSONField(default=dict)),
                        ("notes_sealed", models.BinaryField(blank=True, null=True)),
                        ("n_done", models.PositiveSmallIntegerField(default=0)),
                        ("n_steps", models.PositiveSmallIntegerField(default=0)),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-uploaded_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MatchQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="registers.importrun",
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("said_sealed", models.BinaryField()),
                        ("candidates", models.JSONField(default=list)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("national_id", "Same national ID number"),
                                    ("number", "Same pupil number and name at the school"),
                                    ("name_and_birth", "Same name and birth date"),
                                    ("name_and_class", "Same name in the same class"),
                                    ("number_only", "Same pupil number, but another name"),
                                    ("name", "Same name only"),
                                    ("stated", "Stated by a person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="registers.pupil",
                            ),
                        ),
                        ("is_new", models.BooleanField(default=False)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["run", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "key"), name="one_question_per_pupil_of_a_file")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PupilYear",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="years",
                                to="registers.pupil",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        (
                            "school",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.school",
                            ),
                        ),
                        ("packed", models.BinaryField(max_length=192)),
                    ],
                    options={
                        "ordering": ["school", "pupil"],
                        "indexes": [models.Index(fields=["school", "school_year"], name="pupil_year_school")],
                        "constraints": [
                            models.UniqueConstraint(fields=("pupil", "school_year"), name="one_packed_year_per_pupil")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchoolCalendar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendars",
                                to="registers.school",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        ("open_masks", models.JSONField()),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["school", "-school_year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "school_year"), name="one_calendar_per_school_and_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="registers.school",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        (
                            "grade",
                            models.SmallIntegerField(
                                choices=[
                                    (-2, "Kindergarten 1"),
                                    (-1, "Kindergarten 2"),
                                    (0, "Kindergarten 3"),
                                    (1, "Primary 1"),
                                    (2, "Primary 2"),
                                    (3, "Primary 3"),
                                    (4, "Primary 4"),
                                    (5, "Primary 5"),
                                    (6, "Primary 6"),
                                    (7, "Secondary 1"),
                                    (8, "Secondary 2"),
                                    (9, "Secondary 3"),
                                    (10, "Secondary 4"),
                                    (11, "Secondary 5"),
                                    (12, "Secondary 6"),
                                    (30, "Vocational 1"),
                                    (31, "Vocational 2"),
                                    (32, "Vocational 3"),
                                ]
                            ),
                        ),
                        ("room", models.CharField(blank=True, max_length=20)),
                        ("source_key", models.CharField(blank=True, max_length=80)),
                    ],
                    options={
                        "ordering": ["school", "-school_year", "grade", "room", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "school_year", "grade", "room"), name="one_section_per_grade_and_room"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Schooling",
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
                                related_name="schoolings",
                                to="network.city",
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="schoolings",
                                to="registers.pupil",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schoolings",
                                to="registers.school",
                            ),
                        ),
                        ("school_year", models.PositiveSmallIntegerField()),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="schoolings",
                                to="registers.section",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40)),
                        ("seat", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("failing_subjects", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("entered_on", models.DateField(blank=True, null=True)),
                        ("left_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["school", "-school_year", "section", "seat", "pk"],
                        "indexes": [models.Index(fields=["city", "school_year"], name="schooling_city_year")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pupil", "school", "school_year"), name="one_schooling_per_school_and_year"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("school", "school_year", "number"),
                                name="one_pupil_per_number_school_and_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on", None),
                                    ("entered_on", None),
                                    ("left_on__gte", models.F("entered_on")),
                                    _connector="OR",
                                ),
                                name="schooling_ends_after_it_began",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterPage",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.city",
                            ),
                        ),
                        (
                            "schooling",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages",
                                to="registers.schooling",
                            ),
                        ),
                        ("month", models.PositiveSmallIntegerField()),
                        ("open", models.PositiveIntegerField()),
                        ("present", models.PositiveIntegerField()),
                        ("late", models.PositiveIntegerField(default=0)),
                        ("excused", models.PositiveIntegerField(default=0)),
                        ("by_hand", models.PositiveIntegerField(default=0)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="pages",
                                to="registers.importrun",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["schooling", "month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("schooling", "month"), name="one_page_per_schooling_and_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 12)),
                                name="page_is_of_one_of_twelve_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("open__lte", 2147483647)), name="page_has_at_most_31_days"
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.Exact(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("present"), "&", models.F("open")
                                    ),
                                    models.F("present"),
                                ),
                                name="present_only_on_open_days",
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.Exact(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("late"), "&", models.F("present")
                                    ),
                                    models.F("late"),
                                ),
                                name="late_only_when_present",
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.Exact(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("excused"), "&", models.F("open")
                                    ),
                                    models.F("excused"),
                                ),
                                name="excused_only_on_open_days",
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.Exact(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("excused"), "&", models.F("present")
                                    ),
                                    0,
                                ),
                                name="nobody_is_excused_and_present",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "page",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrections",
                                to="registers.registerpage",
                            ),
                        ),
                        ("open", models.PositiveIntegerField()),
                        ("present", models.PositiveIntegerField()),
                        ("late", models.PositiveIntegerField()),
                        ("excused", models.PositiveIntegerField()),
                        ("replaced_at", models.DateTimeField()),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="registers.importrun",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["page", "-replaced_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SignTable",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="register_signs",
                                to="network.city",
                            ),
                        ),
                        ("signs", models.JSONField(default=dict)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["city"],
                    },
                ),
            ]
        )
    ]
