import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="City",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("city_municipality", "City municipality"),
                                    ("town_municipality", "Town municipality"),
                                    ("subdistrict_municipality", "Subdistrict municipality"),
                                    ("subdistrict_organization", "Subdistrict administrative organization"),
                                    ("province", "Province"),
                                    ("district", "District"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("name_th", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        ("province_code", models.CharField(max_length=2)),
                        ("district_code", models.CharField(blank=True, max_length=4)),
                        ("subdistrict_code", models.CharField(blank=True, max_length=6)),
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
                        ("is_invented", models.BooleanField(default=False)),
                        ("version", models.PositiveBigIntegerField(default=1)),
                        ("catalog_version", models.PositiveBigIntegerField(default=1)),
                        ("opened_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["slug"],
                    },
                ),
                migrations.CreateModel(
                    name="Network",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("code", models.SlugField(max_length=40, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("gnlc", "UNESCO Global Network of Learning Cities"),
                                    ("cittaslow", "Cittaslow"),
                                    ("programme", "National programme"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Organization",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organizations",
                                to="network.city",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("municipality", "Municipality"),
                                    ("university", "University"),
                                    ("fund", "Fund"),
                                    ("city_unit", "City Unit"),
                                    ("school", "School"),
                                    ("learning_park", "Learning park or library"),
                                    ("religious", "Temple, mosque or church"),
                                    ("community", "Community or foundation"),
                                    ("enterprise", "Enterprise"),
                                    ("agency", "Public agency"),
                                    ("international", "International organization"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("short_name", models.CharField(blank=True, max_length=60)),
                        ("website", models.URLField(blank=True)),
                        ("contact", models.CharField(blank=True, max_length=200)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["name_th"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "name_th"), name="one_organization_per_name_in_a_city"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("city", None)),
                                fields=("name_th",),
                                name="one_organization_per_name_across_cities",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
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
                                related_name="agreements",
                                to="network.city",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="network.organization",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("signed_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-signed_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None), ("ends_on__gte", models.F("signed_on")), _connector="OR"
                                ),
                                name="agreement_ends_after_it_was_signed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributions",
                                to="network.agreement",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("people", "People"),
                                    ("rooms", "Rooms"),
                                    ("hours", "Hours"),
                                    ("money", "Money"),
                                    ("data", "Data"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.CharField(max_length=200)),
                        ("promised", models.PositiveBigIntegerField()),
                        ("given", models.PositiveBigIntegerField(default=0)),
                        ("due_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="network.network",
                            ),
                        ),
                        (
                            "city",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="memberships",
                                to="network.city",
                            ),
                        ),
                        ("member_th", models.CharField(max_length=200)),
                        ("member_en", models.CharField(max_length=200)),
                        ("area_code", models.CharField(blank=True, max_length=6)),
                        (
                            "city_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("city_municipality", "City municipality"),
                                    ("town_municipality", "Town municipality"),
                                    ("subdistrict_municipality", "Subdistrict municipality"),
                                    ("subdistrict_organization", "Subdistrict administrative organization"),
                                    ("province", "Province"),
                                    ("district", "District"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("since_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "grantee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.organization",
                            ),
                        ),
                        ("note_th", models.CharField(blank=True, max_length=300)),
                        ("note_en", models.CharField(blank=True, max_length=300)),
                        ("source", models.CharField(max_length=300)),
                    ],
                    options={
                        "ordering": ["network", "since_year", "member_en"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "member_en"), name="one_membership_per_network_and_member"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_year", None), ("until_year__gte", models.F("since_year")), _connector="OR"
                                ),
                                name="membership_ends_after_it_began",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NetworkSize",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="sizes", to="network.network"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("n_cities", models.PositiveIntegerField()),
                        ("is_at_least", models.BooleanField(default=False)),
                        ("n_countries", models.PositiveIntegerField()),
                        ("source", models.CharField(max_length=300)),
                    ],
                    options={
                        "ordering": ["network", "year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("network", "year"), name="one_size_per_network_and_year")
                        ],
                    },
                ),
            ]
        )
    ]
