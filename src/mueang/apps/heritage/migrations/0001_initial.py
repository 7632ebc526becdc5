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
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="heritage_items",
                                to="places.neighbourhood",
                            ),
                        ),
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
                        ("season", models.CharField(blank=True, max_length=120)),
                        (
                            "season_from",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                            ),
                        ),
                        (
                            "season_to",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                            ),
                        ),
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
                        ("is_city_only", models.BooleanField(default=False)),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("season_from", None), ("season_to", None)),
                                    models.Q(("season_from__isnull", False), ("season_to__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_season_has_both_its_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_heritage_spot_has_both_its_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_published", True), _negated=True),
                                    ("is_city_only", False),
                                    _connector="OR",
                                ),
                                name="heritage_of_the_citys_own_list_is_not_shown",
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
                            "age_band",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("under_40", "Under 40"),
                                    ("40_59", "40 to 59"),
                                    ("60_74", "60 to 74"),
                                    ("75_up", "75 and older"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("last_taught_year", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                migrations.CreateModel(
                    name="ItemPicture",
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
                                related_name="pictures",
                                to="heritage.heritageitem",
                            ),
                        ),
                        ("digest", models.CharField(db_index=True, max_length=40)),
                        ("widths", models.JSONField(default=list)),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
                        ("alt_th", models.CharField(max_length=200)),
                        ("alt_en", models.CharField(blank=True, max_length=200)),
                        ("credit", models.CharField(blank=True, max_length=120)),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["item", "order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "digest"), name="one_row_per_picture_of_an_item"),
                            models.CheckConstraint(
                                condition=models.Q(("alt_th", ""), _negated=True), name="heritage_picture_is_described"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MappingDay",
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
                                related_name="mapping_days",
                                to="network.city",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("held_on", models.DateField()),
                        ("meet_at", models.CharField(blank=True, max_length=200)),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-held_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MappingPass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passes",
                                to="heritage.mappingday",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("key", models.CharField(max_length=43, unique=True)),
                        ("device", models.CharField(blank=True, db_index=True, max_length=64)),
                        ("name", models.CharField(blank=True, max_length=60)),
                        ("joined_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["day", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("day", "number"), name="one_mapping_pass_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("device", ""), ("joined_at", None)),
                                    models.Q(("joined_at__isnull", False), models.Q(("device", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="who_joined_a_mapping_day_holds_a_device",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(unique=True)),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="heritage.mappingday",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="heritage.mappingpass",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for review"),
                                    ("taken", "Taken into the inventory"),
                                    ("merged", "Joined to an item known already"),
                                    ("declined", "Not taken"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
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
                        ("name", models.CharField(max_length=200)),
                        ("story", models.TextField(blank=True)),
                        ("season", models.CharField(blank=True, max_length=120)),
                        ("season_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("season_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("ingredients", models.CharField(blank=True, max_length=400)),
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
                        ("where", models.CharField(blank=True, max_length=200)),
                        (
                            "permission",
                            models.CharField(
                                choices=[
                                    ("open", "May be shown to everybody"),
                                    ("city", "Only for the city's own list"),
                                    ("family_secret", "A family's secret: never shown"),
                                    ("sacred", "Sacred: never shown"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("holder_name", models.CharField(blank=True, max_length=120)),
                        ("holder_phone", models.CharField(blank=True, max_length=30)),
                        (
                            "holder_age",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("under_40", "Under 40"),
                                    ("40_59", "40 to 59"),
                                    ("60_74", "60 to 74"),
                                    ("75_up", "75 and older"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "willingness",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("teaches", "Teaches already"),
                                    ("willing", "Willing to teach"),
                                    ("with_helper", "Willing with a helper"),
                                    ("not_now", "Not willing now"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("may_name", models.BooleanField(default=False)),
                        ("digest", models.CharField(blank=True, db_index=True, max_length=40)),
                        ("widths", models.JSONField(blank=True, default=list)),
                        ("width", models.PositiveIntegerField(default=0)),
                        ("height", models.PositiveIntegerField(default=0)),
                        ("alt", models.CharField(blank=True, max_length=200)),
                        ("made_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="findings",
                                to="heritage.heritageitem",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("digest", ""), models.Q(("alt", ""), _negated=True), _connector="OR"
                                ),
                                name="a_found_picture_is_described",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "waiting"),
                                    models.Q(("holder_name", ""), ("holder_phone", "")),
                                    _connector="OR",
                                ),
                                name="a_decided_finding_keeps_no_holder",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
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
                                related_name="products",
                                to="heritage.heritageitem",
                            ),
                        ),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="people.person",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.organization",
                            ),
                        ),
                        ("since_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("is_shown", models.BooleanField(default=False)),
                        ("shows_income", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["item", "name_th", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("organization__isnull", False), ("person", None)),
                                    models.Q(("organization", None), ("person__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_product_has_one_seller",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shows_income", False), ("is_shown", True), _connector="OR"),
                                name="shown_income_is_of_a_shown_product",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductIncome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="incomes",
                                to="heritage.product",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("satang", models.PositiveBigIntegerField()),
                        ("stated_on", models.DateField()),
                    ],
                    options={
                        "ordering": ["product", "-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("product", "year"), name="one_income_a_product_and_year")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemTelling",
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
                                related_name="tellings",
                                to="heritage.heritageitem",
                            ),
                        ),
                        ("file", models.CharField(db_index=True, max_length=50)),
                        ("n_bytes", models.PositiveIntegerField()),
                        ("title_th", models.CharField(max_length=200)),
                        ("title_en", models.CharField(blank=True, max_length=200)),
                        ("words_th", models.TextField(max_length=20000)),
                        ("words_en", models.TextField(blank=True, max_length=20000)),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tellings",
                                to="heritage.holder",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["item", "order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "file"), name="one_row_per_recording_of_an_item"),
                            models.CheckConstraint(
                                condition=models.Q(("words_th", ""), _negated=True),
                                name="heritage_telling_has_its_words",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
