import uuid

import django.db.models.deletion
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="HeritageItem",
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
                                related_name="heritage_items",
                                to="network.city",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80)),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("artefacts", "Artefacts"),
                                    ("architecture", "Architecture"),
                                    ("historic_sites", "Historic sites"),
                                    ("cultural_spaces", "Cultural spaces"),
                                    ("languages", "Languages"),
                                    ("folk_literature", "Folk literature"),
                                    ("nature", "Knowledge of nature and cosmos"),
                                    ("performing_arts", "Performing arts"),
                                    ("games", "Folk sports, games and martial arts"),
                                    ("rituals", "Social practice, ritual and festival"),
                                    ("craft", "Traditional craft"),
                                    ("food", "Food"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("sort_key", models.CharField(default="", editable=False, max_length=300)),
                        ("story_th", models.TextField(blank=True)),
                        ("story_en", models.TextField(blank=True)),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="heritage_items",
                                to="places.place",
                            ),
                        ),
                        ("season", models.CharField(blank=True, max_length=120)),
                        ("ingredients", models.CharField(blank=True, max_length=400)),
                        (
                            "risk",
                            models.CharField(
                                choices=[
                                    ("safe", "Many carry it on"),
                                    ("few", "Few carry it on"),
                                    ("last", "Last holders"),
                                ],
                                default="few",
                                max_length=10,
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False)),
                        ("is_sacred", models.BooleanField(default=False)),
                        ("is_family_secret", models.BooleanField(default=False)),
                        ("may_be_sold", models.BooleanField(default=False)),
                        ("is_invented", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["sort_key", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "slug"), name="one_heritage_item_per_slug_in_a_city"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_published", True), _negated=True),
                                    models.Q(("is_family_secret", False), ("is_sacred", False)),
                                    _connector="OR",
                                ),
                                name="sacred_and_secret_heritage_is_never_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holder",
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
                                related_name="holders",
                                to="heritage.heritageitem",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="people.person"
                            ),
                        ),
                        (
                            "willingness",
                            models.CharField(
                                choices=[
                                    ("teaches", "Teaches already"),
                                    ("willing", "Willing to teach"),
                                    ("with_helper", "Willing with a helper"),
                                    ("not_now", "Not willing now"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.consent",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "person"), name="one_holding_per_person_and_item")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lineage",
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
                                related_name="lineage",
                                to="heritage.heritageitem",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="taught", to="people.person"
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="learned", to="people.person"
                            ),
                        ),
                        ("since_year", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["since_year", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "teacher", "learner"), name="one_lineage_per_pair_and_item"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("teacher", models.F("learner")), _negated=True),
                                name="nobody_learned_it_from_themself",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
