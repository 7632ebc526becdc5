import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="NewsWish",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("interests", models.ManyToManyField(blank=True, related_name="+", to="catalog.interest")),
                        (
                            "neighbourhood",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="places.neighbourhood",
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="news_wish",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Campaign",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_th", models.CharField(max_length=120)),
                        ("subject_en", models.CharField(blank=True, max_length=120)),
                        ("body_th", models.TextField(max_length=4000)),
                        ("body_en", models.TextField(blank=True, max_length=4000)),
                        ("short_th", models.CharField(blank=True, max_length=335)),
                        ("short_en", models.CharField(blank=True, max_length=335)),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("service", "My activities, seats and requests"),
                                    ("news", "New activities and news of the city"),
                                    ("urgent", "Cancelled or moved at short notice, and danger"),
                                ],
                                default="news",
                                max_length=10,
                            ),
                        ),
                        ("segment", models.JSONField(default=dict)),
                        ("channels", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("scheduled", "Will be sent"),
                                    ("queuing", "Being handed over"),
                                    ("queued", "In the outbox"),
                                    ("stopped", "Stopped"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("send_at", models.DateTimeField(blank=True, null=True)),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("n_unreachable", models.PositiveIntegerField(default=0)),
                        ("queued_at", models.DateTimeField(blank=True, null=True)),
                        ("stopped_at", models.DateTimeField(blank=True, null=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalog.offering",
                            ),
                        ),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="campaigns", to="network.city"
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
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "send_at"], name="campaign_due")],
                    },
                ),
                migrations.CreateModel(
                    name="MessageTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_th", models.CharField(max_length=120)),
                        ("subject_en", models.CharField(blank=True, max_length=120)),
                        ("body_th", models.TextField(max_length=4000)),
                        ("body_en", models.TextField(blank=True, max_length=4000)),
                        ("short_th", models.CharField(blank=True, max_length=335)),
                        ("short_en", models.CharField(blank=True, max_length=335)),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="message_templates",
                                to="network.city",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "name"), name="one_message_template_per_name_in_a_city"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
