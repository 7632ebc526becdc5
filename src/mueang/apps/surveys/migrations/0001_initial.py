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
                    name="Questionnaire",
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
                                related_name="questionnaires",
                                to="network.city",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("questions", models.JSONField(blank=True, default=list)),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("licence", models.CharField(blank=True, max_length=80)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["code", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code", "version"), name="one_version_of_a_questionnaire"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="network.city"
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="surveys.questionnaire",
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("purpose_th", models.CharField(max_length=600)),
                        ("purpose_en", models.CharField(max_length=600)),
                        ("contact", models.CharField(max_length=200)),
                        (
                            "sampling",
                            models.CharField(
                                choices=[
                                    ("frame", "By lot from a list: one link for each"),
                                    ("quota", "No list: enumerators with a quota for each neighbourhood"),
                                    ("open", "Open link: whoever wants to answer"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[("person", "People"), ("household", "Households")],
                                default="person",
                                max_length=9,
                            ),
                        ),
                        ("seed", models.CharField(blank=True, max_length=80)),
                        ("asks_background", models.BooleanField(default=True)),
                        ("asks_minors", models.BooleanField(default=False)),
                        ("is_typed_twice", models.BooleanField(default=False)),
                        ("closes_on", models.DateField()),
                        (
                            "keep_days",
                            models.PositiveSmallIntegerField(
                                default=90,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(730),
                                ],
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Being prepared"), ("open", "Open"), ("closed", "Closed")],
                                default="draft",
                                max_length=6,
                            ),
                        ),
                        ("key", models.CharField(blank=True, max_length=24, null=True, unique=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opened_at", None), ("state", "draft")),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        models.Q(("opened_at", None), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_survey_that_began_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                                    _connector="OR",
                                ),
                                name="a_survey_that_ended_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="invites", to="surveys.survey"
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.neighbourhood"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("where", models.CharField(blank=True, max_length=200)),
                        ("key", models.CharField(blank=True, max_length=24, null=True, unique=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("answered", "Answered"),
                                    ("refused", "Did not want to answer"),
                                    ("no_contact", "Nobody was met"),
                                    ("unable", "Could not answer (illness, language)"),
                                    ("not_eligible", "Does not belong to those asked (empty house, too young)"),
                                ],
                                max_length=12,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("survey", "number"), name="one_invitation_of_a_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="paper_entries",
                                to="surveys.survey",
                            ),
                        ),
                        ("sheet", models.CharField(max_length=20)),
                        ("typed", models.JSONField()),
                        (
                            "clerk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("typed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["typed_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("survey", "sheet", "clerk"), name="each_clerk_types_a_sheet_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="surveys.survey"
                            ),
                        ),
                        (
                            "invite",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="surveys.invite",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("answered", "Answered"),
                                    ("refused", "Did not want to answer"),
                                    ("no_contact", "Nobody was met"),
                                    ("unable", "Could not answer (illness, language)"),
                                    ("not_eligible", "Does not belong to those asked (empty house, too young)"),
                                ],
                                default="answered",
                                max_length=12,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("link", "Own link"),
                                    ("open_link", "Open link"),
                                    ("enumerator", "Enumerator"),
                                    ("paper", "Paper"),
                                    ("workbook", "Excel file"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "age_band",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("minor", "under 18"),
                                    ("young", "18–24"),
                                    ("adult", "25–59"),
                                    ("older", "60 and over"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("female", "Female"), ("male", "Male"), ("other", "Other")],
                                max_length=6,
                            ),
                        ),
                        ("has_guardian", models.BooleanField(default=False)),
                        ("sheet", models.CharField(blank=True, max_length=20)),
                        ("stands", models.BooleanField(default=True)),
                        ("made_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("device", models.UUIDField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["made_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("invite__isnull", False), ("stands", True)),
                                fields=("invite",),
                                name="one_standing_reply_to_an_invitation",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("sheet", ""), _negated=True),
                                fields=("survey", "sheet"),
                                name="one_reply_of_a_sheet_of_paper",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("age_band", "minor"), _negated=True),
                                    ("has_guardian", True),
                                    _connector="OR",
                                ),
                                name="a_guardian_agreed_for_who_is_under_age",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stratum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="strata", to="surveys.survey"
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.neighbourhood"
                            ),
                        ),
                        ("population", models.PositiveIntegerField()),
                        ("asked", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["neighbourhood__code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("survey", "neighbourhood"), name="one_stratum_of_a_neighbourhood"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked__lte", models.F("population"))),
                                name="no_more_asked_than_there_are",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
