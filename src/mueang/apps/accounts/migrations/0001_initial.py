import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("display_name", models.CharField(blank=True, max_length=120)),
                        ("language", models.CharField(default="th", max_length=8)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("is_staff", False), ("is_superuser", False)),
                                name="no_superuser_at_rest",
                            )
                        ],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="RoleGrant",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("city_manager", "City learning manager"),
                                    ("city_officer", "City officer"),
                                    ("unit_officer", "City Unit officer"),
                                    ("keeper", "Keeper of a learning place"),
                                    ("instructor", "Instructor"),
                                    ("auditor", "Auditor"),
                                    ("teacher", "School teacher"),
                                    ("case_worker", "Case worker"),
                                    ("case_supervisor", "Supervisor of case workers"),
                                    ("funder", "Officer of a fund"),
                                    ("assessor", "Assessor of learners' work"),
                                    ("facilitator", "Facilitator of a course"),
                                    ("privacy_officer", "Data protection officer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "scope_kind",
                            models.CharField(
                                choices=[
                                    ("installation", "Whole installation"),
                                    ("city", "City"),
                                    ("organization", "Organization"),
                                    ("place", "Learning place"),
                                    ("school", "School"),
                                    ("offering", "Offering"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("scope", models.UUIDField(blank=True, null=True)),
                        (
                            "granted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("granted_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["role", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("user", "role", "scope"),
                                name="one_current_grant_of_a_role_per_scope",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("scope", None)),
                                fields=("user", "role"),
                                name="one_current_grant_of_a_role_everywhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scope", None), ("scope_kind", "installation")),
                                    models.Q(
                                        models.Q(("scope_kind", "installation"), _negated=True),
                                        ("scope__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="scope_exactly_when_not_the_installation",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
