import datetime
import uuid

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
                    name="Notice",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="network.city"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "In the app"),
                                    ("line", "LINE message"),
                                    ("email", "E-mail"),
                                    ("sms", "SMS"),
                                    ("push", "A bell on the device"),
                                    ("letter", "Printed letter"),
                                    ("copy", "Text to copy into LINE"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("service", "My activities, seats and requests"),
                                    ("news", "New activities and news of the city"),
                                    ("urgent", "Cancelled or moved at short notice, and danger"),
                                ],
                                default="service",
                                max_length=10,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=254)),
                        ("subject", models.CharField(max_length=200)),
                        ("body", models.TextField()),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("about", models.CharField(blank=True, max_length=120)),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("part_of", models.UUIDField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to be sent"),
                                    ("sending", "Being sent"),
                                    ("sent", "Sent"),
                                    ("failed", "Not delivered"),
                                    ("uncertain", "May have arrived: please decide"),
                                    ("cancelled", "Will not be sent"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "refused",
                                        "The provider refused it: the address does not exist or does not take messages",
                                    ),
                                    ("unreachable", "The provider could not be reached, however often we tried"),
                                    ("no_answer", "It was handed over and no answer came"),
                                    ("worker_lost", "The worker stopped while handing it over"),
                                    ("quota", "The month's messages are used up"),
                                    ("turned_off", "This way of delivery is not set up here"),
                                    ("unlinked", "Blocked our LINE account, turned the device off, or never joined"),
                                    ("opted_out", "Asked not to be told such things this way"),
                                    ("stopped", "Stopped by an officer"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField()),
                        ("sending_since", models.DateTimeField(blank=True, null=True)),
                        ("holder", models.UUIDField(blank=True, null=True)),
                        ("group_key", models.UUIDField(blank=True, null=True)),
                        ("handed_over_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["state", "channel", "next_attempt_at"], name="notice_due_by_channel"),
                            models.Index(
                                condition=models.Q(("state", "sending")), fields=["holder"], name="notice_held"
                            ),
                            models.Index(
                                condition=models.Q(("group_key__isnull", False)),
                                fields=["group_key"],
                                name="notice_group",
                            ),
                            models.Index(
                                condition=models.Q(("part_of__isnull", False)),
                                fields=["part_of", "channel", "state"],
                                name="notice_part",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CarrierState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "In the app"),
                                    ("line", "LINE message"),
                                    ("email", "E-mail"),
                                    ("sms", "SMS"),
                                    ("push", "A bell on the device"),
                                    ("letter", "Printed letter"),
                                    ("copy", "Text to copy into LINE"),
                                ],
                                max_length=10,
                                unique=True,
                            ),
                        ),
                        ("paused_until", models.DateTimeField(blank=True, null=True)),
                        ("paused_for", models.CharField(blank=True, max_length=60)),
                        ("quota", models.PositiveIntegerField(blank=True, null=True)),
                        ("quota_used", models.PositiveIntegerField(blank=True, null=True)),
                        ("quota_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="LineCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("event_id", models.CharField(max_length=64, unique=True)),
                        ("heard_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="LineLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="line_link",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("line_user", models.CharField(max_length=33, unique=True)),
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="LinkCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="line_code",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.city"
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=64, unique=True)),
                        ("expires_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="OptOut",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opt_outs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("address_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("service", "My activities, seats and requests"),
                                    ("news", "New activities and news of the city"),
                                    ("urgent", "Cancelled or moved at short notice, and danger"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "In the app"),
                                    ("line", "LINE message"),
                                    ("email", "E-mail"),
                                    ("sms", "SMS"),
                                    ("push", "A bell on the device"),
                                    ("letter", "Printed letter"),
                                    ("copy", "Text to copy into LINE"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("address_hash", "")),
                                fields=("user", "kind", "channel"),
                                name="one_opt_out_of_an_account",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("user", None)),
                                fields=("address_hash", "kind", "channel"),
                                name="one_opt_out_of_an_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address_hash", ""), ("user__isnull", False)),
                                    models.Q(("user", None), models.Q(("address_hash", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="opt_out_of_an_account_or_an_address",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QuietHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "city",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quiet_hours",
                                to="network.city",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quiet_hours",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("starts_at", models.TimeField(default=datetime.time(21, 0))),
                        ("ends_at", models.TimeField(default=datetime.time(7, 0))),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("city", None), ("user__isnull", False)),
                                    models.Q(("city__isnull", False), ("user", None)),
                                    _connector="OR",
                                ),
                                name="quiet_hours_of_a_city_or_of_an_account",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PushDevice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="push_devices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("endpoint", models.CharField(max_length=1000)),
                        ("endpoint_hash", models.CharField(max_length=64, unique=True)),
                        ("label", models.CharField(blank=True, max_length=80)),
                        ("joined_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["joined_at", "pk"],
                    },
                ),
            ]
        )
    ]
