import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("heritage", "0001_initial"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Interest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True)),
                        ("name_th", models.CharField(max_length=80)),
                        ("name_en", models.CharField(max_length=80)),
                        ("icon", models.CharField(max_length=20)),
                        ("isced_f", models.CharField(max_length=4)),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["order", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="OfferingSheet",
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
                                related_name="offering_sheets",
                                to="network.city",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preview", "Being checked"),
                                    ("confirmed", "Confirmed"),
                                    ("discarded", "Discarded"),
                                ],
                                default="preview",
                                max_length=10,
                            ),
                        ),
                        ("lines", models.JSONField(default=list)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerCalendar",
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
                                related_name="partner_calendars",
                                to="network.city",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("choices", models.JSONField(default=dict)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "name"), name="one_partner_calendar_per_name_in_a_city"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarImport",
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
                                related_name="calendar_imports",
                                to="network.city",
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="catalog.partnercalendar",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        ("until", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preview", "Being checked"),
                                    ("confirmed", "Confirmed"),
                                    ("discarded", "Discarded"),
                                ],
                                default="preview",
                                max_length=10,
                            ),
                        ),
                        ("said", models.JSONField(default=dict)),
                        ("choices", models.JSONField(default=dict)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Program",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="programs", to="network.city"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("sort_key", models.CharField(default="", editable=False, max_length=300)),
                        ("summary_th", models.CharField(blank=True, max_length=400)),
                        ("summary_en", models.CharField(blank=True, max_length=400)),
                        ("about_th", models.TextField(blank=True)),
                        ("about_en", models.TextField(blank=True)),
                        ("outcomes_th", models.JSONField(blank=True, default=list)),
                        ("outcomes_en", models.JSONField(blank=True, default=list)),
                        (
                            "heritage_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programs",
                                to="heritage.heritageitem",
                            ),
                        ),
                        (
                            "builds_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="built_upon_by",
                                to="catalog.program",
                            ),
                        ),
                        ("lecture_minutes", models.PositiveIntegerField(default=0)),
                        ("lab_minutes", models.PositiveIntegerField(default=0)),
                        ("practice_minutes", models.PositiveIntegerField(default=0)),
                        ("required_minutes", models.PositiveIntegerField(default=0)),
                        ("required_share_percent", models.PositiveSmallIntegerField(default=80)),
                        ("needs_assessment", models.BooleanField(default=False)),
                        (
                            "interests",
                            models.ManyToManyField(blank=True, related_name="programs", to="catalog.interest"),
                        ),
                    ],
                    options={
                        "ordering": ["sort_key", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "slug"), name="one_program_per_slug_in_a_city"),
                            models.CheckConstraint(
                                condition=models.Q(("required_share_percent__lte", 100)),
                                name="program_share_is_a_percentage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "required_minutes__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("lecture_minutes"), "+", models.F("lab_minutes")
                                            ),
                                            "+",
                                            models.F("practice_minutes"),
                                        ),
                                    )
                                ),
                                name="program_requires_no_more_than_it_gives",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("verified_on", models.DateField(blank=True, null=True)),
                        (
                            "freshness",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Nothing to ask"),
                                    (1, "Owner asked"),
                                    (2, "Owner asked twice"),
                                    (3, "Shown as unconfirmed"),
                                    (4, "Out of lists and search"),
                                ],
                                default=0,
                            ),
                        ),
                        ("freshness_on", models.DateField(blank=True, null=True)),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "city",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offerings",
                                to="network.city",
                            ),
                        ),
                        (
                            "program",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offerings",
                                to="catalog.program",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80)),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="offerings", to="places.place"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("cancelled", "Cancelled"),
                                    ("finished", "Finished"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("seats", models.PositiveIntegerField()),
                        ("seats_taken", models.PositiveIntegerField(default=0)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("enroll_until", models.DateTimeField(blank=True, null=True)),
                        ("age_min", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("age_max", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("cost_satang", models.PositiveIntegerField(default=0)),
                        (
                            "language",
                            models.CharField(
                                choices=[("th", "Thai"), ("ms", "Malay"), ("en", "English"), ("zh", "Chinese")],
                                default="th",
                                max_length=2,
                            ),
                        ),
                        ("contact", models.CharField(blank=True, max_length=200)),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("onsite", "At the place"),
                                    ("online", "Online"),
                                    ("hybrid", "At the place and online"),
                                ],
                                default="onsite",
                                max_length=10,
                            ),
                        ),
                        ("online_url", models.URLField(blank=True, max_length=400)),
                        ("cost_note_th", models.CharField(blank=True, max_length=200)),
                        ("cost_note_en", models.CharField(blank=True, max_length=200)),
                        ("reserved_seats", models.JSONField(blank=True, default=dict)),
                        ("fee_waivers", models.JSONField(blank=True, default=dict)),
                        ("seats_are_drawn", models.BooleanField(default=False)),
                        ("waiver_how_th", models.CharField(blank=True, max_length=200)),
                        ("waiver_how_en", models.CharField(blank=True, max_length=200)),
                        ("accessibility", models.JSONField(blank=True, default=list)),
                        ("access_note_th", models.CharField(blank=True, max_length=200)),
                        ("access_note_en", models.CharField(blank=True, max_length=200)),
                        ("kit", models.JSONField(blank=True, default=list)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("cancel_note", models.CharField(blank=True, max_length=200)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("search_text", models.TextField(default="", editable=False)),
                        ("search_version", models.PositiveBigIntegerField(default=0, editable=False)),
                        ("is_invented", models.BooleanField(default=False)),
                        ("changed_in", models.PositiveBigIntegerField(default=0, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["starts_on", "pk"],
                        "indexes": [
                            models.Index(fields=["city", "state", "ends_on"], name="offering_city_state_end"),
                            models.Index(fields=["city", "changed_in"], name="offering_city_changed_in"),
                            models.Index(fields=["city", "search_version"], name="offering_city_search"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "slug"), name="one_offering_per_slug_in_a_city"),
                            models.CheckConstraint(
                                condition=models.Q(("seats_taken__lte", models.F("seats"))),
                                name="offering_is_never_oversold",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="offering_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("age_min", None),
                                    ("age_max", None),
                                    ("age_max__gte", models.F("age_min")),
                                    _connector="OR",
                                ),
                                name="offering_age_band_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Photo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photos",
                                to="catalog.offering",
                            ),
                        ),
                        ("digest", models.CharField(max_length=40)),
                        ("widths", models.JSONField(default=list)),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
                        ("alt_th", models.CharField(max_length=200)),
                        ("alt_en", models.CharField(blank=True, max_length=200)),
                        ("credit", models.CharField(blank=True, max_length=120)),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("offering", "digest"), name="one_photo_row_per_picture"),
                            models.CheckConstraint(
                                condition=models.Q(("alt_th", ""), _negated=True), name="photo_is_described"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="catalog.offering",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("lecture", "Lecture"),
                                    ("lab", "Lab or workshop"),
                                    ("practice", "Practice or field work"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("topic_th", models.CharField(blank=True, max_length=200)),
                        ("topic_en", models.CharField(blank=True, max_length=200)),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="places.place",
                            ),
                        ),
                        ("room_th", models.CharField(blank=True, max_length=80)),
                        ("room_en", models.CharField(blank=True, max_length=80)),
                        ("seats", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "Planned"), ("cancelled", "Cancelled")],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("cancel_note", models.CharField(blank=True, max_length=200)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("rule_on", models.DateField(blank=True, null=True)),
                        ("n_changes", models.PositiveIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["starts_at", "pk"],
                        "indexes": [models.Index(fields=["starts_at"], name="session_start")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("offering", "number"), name="one_session_per_number_of_an_offering"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seats", None),
                                    models.Q(("seats__gte", 1), models.Q(("room_th", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="seats_of_a_session_are_in_a_room",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Origin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="origins",
                                to="catalog.partnercalendar",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="origin", to="catalog.session"
                            ),
                        ),
                        ("uid", models.CharField(max_length=300)),
                        ("occurrence", models.CharField(blank=True, max_length=20)),
                        ("seen", models.JSONField()),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("calendar", "uid", "occurrence"), name="one_session_per_partner_meeting"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Template",
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
                                related_name="offering_templates",
                                to="network.city",
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("contents", models.JSONField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["name_th", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Timetable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "offering",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="timetable",
                                to="catalog.offering",
                            ),
                        ),
                        ("rule", models.CharField(max_length=200)),
                        ("first_on", models.DateField()),
                        ("from_time", models.TimeField()),
                        ("to_time", models.TimeField()),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("lecture", "Lecture"),
                                    ("lab", "Lab or workshop"),
                                    ("practice", "Practice or field work"),
                                ],
                                default="lab",
                                max_length=10,
                            ),
                        ),
                        ("skips_holidays", models.BooleanField(default=True)),
                        ("skipped", models.JSONField(blank=True, default=list)),
                        ("added", models.JSONField(blank=True, default=list)),
                        ("held_anyway", models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_time__gt", models.F("from_time"))),
                                name="timetable_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedDays",
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
                                related_name="closed_days",
                                to="network.city",
                            ),
                        ),
                        ("first_on", models.DateField()),
                        ("last_on", models.DateField()),
                        ("name_th", models.CharField(max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "ordering": ["first_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_on__gte", models.F("first_on"))),
                                name="closed_days_end_after_they_start",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FailedSearch",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="failed_searches",
                                to="network.city",
                            ),
                        ),
                        ("on", models.DateField()),
                        ("words", models.CharField(blank=True, max_length=60)),
                        ("filters", models.CharField(blank=True, max_length=300)),
                        ("n", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "ordering": ["-on", "-n", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "on", "words", "filters"), name="one_row_per_failed_search_and_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instructor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="instructors",
                                to="catalog.offering",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="teaching", to="people.person"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "Lead instructor"),
                                    ("assistant", "Assistant"),
                                    ("scholar", "Local scholar"),
                                ],
                                default="lead",
                                max_length=10,
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("offering", "person"), name="one_instructor_row_per_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="catalog.offering",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("moved", "Changed place or time"),
                                    ("timetable", "Changed timetable"),
                                    ("session_cancelled", "Session cancelled"),
                                    ("session_back", "Session takes place after all"),
                                    ("cancelled", "Activity cancelled"),
                                    ("back", "Activity takes place after all"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("message_th", models.TextField()),
                        ("message_en", models.TextField(blank=True)),
                        ("request_key", models.CharField(max_length=64)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        ("n_told", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [models.Index(fields=["told_at", "made_at"], name="change_waiting")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("offering", "request_key"), name="one_change_per_press_and_offering"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
