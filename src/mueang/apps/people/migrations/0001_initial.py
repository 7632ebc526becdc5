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
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Person",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="persons",
                                to="network.city",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("prefix", models.CharField(blank=True, max_length=40)),
                        ("given_name", models.CharField(max_length=120)),
                        ("family_name", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("sort_key", models.CharField(editable=False, max_length=300)),
                        ("match_key", models.CharField(editable=False, max_length=300)),
                        ("birth_on", models.DateField(blank=True, null=True)),
                        ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, db_index=True, max_length=20)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("organization_name", models.CharField(blank=True, max_length=200)),
                        ("position", models.CharField(blank=True, max_length=200)),
                        ("national_id_encrypted", models.BinaryField(blank=True, null=True)),
                        ("national_id_hash", models.CharField(blank=True, max_length=64)),
                        ("is_invented", models.BooleanField(default=False)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_from",
                                to="people.person",
                            ),
                        ),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["sort_key", "pk"],
                        "indexes": [
                            models.Index(fields=["city", "sort_key"], name="person_city_sort"),
                            models.Index(fields=["match_key", "city"], name="person_match_key"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("national_id_hash", ""), _negated=True), ("merged_into", None)
                                ),
                                fields=("city", "national_id_hash"),
                                name="one_person_per_national_id_in_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="person_is_not_merged_into_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guardianship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "guardian",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wards_link",
                                to="people.person",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guardians_link",
                                to="people.person",
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
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
                        ("since_on", models.DateField()),
                        ("until_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["child", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until_on", None)),
                                fields=("guardian", "child"),
                                name="one_current_guardianship",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("guardian", models.F("child")), _negated=True),
                                name="nobody_is_their_own_guardian",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="data_requests",
                                to="people.person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("access", "Copy of my data"),
                                    ("correction", "Correction"),
                                    ("erasure", "Erasure"),
                                    ("portability", "My data in a form a machine reads"),
                                    ("objection", "Objection to a use of my data"),
                                    ("restriction", "Restriction: keep it, but do not use it"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("received_on", models.DateField()),
                        ("due_on", models.DateField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("known_by", models.CharField(blank=True, max_length=200)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("granted", "Done as asked"),
                                    ("partly", "Done in part"),
                                    ("refused", "Refused"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "refusal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_them", "Who asks could not be shown to be the person or to answer for them"),
                                    ("others", "It would harm the rights and freedoms of others"),
                                    ("law", "A law or a court order requires otherwise"),
                                    ("claim", "Needed to establish, exercise or defend a legal claim"),
                                    ("public_task", "Needed for a task in the public interest that outweighs it"),
                                    ("nothing_held", "The city holds nothing about the person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("answer", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refusal", ""), ("outcome__in", ("partly", "refused")), _connector="OR"
                                ),
                                name="a_request_is_refused_for_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="people.person"
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
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
                        ("has_legal_authority", models.BooleanField()),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("learning", "Taking part in learning and keeping proof of it"),
                                    ("contact", "Being told about changes and new activities"),
                                    ("public_name", "Being named in public as a holder of local know-how"),
                                    ("photo", "Being shown in pictures"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "lawful_basis",
                            models.CharField(
                                choices=[
                                    ("consent", "Consent (PDPA s.19)"),
                                    ("public_task", "Public task (PDPA s.24(4))"),
                                    ("contract", "Contract (PDPA s.24(3))"),
                                    ("legal_duty", "Legal duty (PDPA s.24(6))"),
                                    ("vital_interest", "Vital interest (PDPA s.24(2))"),
                                    ("research", "Research and statistics (PDPA s.24(1))"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text_version", models.CharField(max_length=20)),
                        ("given_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-given_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("person", "purpose"),
                                name="one_standing_consent_per_purpose",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="rosters", to="network.city"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("sheet", models.CharField(max_length=100)),
                        ("sheets", models.JSONField(default=list)),
                        ("header", models.PositiveIntegerField(default=0)),
                        ("columns", models.JSONField(default=dict)),
                        ("unsure", models.JSONField(default=list)),
                        ("workbook_sealed", models.BinaryField(blank=True, null=True)),
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
                    ],
                    options={
                        "ordering": ["-uploaded_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RosterRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "roster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="people.roster"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("raw", models.JSONField(default=dict)),
                        ("read", models.JSONField(default=dict)),
                        ("problems", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ready", "Ready"),
                                    ("wrong", "Needs correction"),
                                    ("duplicate", "Same person twice in the file"),
                                    ("known", "Known already"),
                                    ("skipped", "Skipped"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("skip", "Leave out"),
                                    ("use_known", "Use the person known already"),
                                    ("another", "Another person: add"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("same_as_number", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "known_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="roster_rows",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["roster", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("roster", "number"), name="one_roster_row_per_line")
                        ],
                    },
                ),
            ]
        )
    ]
