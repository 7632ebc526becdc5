import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mueang.apps.support.models.cases
from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("support", "0001_concerns")]  # what databases of before the first release call it

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_initial"),
        ("network", "0001_initial"),
        ("registers", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Addition",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        ("code_hash", models.CharField(db_index=True, max_length=64)),
                        ("said", models.TextField(max_length=4000)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Agency",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.organization"
                            ),
                        ),
                        ("needs", models.JSONField(blank=True, default=list)),
                        ("contact_name", models.CharField(blank=True, max_length=120)),
                        ("contact_phone", models.CharField(blank=True, max_length=20)),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ["organization__name_th", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "organization"), name="one_agency_per_organization")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Child",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        ("prefix", models.CharField(blank=True, max_length=40)),
                        ("given_name", models.CharField(max_length=120)),
                        ("family_name", models.CharField(blank=True, max_length=120)),
                        ("nickname", models.CharField(blank=True, max_length=60)),
                        ("match_key", models.CharField(db_index=True, editable=False, max_length=300)),
                        (
                            "sex",
                            models.CharField(
                                choices=[("female", "Female"), ("male", "Male"), ("unstated", "Not stated")],
                                default="unstated",
                                max_length=10,
                            ),
                        ),
                        ("birth_on", models.DateField(blank=True, null=True)),
                        ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("carer_name", models.CharField(blank=True, max_length=200)),
                        ("carer_relation", models.CharField(blank=True, max_length=20)),
                        ("carer_phone", models.CharField(blank=True, max_length=20)),
                        ("school", models.CharField(blank=True, max_length=200)),
                        ("is_invented", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["city", "match_key"], name="child_city_match")],
                    },
                ),
                migrations.CreateModel(
                    name="ChildLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="support.child"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pupil", "Pupil of a school register"),
                                    ("person", "Person of the city's list"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("row", models.UUIDField()),
                        ("is_same", models.BooleanField(default=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("certain", "Certain: the same number"),
                                    ("likely", "Likely: name and birth agree"),
                                    ("possible", "Possible: the name is alike"),
                                    ("none", "Not matched"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField()),
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
                        "ordering": ["-decided_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("child", "kind", "row"),
                                name="one_word_per_child_and_row",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_same", True), ("undone_at", None)),
                                fields=("child", "kind"),
                                name="a_child_is_one_of_each_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at", None), ("undone_reason", "")),
                                    models.Q(
                                        ("undone_at__isnull", False), models.Q(("undone_reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_link_is_undone_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Concern",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("school", "A school's report"),
                                    ("register_flag", "A flag from the registers"),
                                    ("door_to_door", "A door-to-door survey"),
                                    ("community", "A civil society, religious or community leader"),
                                    ("record_match", "A health or civil registry match"),
                                    ("partner", "A partner or another agency"),
                                    ("citizen", "A citizen or the hotline"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("now", "Today: the child may be in danger"),
                                    ("soon", "Within three days"),
                                    ("routine", "Within two weeks"),
                                ],
                                default="routine",
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "To be looked into"),
                                    ("case", "A case was opened"),
                                    ("joined", "Joined to a case"),
                                    ("duplicate", "The same as another concern"),
                                    ("record_wrong", "The record was wrong"),
                                    ("unreachable", "Could not be reached"),
                                    ("unfounded", "Not so"),
                                ],
                                default="new",
                                max_length=14,
                            ),
                        ),
                        ("about", models.CharField(blank=True, max_length=200)),
                        ("match_key", models.CharField(blank=True, db_index=True, editable=False, max_length=300)),
                        ("age_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("birth_on", models.DateField(blank=True, null=True)),
                        ("area", models.CharField(blank=True, max_length=300)),
                        ("said", models.TextField(max_length=4000)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("certain", "Certain: the same number"),
                                    ("likely", "Likely: name and birth agree"),
                                    ("possible", "Possible: the name is alike"),
                                    ("none", "Not matched"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "record_fault",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("elsewhere", "Enrolled elsewhere"),
                                    ("abroad", "Studies abroad"),
                                    ("same_system", "Still in the same system"),
                                    ("moved", "Moved out of the city"),
                                    ("died", "Died"),
                                    ("twice", "The same child twice"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="registers.pupil",
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="support.concern",
                            ),
                        ),
                        ("code_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                        ("source_key", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "ordering": ["-received_at", "-pk"],
                        "indexes": [models.Index(fields=["city", "state", "received_at"], name="concern_city_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("source_key", ""), _negated=True),
                                fields=("city", "source_key"),
                                name="a_registry_line_is_told_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at", None), ("state", "new")),
                                    models.Q(models.Q(("state", "new"), _negated=True), ("settled_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="settled_exactly_when_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "record_wrong"), models.Q(("record_fault", ""), _negated=True)),
                                    models.Q(models.Q(("state", "record_wrong"), _negated=True), ("record_fault", "")),
                                    _connector="OR",
                                ),
                                name="a_wrong_record_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("duplicate_of__isnull", False), ("state", "duplicate")),
                                    models.Q(models.Q(("state", "duplicate"), _negated=True), ("duplicate_of", None)),
                                    _connector="OR",
                                ),
                                name="a_duplicate_names_the_other",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("duplicate_of", models.F("pk")), _negated=True),
                                name="no_concern_is_its_own_duplicate",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                default=mueang.apps.support.models.cases.new_number, editable=False, max_length=6
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="support.child"
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="support.concern",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Opened, not assessed"),
                                    ("assessed", "Assessed"),
                                    ("planned", "Plan agreed"),
                                    ("re_engaging", "Re-engaging"),
                                    ("durable", "Closed with a durable outcome"),
                                    ("unreachable", "Closed: nobody could be reached"),
                                    ("record_error", "Closed: the record was wrong"),
                                    ("reopened", "Reopened"),
                                ],
                                default="open",
                                max_length=15,
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Green: can wait for its turn"), (2, "Yellow: soon"), (3, "Red: at once")],
                                default=2,
                            ),
                        ),
                        (
                            "main_worker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("review_on", models.DateField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("is_invented", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["review_on", "pk"],
                        "indexes": [models.Index(fields=["city", "state", "review_on"], name="case_city_state_review")],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "number"), name="one_case_per_number_in_a_city"),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ("open", "assessed", "planned", "re_engaging", "reopened"))
                                ),
                                fields=("child",),
                                name="one_standing_case_per_child",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state__in", ("durable", "unreachable", "record_error")),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("state__in", ("open", "assessed", "planned", "re_engaging", "reopened")),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_exactly_with_a_moment",
                            ),
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
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assessments",
                                to="support.case",
                            ),
                        ),
                        ("needs", models.JSONField(default=dict)),
                        ("needs_words", models.TextField(blank=True, max_length=2000)),
                        ("health_words", models.TextField(blank=True, max_length=2000)),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("income", "Low or insufficient income"),
                                    ("family", "Family condition"),
                                    ("necessity", "Family necessity"),
                                    ("transport", "Difficult to travel"),
                                    ("health", "Health"),
                                    ("disability", "Disability"),
                                    ("risk_group", "At-risk group"),
                                    ("disaster", "Disaster or unrest"),
                                    ("conduct", "Conduct against school rules"),
                                    ("social", "Trouble fitting in"),
                                    ("finished", "Finished the compulsory level and wants no more school"),
                                    ("over_age", "Over age and wants no more school"),
                                    ("marriage", "Early marriage or pregnancy"),
                                    ("work", "Child works"),
                                    ("documents", "No documents"),
                                    ("other", "Another cause"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Green: can wait for its turn"), (2, "Yellow: soon"), (3, "Red: at once")]
                            ),
                        ),
                        ("risk_words", models.TextField(blank=True, max_length=2000)),
                        ("strengths", models.TextField(blank=True, max_length=2000)),
                        ("wishes", models.TextField(blank=True, max_length=2000)),
                        ("was_seen", models.BooleanField(default=False)),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("assessed_on", models.DateField()),
                        ("next_on", models.DateField()),
                    ],
                    options={
                        "ordering": ["-assessed_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CaseAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="accesses", to="support.case"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("main", "Main worker"), ("team", "Team"), ("glass", "In an emergency")],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(max_length=300)),
                        ("withheld", models.JSONField(blank=True, default=list)),
                        ("since_at", models.DateTimeField()),
                        ("until_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["since_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), models.Q(("kind", "glass"), _negated=True)),
                                fields=("case", "user"),
                                name="one_access_per_worker_and_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "glass"), _negated=True),
                                    ("until_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="emergencies_end_by_themselves",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="support.case"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("call", "Call"),
                                    ("visit", "Visit"),
                                    ("question", "Question of an agency"),
                                    ("hand_over", "Hand-over"),
                                ],
                                default="note",
                                max_length=10,
                            ),
                        ),
                        ("words", models.TextField(max_length=4000)),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="support.casenote",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-written_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Closure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="closures", to="support.case"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("durable", "Closed with a durable outcome"),
                                    ("unreachable", "Closed: nobody could be reached"),
                                    ("record_error", "Closed: the record was wrong"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("school", "Back in school and staying"),
                                    ("lifelong", "Learns with the Department of Learning Encouragement"),
                                    ("vocational", "Vocational course"),
                                    ("faith_school", "Religious school that teaches the state curriculum"),
                                    ("apprentice", "Apprentice"),
                                    ("work", "Lawful work with learning"),
                                    ("special", "Special or home education with support"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "record_error",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("elsewhere", "Enrolled elsewhere"),
                                    ("abroad", "Studies abroad"),
                                    ("same_system", "Still in the same system"),
                                    ("moved", "Moved out of the city"),
                                    ("died", "Died"),
                                    ("twice", "The same child twice"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("evidence", models.CharField(max_length=1000)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-closed_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "durable"),
                                        models.Q(("outcome", ""), _negated=True),
                                        ("record_error", ""),
                                    ),
                                    models.Q(
                                        ("state", "record_error"),
                                        models.Q(("record_error", ""), _negated=True),
                                        ("outcome", ""),
                                    ),
                                    models.Q(("outcome", ""), ("record_error", ""), ("state", "unreachable")),
                                    _connector="OR",
                                ),
                                name="each_closure_says_its_own_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConcernOfCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "concern",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="of_case",
                                to="support.concern",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="told_by", to="support.case"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Conference",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        ("held_on", models.DateField()),
                        ("place", models.CharField(max_length=200)),
                        (
                            "called_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("called_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-held_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendees",
                                to="support.conference",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("agency", models.CharField(blank=True, max_length=200)),
                        ("came", models.BooleanField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="support.conference",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferences",
                                to="support.case",
                            ),
                        ),
                        ("question", models.CharField(max_length=500)),
                        ("said", models.TextField(blank=True, max_length=4000)),
                        ("is_family_there", models.BooleanField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("conference", "case"), name="a_case_once_per_conference")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsentToShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="support.case"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("consent", "Consent (PDPA s.19, s.20)"),
                                    ("vital_interest", "Vital interest (PDPA s.24(2))"),
                                    ("public_task", "Public task (PDPA s.24(4))"),
                                    ("legal_duty", "Legal duty (PDPA s.24(6))"),
                                    ("child_protection", "Protection of a child from harm (Child Protection Act s.29)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("basis_reason", models.CharField(blank=True, max_length=500)),
                        ("given_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mother", "Mother"),
                                    ("father", "Father"),
                                    ("grandparent", "Grandparent"),
                                    ("relative", "Relative"),
                                    ("carer", "Carer"),
                                    ("institution", "Institution"),
                                    ("self", "The person themself"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("has_legal_authority", models.BooleanField(default=False)),
                        ("child_agrees", models.BooleanField(blank=True, null=True)),
                        ("purpose", models.CharField(max_length=500)),
                        ("parts", models.JSONField(default=list)),
                        ("withheld", models.JSONField(blank=True, default=list)),
                        ("withheld_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "medium",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("paper", "Signed on paper"),
                                    ("thumb", "Thumbprint before a witness"),
                                    ("spoken", "Spoken before a witness"),
                                    ("message", "By message that is kept"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text_version", models.CharField(blank=True, max_length=20)),
                        ("given_on", models.DateField()),
                        ("until_on", models.DateField(blank=True, null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_words", models.CharField(blank=True, max_length=500)),
                        ("agencies", models.ManyToManyField(related_name="+", to="support.agency")),
                    ],
                    options={
                        "ordering": ["-given_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("basis", "consent"),
                                        models.Q(("given_by_name", ""), _negated=True),
                                        models.Q(("relation", ""), _negated=True),
                                        models.Q(("medium", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("basis", "consent"), _negated=True),
                                        models.Q(("basis_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="consent_has_its_giver_and_other_rights_their_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="support.concern",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "To be looked into"),
                                    ("case", "A case was opened"),
                                    ("joined", "Joined to a case"),
                                    ("duplicate", "The same as another concern"),
                                    ("record_wrong", "The record was wrong"),
                                    ("unreachable", "Could not be reached"),
                                    ("unfounded", "Not so"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "record_fault",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("elsewhere", "Enrolled elsewhere"),
                                    ("abroad", "Studies abroad"),
                                    ("same_system", "Still in the same system"),
                                    ("moved", "Moved out of the city"),
                                    ("died", "Died"),
                                    ("twice", "The same child twice"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
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
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("concern",),
                                name="one_standing_decision_per_concern",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hand_overs",
                                to="support.case",
                            ),
                        ),
                        (
                            "from_worker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_worker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.TextField(max_length=4000)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to="support.case",
                            ),
                        ),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.offering"
                            ),
                        ),
                        ("token", models.CharField(max_length=64, unique=True)),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("placed_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_words", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-placed_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("case", "offering"),
                                name="one_placement_per_case_and_offering",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="plans", to="support.case"
                            ),
                        ),
                        ("goal", models.CharField(max_length=500)),
                        ("agreed_on", models.DateField(blank=True, null=True)),
                        ("agreed_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "agreed_relation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mother", "Mother"),
                                    ("father", "Father"),
                                    ("grandparent", "Grandparent"),
                                    ("relative", "Relative"),
                                    ("carer", "Carer"),
                                    ("institution", "Institution"),
                                    ("self", "The person themself"),
                                ],
                                max_length=20,
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
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at", None)), fields=("case",), name="one_plan_per_case"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_on", None),
                                    models.Q(("agreed_by_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_agreed_plan_says_who_agreed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "closure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rechecks",
                                to="support.closure",
                            ),
                        ),
                        ("months", models.PositiveSmallIntegerField()),
                        ("due_on", models.DateField()),
                        (
                            "holds",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "It holds"),
                                    ("no", "It holds no longer"),
                                    ("unknown", "Nobody could be reached"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [models.Index(fields=["done_at", "due_on"], name="recheck_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("closure", "months"), name="one_recheck_per_closure_and_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at", None), ("holds", "")),
                                    models.Q(("done_at__isnull", False), models.Q(("holds", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_recheck_done_says_whether_it_holds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="support.case"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="support.agency",
                            ),
                        ),
                        (
                            "need",
                            models.CharField(
                                choices=[
                                    ("education", "Education"),
                                    ("money", "Money"),
                                    ("health", "Physical health"),
                                    ("mind", "Mental health"),
                                    ("disability", "Disability and special needs"),
                                    ("protection", "Protection from harm"),
                                    ("housing", "Housing"),
                                    ("transport", "Transport"),
                                    ("documents", "Identity documents"),
                                    ("skills", "Vocational skills"),
                                    ("work", "Work"),
                                    ("childcare", "Care of siblings or own child"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("words", models.TextField(max_length=1000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Not sent"),
                                    ("sent", "Sent, no answer yet"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("done", "Done"),
                                    ("revoked", "Taken back"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("parts", models.JSONField(default=list)),
                        (
                            "consent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="support.consenttoshare",
                            ),
                        ),
                        (
                            "override_basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("consent", "Consent (PDPA s.19, s.20)"),
                                    ("vital_interest", "Vital interest (PDPA s.24(2))"),
                                    ("public_task", "Public task (PDPA s.24(4))"),
                                    ("legal_duty", "Legal duty (PDPA s.24(6))"),
                                    ("child_protection", "Protection of a child from harm (Child Protection Act s.29)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("override_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "override_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("key_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("key_sealed", models.BinaryField(blank=True, null=True)),
                        ("link_until_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("answer_words", models.CharField(blank=True, max_length=500)),
                        ("escalated_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "due_on"], name="referral_state_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    ("consent__isnull", False),
                                    models.Q(
                                        models.Q(("override_basis", ""), _negated=True),
                                        models.Q(("override_reason", ""), _negated=True),
                                        ("override_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="nothing_is_sent_without_consent_or_a_named_override",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(("due_on__isnull", False), ("sent_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_sent_referral_has_its_moment_and_its_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegistryList",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.city"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=120)),
                        ("sealed", models.BinaryField(blank=True, null=True)),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("n_new", models.PositiveIntegerField(default=0)),
                        ("n_known", models.PositiveIntegerField(default=0)),
                        ("n_unread", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-uploaded_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Reopening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reopenings",
                                to="support.case",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "reopened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reopened_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-reopened_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceLevel",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.city"
                            ),
                        ),
                        (
                            "need",
                            models.CharField(
                                choices=[
                                    ("education", "Education"),
                                    ("money", "Money"),
                                    ("health", "Physical health"),
                                    ("mind", "Mental health"),
                                    ("disability", "Disability and special needs"),
                                    ("protection", "Protection from harm"),
                                    ("housing", "Housing"),
                                    ("transport", "Transport"),
                                    ("documents", "Identity documents"),
                                    ("skills", "Vocational skills"),
                                    ("work", "Work"),
                                    ("childcare", "Care of siblings or own child"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["city", "need"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "need"), name="one_service_level_per_need"),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1)), name="a_service_level_is_a_day_at_least"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SetApart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="set_apart",
                                to="support.concern",
                            ),
                        ),
                        ("other", models.UUIDField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [models.UniqueConstraint(fields=("concern", "other"), name="set_apart_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="support.plan"
                            ),
                        ),
                        ("words", models.CharField(max_length=300)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="support.agency",
                            ),
                        ),
                        ("owner_name", models.CharField(blank=True, max_length=120)),
                        ("due_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("todo", "To be done"),
                                    ("done", "Done"),
                                    ("blocked", "Held up"),
                                    ("dropped", "No longer wanted"),
                                ],
                                default="todo",
                                max_length=10,
                            ),
                        ),
                        ("state_words", models.CharField(blank=True, max_length=300)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_by",
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
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state__in", ["done", "dropped"])),
                                    models.Q(("ended_at__isnull", True), ("state__in", ["todo", "blocked"])),
                                    _connector="OR",
                                ),
                                name="a_step_ends_exactly_with_a_moment",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Resolution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resolutions",
                                to="support.agendaitem",
                            ),
                        ),
                        ("words", models.CharField(max_length=300)),
                        ("owner_name", models.CharField(max_length=120)),
                        ("due_on", models.DateField()),
                        (
                            "step",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="support.step",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Teller",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "concern",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="teller", to="support.concern"
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("may_team_know", models.BooleanField(default=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="Try",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="tries", to="support.concern"
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("phone", "By telephone"),
                                    ("home", "At the home"),
                                    ("neighbour", "Through a neighbour or leader"),
                                    ("school", "Through the school"),
                                    ("line", "By LINE or letter"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.city"
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="support.concern",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="support.case",
                            ),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "handed_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("planned_on", models.DateField()),
                        ("purpose", models.CharField(blank=True, max_length=300)),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("planned_at", models.DateTimeField()),
                        ("called_off_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["planned_on", "pk"],
                        "indexes": [models.Index(fields=["city", "planned_on"], name="visit_city_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case", None), ("concern__isnull", False)),
                                    models.Q(("case__isnull", False), ("concern", None)),
                                    _connector="OR",
                                ),
                                name="a_visit_is_for_a_concern_or_a_case",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(unique=True)),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="support.visit"
                            ),
                        ),
                        (
                            "found",
                            models.CharField(
                                choices=[
                                    ("child", "Met the child"),
                                    ("family", "Met the family, not the child"),
                                    ("nobody", "Nobody was there"),
                                    ("elsewhere", "They do not live there"),
                                    ("refused", "They did not want to talk"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("is_in_danger", models.BooleanField(default=False)),
                        ("said", models.TextField(blank=True, max_length=4000)),
                        ("next_on", models.DateField(blank=True, null=True)),
                        ("is_from_paper", models.BooleanField(default=False)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("device", models.UUIDField(blank=True, null=True)),
                        ("made_at", models.DateTimeField()),
                        ("kept_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["visit", "-made_at", "-uuid"],
                    },
                ),
                migrations.CreateModel(
                    name="VisitPhoto",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photo",
                                to="support.visitreport",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                    ],
                ),
            ]
        )
    ]
