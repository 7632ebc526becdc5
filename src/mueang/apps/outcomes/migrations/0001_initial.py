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
        ("enrollment", "0001_initial"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="AskNoMore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ask_no_more",
                                to="people.person",
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="FollowUp",
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
                                related_name="follow_ups",
                                to="enrollment.enrollment",
                            ),
                        ),
                        ("months", models.PositiveSmallIntegerField()),
                        ("key", models.CharField(max_length=43, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "months"), name="asked_once_after_so_many_months"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
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
                                related_name="outcomes",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "follow_up",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="outcomes.followup",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("work", "I have work with it"),
                                    ("business", "I sell or run something of my own"),
                                    ("study", "I study further"),
                                    ("teaching", "I teach it to others"),
                                    ("looking", "I am still looking"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=300)),
                        (
                            "via",
                            models.CharField(
                                choices=[
                                    ("link", "By the link in the message"),
                                    ("phone", "By phone, written down by an officer"),
                                ],
                                max_length=5,
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
                        ("said_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-said_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("recorded_by", None), ("via", "link")),
                                    models.Q(("recorded_by__isnull", False), ("via", "phone")),
                                    _connector="OR",
                                ),
                                name="what_was_said_by_phone_has_its_writer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="outcomes.outcome",
                            ),
                        ),
                        ("is_so", models.BooleanField()),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("document", "Saw a document"),
                                    ("employer", "Asked the employer or school"),
                                    ("visit", "Visited"),
                                    ("seen", "Saw the shop, the page or the class"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("evidence", models.CharField(max_length=400)),
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
                        "ordering": ["-checked_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="network.city"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "program",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="catalog.program",
                            ),
                        ),
                        ("what", models.CharField(max_length=200)),
                        ("for_whom", models.CharField(blank=True, max_length=200)),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="places.place",
                            ),
                        ),
                        ("when", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("talking", "Talked over"),
                                    ("drafted", "Drafted as an activity"),
                                    ("published", "Published"),
                                    ("declined", "Kindly declined"),
                                    ("withdrawn", "Taken back by the proposer"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "offering",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposal",
                                to="catalog.offering",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-proposed_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("proposed", "talking", "drafted"))),
                                fields=("enrollment",),
                                name="one_open_proposal_per_completion",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="outcomes.proposal",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("talking", "Talked over"),
                                    ("drafted", "Drafted as an activity"),
                                    ("published", "Published"),
                                    ("declined", "Kindly declined"),
                                    ("withdrawn", "Taken back by the proposer"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=400)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["proposal", "at", "pk"],
                    },
                ),
            ]
        )
    ]
