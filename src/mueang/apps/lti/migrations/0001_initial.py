import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Platform",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("issuer", models.URLField(max_length=255)),
                        ("client_id", models.CharField(max_length=120)),
                        ("deployment_ids", models.JSONField(default=list)),
                        ("login_url", models.URLField(max_length=500)),
                        ("keyset_url", models.URLField(max_length=500)),
                        ("keyset", models.JSONField(blank=True, default=list)),
                        ("keyset_at", models.DateTimeField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lti_platforms",
                                to="network.city",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("issuer", "client_id"),
                                name="one_standing_platform_per_issuer_and_client",
                            )
                        ],
                        "ordering": ["name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Launch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state_digest", models.CharField(max_length=64, unique=True)),
                        ("nonce_digest", models.CharField(max_length=64)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        ("burned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "platform",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="launches", to="lti.platform"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Visitor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("subject", models.CharField(max_length=255)),
                        ("first_at", models.DateTimeField()),
                        (
                            "platform",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="visitors", to="lti.platform"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lti_visitor",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("platform", "subject"), name="one_account_per_lti_subject")
                        ],
                        "ordering": ["platform", "pk"],
                    },
                ),
            ]
        ),
    ]
