import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_initial"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="AllocationRound",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="network.city"
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("wishes", "By wishes, with seats kept for groups"),
                                    ("lottery", "By drawn order alone"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Announced"),
                                    ("drawing", "Being drawn"),
                                    ("drawn", "Drawn, not published yet"),
                                    ("publishing", "Being published"),
                                    ("published", "Published"),
                                    ("called_off", "Called off"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("opens_at", models.DateTimeField()),
                        ("closes_at", models.DateTimeField()),
                        ("hard_groups", models.JSONField(blank=True, default=list)),
                        ("first_groups", models.JSONField(blank=True, default=list)),
                        ("commitment", models.CharField(max_length=64)),
                        ("seed_sealed", models.BinaryField()),
                        ("seed", models.CharField(blank=True, max_length=64)),
                        ("document", models.JSONField(blank=True, null=True)),
                        ("classes_sealed", models.BinaryField(blank=True, null=True)),
                        ("comparison", models.JSONField(blank=True, null=True)),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("drawn_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("request_key", models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [models.Index(fields=["city", "state"], name="round_city_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="round_closes_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(models.Q(("seed", ""), _negated=True), ("published_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_published_round_shows_its_seed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CreditAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "program",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credit_agreements",
                                to="catalog.program",
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    (
                                        "thai-university",
                                        "University practice: 15 lecture, 30–45 lab or 45 practice hours a credit",
                                    ),
                                    (
                                        "thai-bachelor-2558",
                                        "Bachelor's degree standard 2558: 15 lecture, 30 lab or 45 practice hours a credit",
                                    ),
                                    (
                                        "thai-university-lab-45",
                                        "University practice, strict: 15 lecture, 45 lab or 45 practice hours a credit",
                                    ),
                                ],
                                max_length=40,
                            ),
                        ),
                        ("since_on", models.DateField()),
                        ("document", models.CharField(max_length=200)),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("agreed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["program", "since_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("program", "since_on"), name="one_credit_rule_a_program_and_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="catalog.offering",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties_led",
                                to="people.person",
                            ),
                        ),
                        ("ticket", models.CharField(max_length=43, unique=True)),
                        ("request_key", models.CharField(max_length=64, unique=True)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("short_since", models.DateTimeField(blank=True, null=True)),
                        ("seats_kept", models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Enrollment",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="catalog.offering",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="people.person",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="enrollment.party",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waitlisted", "On the waiting list"),
                                    ("offered", "Seat offered"),
                                    ("enrolled", "Enrolled"),
                                    ("completed", "Completed"),
                                    ("withdrawn", "Withdrawn"),
                                    ("not_completed", "Not completed"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "via",
                            models.CharField(
                                choices=[
                                    ("self", "Joined by themselves"),
                                    ("carer", "Joined by a carer"),
                                    ("officer", "Entered by an officer"),
                                    ("roster", "From a roster"),
                                    ("walk_in", "Walked in"),
                                    ("round", "By wishes and draw"),
                                    ("group", "With their class or group"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("waitlist_number", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "enrolled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        ("enrolled_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=200)),
                        ("exception", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["offering", "pk"],
                        "indexes": [models.Index(fields=["offering", "state"], name="enrollment_offering_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("offering", "person"),
                                name="one_standing_enrollment_per_person_and_offering",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("enrolled", "completed", "not_completed")), _negated=True),
                                    ("enrolled_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_seat_has_its_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "waitlisted"), _negated=True),
                                    ("waitlist_number__isnull", False),
                                    _connector="OR",
                                ),
                                name="waitlisted_exactly_with_a_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceAlert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absence_alerts",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "first_session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.session"
                            ),
                        ),
                        ("n_sessions", models.PositiveSmallIntegerField()),
                        ("raised_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("came_back", "Came back"),
                                    ("called", "Somebody spoke with them"),
                                    ("corrected", "The roll was corrected"),
                                    ("ended", "No longer learning here"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-raised_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "first_session"), name="one_alert_per_run_of_absences"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("enrollment",),
                                name="one_open_absence_alert_per_learner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_as", ""), ("closed_at", None)),
                                    models.Q(("closed_at__isnull", False), models.Q(("closed_as", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="an_alert_closes_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="enrollment.absencealert",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("returns", "Will come again"),
                                    ("ill", "Ill, or somebody in the family is"),
                                    ("no_way", "Cannot get there"),
                                    ("no_time", "Has no time or has to work"),
                                    ("stops", "Does not want to go on"),
                                    ("other", "Another reason"),
                                    ("no_answer", "Nobody answered"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        (
                            "called_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("called_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["alert", "called_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CheckOut",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_outs",
                                to="catalog.session",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_outs",
                                to="enrollment.enrollment",
                            ),
                        ),
                        ("fetched_by", models.CharField(blank=True, max_length=120)),
                        ("is_taken_back", models.BooleanField(default=False)),
                        ("fetched_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=36)),
                        ("received_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["session", "fetched_at", "uuid"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_taken_back", True),
                                    models.Q(("fetched_by", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="somebody_fetched_the_child",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(choices=[("passed", "Passed"), ("not_yet", "Not yet")], max_length=10),
                        ),
                        ("note", models.CharField(blank=True, max_length=400)),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("assessed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["enrollment", "assessed_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Apology",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="apologies",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="apologies",
                                to="catalog.session",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("said_at", models.DateTimeField()),
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
                    ],
                    options={
                        "ordering": ["session", "said_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "session"), name="one_apology_per_learner_and_session"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MarkEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mark_entries",
                                to="catalog.session",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mark_entries",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "mark",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("late", "Late"),
                                    ("left_early", "Left early"),
                                    ("absent", "Absent"),
                                    ("excused", "Excused"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("minutes_present", models.PositiveIntegerField()),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Assumed when the roll was saved"),
                                    (1, "Marked by hand"),
                                    (2, "Corrected after the day, with a reason"),
                                ]
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=36)),
                        ("device_at", models.DateTimeField(blank=True, null=True)),
                        ("received_at", models.DateTimeField()),
                        (
                            "lost_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="beaten",
                                to="enrollment.markentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["session", "weight", "made_at", "uuid"],
                        "indexes": [models.Index(fields=["session", "enrollment"], name="mark_entry_of_learner")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("made_at__lte", models.F("received_at"))),
                                name="no_mark_is_made_in_the_future",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mark__in", ("present", "late", "left_early")),
                                    ("minutes_present", 0),
                                    _connector="OR",
                                ),
                                name="a_mark_of_absence_has_no_minutes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recognition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                choices=[
                                    ("CS", "CS: standard test or certificate"),
                                    ("CN", "CN: course outside a degree"),
                                    ("CT", "CT: assessed training"),
                                    ("CP", "CP: portfolio"),
                                    ("CE", "CE: examination"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("institution", models.CharField(max_length=200)),
                        ("title", models.CharField(max_length=200)),
                        ("evidence", models.CharField(max_length=400)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("approved_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["enrollment", "approved_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HoursEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hours_entries",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hours_entries",
                                to="catalog.session",
                            ),
                        ),
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
                        ("minutes", models.IntegerField()),
                        (
                            "reverses",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="enrollment.hoursentry",
                            ),
                        ),
                        (
                            "recognition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hours_entries",
                                to="enrollment.recognition",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["enrollment", "recorded_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("minutes__gt", 0), ("reverses", None)),
                                    models.Q(("minutes__lt", 0), ("reverses__isnull", False)),
                                    _connector="OR",
                                ),
                                name="only_a_reversal_is_negative",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RollCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roll_calls",
                                to="catalog.session",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("saved_at", models.DateTimeField()),
                        ("request_key", models.CharField(max_length=64, unique=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["session", "saved_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="catalog.session",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "mark",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("late", "Late"),
                                    ("left_early", "Left early"),
                                    ("absent", "Absent"),
                                    ("excused", "Excused"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("minutes_present", models.PositiveIntegerField()),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "roll_call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="enrollment.rollcall",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["session", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "enrollment"), name="one_mark_per_learner_and_session"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mark__in", ("present", "late", "left_early")),
                                    ("minutes_present", 0),
                                    _connector="OR",
                                ),
                                name="absence_has_no_minutes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundOffering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="choices",
                                to="enrollment.allocationround",
                            ),
                        ),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="catalog.offering",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["round", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "offering"), name="an_offering_once_in_a_round")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="catalog.session"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="enrollment.enrollment",
                            ),
                        ),
                        ("scanned_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["session", "scanned_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "enrollment"), name="one_scan_per_learner")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatHold",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_holds",
                                to="catalog.offering",
                            ),
                        ),
                        ("token", models.CharField(max_length=64, unique=True)),
                        ("link", models.CharField(max_length=43, unique=True)),
                        ("n_seats", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("held", "Held"), ("taken", "Taken"), ("released", "Released")],
                                default="held",
                                max_length=10,
                            ),
                        ),
                        ("release_on", models.DateField()),
                        (
                            "held_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("held_at", models.DateTimeField()),
                        (
                            "party",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enrollment.party",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-held_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "release_on"], name="hold_due")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("n_seats__gte", 1)), name="a_hold_holds_a_seat"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("party__isnull", False), ("state", "taken")),
                                    models.Q(models.Q(("state", "taken"), _negated=True), ("party__isnull", True)),
                                    _connector="OR",
                                ),
                                name="taken_holds_have_their_party",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatOffer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="enrollment.party",
                            ),
                        ),
                        ("token", models.CharField(max_length=43, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waiting for the answer"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("expired", "Not answered in time"),
                                    ("lapsed", "No longer stands"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("offered_at", models.DateTimeField()),
                        ("answer_by", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "offered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["-offered_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "answer_by"], name="offer_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("party",),
                                name="one_open_offer_per_party",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedPage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signed_pages",
                                to="catalog.session",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("sealed", models.BinaryField(blank=True)),
                        ("digest", models.CharField(max_length=40)),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "replaced_by",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="enrollment.signedpage",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["session", "number", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_by", None)),
                                fields=("session", "number"),
                                name="one_standing_page_per_number_of_a_signed_sheet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaced_by", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="a_signed_page_is_replaced_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaitingLine",
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
                                related_name="waiting_line",
                                to="catalog.offering",
                            ),
                        ),
                        ("answer_hours", models.PositiveSmallIntegerField(default=24)),
                    ],
                ),
                migrations.CreateModel(
                    name="WishList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wish_lists",
                                to="enrollment.allocationround",
                            ),
                        ),
                        ("code", models.CharField(max_length=16)),
                        ("ticket", models.CharField(max_length=43, unique=True)),
                        ("request_key", models.CharField(max_length=64, unique=True)),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wish_lists_led",
                                to="people.person",
                            ),
                        ),
                        (
                            "via",
                            models.CharField(
                                choices=[
                                    ("self", "Joined by themselves"),
                                    ("carer", "Joined by a carer"),
                                    ("officer", "Entered by an officer"),
                                    ("roster", "From a roster"),
                                    ("walk_in", "Walked in"),
                                    ("round", "By wishes and draw"),
                                    ("group", "With their class or group"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("low_income", "Low-income households"),
                                    ("out_of_school", "Out of school"),
                                    ("disability", "Persons with disabilities"),
                                    ("older", "Older persons"),
                                    ("neighbourhood", "From this neighbourhood"),
                                    ("carer", "Carers of small children"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="places.neighbourhood",
                            ),
                        ),
                        ("wishes", models.JSONField(default=list)),
                        ("arrived_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "result",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="seated",
                                to="enrollment.roundoffering",
                            ),
                        ),
                        (
                            "party",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="wish_list",
                                to="enrollment.party",
                            ),
                        ),
                        ("placed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["round", "arrived_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "code"), name="one_wish_list_per_code")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundInvitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="enrollment.allocationround",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("low_income", "Low-income households"),
                                    ("out_of_school", "Out of school"),
                                    ("disability", "Persons with disabilities"),
                                    ("older", "Older persons"),
                                    ("neighbourhood", "From this neighbourhood"),
                                    ("carer", "Carers of small children"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True)),
                        (
                            "used_by",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="invitation",
                                to="enrollment.wishlist",
                            ),
                        ),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["round", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="WishMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enrollment.allocationround",
                            ),
                        ),
                        (
                            "wish_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="enrollment.wishlist",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wished_in",
                                to="people.person",
                            ),
                        ),
                        ("is_standing", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ["wish_list", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_standing", True)),
                                fields=("round", "person"),
                                name="one_wish_list_per_person_and_round",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceWatch",
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
                                related_name="absence_watch",
                                to="catalog.offering",
                            ),
                        ),
                        ("n_in_a_row", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("least_share_percent", models.PositiveSmallIntegerField(default=0)),
                        ("seen_roll", models.PositiveBigIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("n_in_a_row", None), ("n_in_a_row__gte", 1), _connector="OR"),
                                name="absences_are_counted_from_1",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("least_share_percent__lte", 100)),
                                name="least_share_is_a_percentage",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoomChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="room_choices",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="room_choices",
                                to="catalog.session",
                            ),
                        ),
                        ("chosen_at", models.DateTimeField()),
                        (
                            "chosen_by",
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
                        "ordering": ["session", "chosen_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "session"), name="one_choice_per_learner_and_session"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
