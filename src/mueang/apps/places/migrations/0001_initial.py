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
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Neighbourhood",
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
                                related_name="neighbourhoods",
                                to="network.city",
                            ),
                        ),
                        ("code", models.CharField(max_length=12)),
                        ("name_th", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        (
                            "latitude",
                            models.FloatField(
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ]
                            ),
                        ),
                        (
                            "longitude",
                            models.FloatField(
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ]
                            ),
                        ),
                        ("boundary", models.JSONField(blank=True, null=True)),
                        ("population", models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"), name="one_neighbourhood_per_code_in_a_city"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="network.city"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("library", "Library"),
                                    ("learning_park", "Learning park"),
                                    ("park", "Park"),
                                    ("temple", "Temple"),
                                    ("mosque", "Mosque"),
                                    ("church", "Church or shrine"),
                                    ("museum", "Museum"),
                                    ("market", "Market"),
                                    ("farm", "Farm"),
                                    ("workshop", "Workshop"),
                                    ("school", "School or university"),
                                    ("hall", "Community hall"),
                                    ("online", "Online"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("about_th", models.TextField(blank=True)),
                        ("about_en", models.TextField(blank=True)),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="network.organization",
                            ),
                        ),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="places.neighbourhood",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=300)),
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
                        ("website", models.URLField(blank=True)),
                        ("contact", models.CharField(blank=True, max_length=200)),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                        ("accessibility", models.JSONField(blank=True, default=list)),
                        ("opening_rule", models.CharField(blank=True, max_length=300)),
                        ("opens_at", models.TimeField(blank=True, null=True)),
                        ("closes_at", models.TimeField(blank=True, null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("is_invented", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["name_th"],
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "slug"), name="one_place_per_slug_in_a_city"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                                    _connector="OR",
                                ),
                                name="place_has_both_coordinates_or_neither",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
