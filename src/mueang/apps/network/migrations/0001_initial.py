import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        # The sign-in libraries go first: each of their many steps renders again whatever refers to an account.
        ("account", "0009_emailaddress_unique_primary_email"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

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
                                    ("health", "Hospital or health center"),
                                    ("culture", "Museum, artists or culture office"),
                                    ("media", "Press, radio or community media"),
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
                        ("shown_since", models.DateField(blank=True, null=True)),
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
                        (
                            "renews",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewed_by",
                                to="network.agreement",
                            ),
                        ),
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
                        (
                            "area",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("basic", "Learning in school"),
                                    ("inclusion", "Children and adults left out"),
                                    ("family", "Learning in families and communities"),
                                    ("work", "Skills, work and business"),
                                    ("digital", "Digital learning"),
                                    ("quality", "Teachers and quality"),
                                    ("reading", "Love of learning and reading"),
                                    ("health", "Health and well-being"),
                                    ("heritage", "Local wisdom and culture"),
                                    ("green", "Environment and sustainability"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.CharField(max_length=200)),
                        ("unit", models.CharField(blank=True, max_length=40)),
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
                        ("corrected_at", models.DateTimeField(blank=True, null=True)),
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
                migrations.CreateModel(
                    name="PartnerLink",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="partner_links",
                                to="network.city",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="network.organization",
                            ),
                        ),
                        ("key_hash", models.CharField(max_length=64, unique=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("ends_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("right", "Everything is as written here"),
                                    ("differs", "Something is not right"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("position", models.CharField(blank=True, max_length=120)),
                        ("words", models.TextField(blank=True, max_length=2000)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("verdict", "")),
                                    models.Q(("answered_at__isnull", False), models.Q(("verdict", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_link_is_answered_with_a_verdict",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Gift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "contribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="gifts",
                                to="network.contribution",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveBigIntegerField(validators=[django.core.validators.MinValueValidator(1)]),
                        ),
                        ("given_on", models.DateField()),
                        ("note", models.CharField(blank=True, max_length=200)),
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
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="gifts",
                                to="network.partnerlink",
                            ),
                        ),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["given_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="a_gift_is_something")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementDocument",
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
                                related_name="documents",
                                to="network.agreement",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=120)),
                        ("media_type", models.CharField(max_length=40)),
                        ("n_bytes", models.PositiveIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("sealed", models.BinaryField()),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "digest"), name="one_copy_of_a_document_an_agreement"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
