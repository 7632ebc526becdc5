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
        ("catalog", "0001_initial"),
        ("network", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Scenario",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="scenarios", to="network.city"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("note", models.TextField(blank=True)),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("small", "Small children (0–5)"),
                                    ("pupils", "School age (6–14)"),
                                    ("youth", "Youth (15–24)"),
                                    ("adults", "Adults (25–59)"),
                                    ("older", "Older people (60 and over)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("walk", "On foot"),
                                    ("bicycle", "By bicycle"),
                                    ("motorbike", "By motorbike"),
                                    ("songthaew", "By songthaew"),
                                    ("car", "By car"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField()),
                        ("interest", models.CharField(blank=True, max_length=40)),
                        ("counts_need", models.BooleanField(default=False)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["-changed_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "name"), name="one_scenario_per_name_in_a_city")
                        ],
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
                            "scenario",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="planning.scenario",
                            ),
                        ),
                        (
                            "goal",
                            models.CharField(
                                choices=[
                                    ("reach", "Most people newly within reach"),
                                    ("nearest", "Shortest way for everybody together"),
                                    ("worst_off", "Those who have least first"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("n_places", models.PositiveSmallIntegerField()),
                        ("seats", models.PositiveIntegerField()),
                        ("weekdays", models.JSONField(default=list)),
                        ("opens_at", models.TimeField()),
                        ("closes_at", models.TimeField()),
                        ("cost_satang", models.PositiveBigIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting to begin"),
                                    ("running", "being computed"),
                                    ("done", "computed"),
                                    ("stopped", "stopped"),
                                    ("refused", "cannot be computed"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("stage", models.CharField(blank=True, max_length=20)),
                        ("gap", models.FloatField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "running"])),
                                fields=("scenario",),
                                name="one_proposal_at_a_time_for_a_scenario",
                            )
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
                            "scenario",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="planning.scenario",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opened", "Open a new place"),
                                    ("moved", "Move a place"),
                                    ("extended", "More seats or hours"),
                                    ("closed", "Close a place"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120)),
                        (
                            "latitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                            ),
                        ),
                        (
                            "longitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                            ),
                        ),
                        ("seats", models.PositiveIntegerField(blank=True, null=True)),
                        ("weekdays", models.JSONField(blank=True, default=list)),
                        ("opens_at", models.TimeField(blank=True, null=True)),
                        ("closes_at", models.TimeField(blank=True, null=True)),
                        ("cost_satang", models.PositiveBigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scenario", "place"), name="one_change_per_place_of_a_scenario"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "opened"), ("place", None)),
                                    models.Q(
                                        models.Q(("kind", "opened"), _negated=True),
                                        models.Q(("place", None), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="opened_is_no_place_yet_and_the_rest_are",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["opened", "moved"]), _negated=True),
                                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                                    _connector="OR",
                                ),
                                name="opened_and_moved_stand_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Residents",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="residents",
                                to="places.neighbourhood",
                            ),
                        ),
                        ("small", models.PositiveIntegerField()),
                        ("pupils", models.PositiveIntegerField()),
                        ("youth", models.PositiveIntegerField()),
                        ("adults", models.PositiveIntegerField()),
                        ("older", models.PositiveIntegerField()),
                        (
                            "deprivation_percent",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)]
                            ),
                        ),
                        ("counted_on", models.DateField()),
                        ("source", models.CharField(max_length=200)),
                    ],
                    options={
                        "ordering": ["neighbourhood__code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deprivation_percent", None), ("deprivation_percent__lte", 100), _connector="OR"
                                ),
                                name="deprivation_is_a_percentage",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
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
                                related_name="publications",
                                to="network.city",
                            ),
                        ),
                        (
                            "scenario",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="planning.scenario",
                            ),
                        ),
                        (
                            "earlier",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="planning.publication",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        ("title_th", models.CharField(max_length=160)),
                        ("title_en", models.CharField(blank=True, max_length=160)),
                        ("about_th", models.TextField(max_length=3000)),
                        ("about_en", models.TextField(blank=True, max_length=3000)),
                        ("comments_until", models.DateField()),
                        (
                            "moderation",
                            models.CharField(
                                choices=[
                                    ("before", "After an officer has read it"),
                                    ("after", "At once; an officer may hide it with a reason"),
                                ],
                                default="before",
                                max_length=10,
                            ),
                        ),
                        ("frozen", models.JSONField()),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField()),
                        ("heard_th", models.TextField(blank=True, max_length=3000)),
                        ("heard_en", models.TextField(blank=True, max_length=3000)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-published_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("scenario",),
                                name="one_standing_publication_of_a_scenario",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("heard_th", "")),
                                    models.Q(("closed_at__isnull", False), models.Q(("heard_th", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="closed_exactly_when_it_says_what_was_heard",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_because", "")),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="withdrawn_exactly_when_it_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="planning.publication",
                            ),
                        ),
                        (
                            "stance",
                            models.CharField(
                                choices=[
                                    ("for", "I like it"),
                                    ("doubt", "I have a doubt"),
                                    ("against", "I am against it"),
                                    ("other", "I know something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.TextField(max_length=2000)),
                        ("name", models.CharField(blank=True, max_length=80)),
                        ("sent_at", models.DateTimeField()),
                        (
                            "told_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "waiting to be read"), ("shown", "shown"), ("hidden", "hidden")],
                                max_length=10,
                            ),
                        ),
                        (
                            "hidden_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("insult", "it insults somebody"),
                                    ("advert", "it is an advertisement"),
                                    ("elsewhere", "it is about something else"),
                                    ("twice", "it was sent twice"),
                                    ("personal", "it tells something private of somebody"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True, max_length=2000)),
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
                        "ordering": ["-sent_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["publication", "state", "sent_at"], name="comment_of_state_by_time")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "hidden"), models.Q(("hidden_because", ""), _negated=True)),
                                    models.Q(models.Q(("state", "hidden"), _negated=True), ("hidden_because", "")),
                                    _connector="OR",
                                ),
                                name="hidden_exactly_when_it_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeQuestion",
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
                                related_name="time_questions",
                                to="network.city",
                            ),
                        ),
                        (
                            "offering",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="time_question",
                                to="catalog.offering",
                            ),
                        ),
                        ("sessions_a_week", models.PositiveSmallIntegerField()),
                        ("minutes", models.PositiveSmallIntegerField()),
                        ("n_weeks", models.PositiveSmallIntegerField()),
                        ("from_on", models.DateField()),
                        ("least", models.PositiveSmallIntegerField()),
                        ("teaching", models.JSONField(default=list)),
                        ("rooms", models.JSONField(default=list)),
                        ("answers_until", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asking", "people are asked"),
                                    ("waiting", "being computed"),
                                    ("proposed", "times are proposed"),
                                    ("accepted", "sessions are planned"),
                                ],
                                default="asking",
                                max_length=10,
                            ),
                        ),
                        ("proposal", models.JSONField(blank=True, null=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["answers_until", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposal", None), ("state__in", ["proposed", "accepted"]), _connector="OR"
                                ),
                                name="only_what_was_proposed_has_a_proposal",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="planning.timequestion",
                            ),
                        ),
                        ("request_key", models.CharField(max_length=64, unique=True)),
                        ("parts", models.JSONField()),
                        ("n_people", models.PositiveSmallIntegerField()),
                        ("sent_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("n_people__gte", 1)), name="somebody_could_come")
                        ],
                    },
                ),
            ]
        )
    ]
