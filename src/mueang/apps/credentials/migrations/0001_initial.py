import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0001_initial"),
        ("enrollment", "0001_initial"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Issuer",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="issuers", to="network.city"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("website", models.URLField(blank=True)),
                        ("signatory_name", models.CharField(blank=True, max_length=200)),
                        ("signatory_position_th", models.CharField(blank=True, max_length=200)),
                        ("signatory_position_en", models.CharField(blank=True, max_length=200)),
                        ("is_invented", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["slug"],
                    },
                ),
                migrations.CreateModel(
                    name="Achievement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="achievements",
                                to="credentials.issuer",
                            ),
                        ),
                        (
                            "program",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="achievements",
                                to="catalog.program",
                            ),
                        ),
                        ("condition", models.CharField(blank=True, max_length=60)),
                        ("name_th", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("description_th", models.TextField()),
                        ("description_en", models.TextField()),
                        ("criteria_th", models.TextField()),
                        ("criteria_en", models.TextField()),
                        ("valid_for_days", models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["name_th", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("condition", ""), _negated=True),
                                fields=("issuer", "program", "condition"),
                                name="one_achievement_per_part_of_a_program",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("condition", ""), ("program__isnull", False), _connector="OR"),
                                name="a_part_has_its_program",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "achievement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="credentials.achievement",
                            ),
                        ),
                        (
                            "offering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="award_runs",
                                to="catalog.offering",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting"),
                                    ("running", "Signing"),
                                    ("done", "Done"),
                                    ("failed", "Failed"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("n_total", models.PositiveIntegerField()),
                        ("n_done", models.PositiveIntegerField(default=0)),
                        ("beat_at", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("error", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["queued", "running"])),
                                fields=("achievement", "offering"),
                                name="one_award_run_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuerKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keys",
                                to="credentials.issuer",
                            ),
                        ),
                        ("fragment", models.CharField(max_length=60)),
                        ("public_multibase", models.CharField(max_length=80, unique=True)),
                        ("private_encrypted", models.BinaryField()),
                        ("created_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        ("unsafe_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "renewal_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("renewal_at", models.DateTimeField(blank=True, null=True)),
                        ("renewed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["issuer", "created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at", None)),
                                fields=("issuer",),
                                name="one_signing_key_per_issuer",
                            ),
                            models.UniqueConstraint(
                                fields=("issuer", "fragment"), name="one_key_per_fragment_of_an_issuer"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unsafe_since", None), ("retired_at__isnull", False), _connector="OR"
                                ),
                                name="an_unsafe_key_signs_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="status_lists",
                                to="credentials.issuer",
                            ),
                        ),
                        ("n_bits", models.PositiveIntegerField(default=131072)),
                        ("revoked", models.JSONField(default=list)),
                        ("document", models.TextField()),
                        ("signed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["issuer", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "achievement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="credentials.achievement",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="people.person"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="enrollment.enrollment",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="credentials.awardrun",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, unique=True)),
                        ("document", models.TextField()),
                        ("certificate", models.BinaryField(blank=True, null=True)),
                        (
                            "status_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="credentials.statuslist",
                            ),
                        ),
                        ("status_index", models.PositiveIntegerField()),
                        ("awarded_at", models.DateTimeField()),
                        ("valid_until", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "revocation_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mistake", "Awarded by mistake"),
                                    ("wrong_person", "Wrong person or name"),
                                    ("misconduct", "Misconduct found later"),
                                    ("unsafe_key", "The key that signed it is not safe any more"),
                                    ("request", "Asked for by the holder"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="credentials.award",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-awarded_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("status_list", "status_index"), name="one_award_per_status_index"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("achievement", "enrollment"),
                                name="one_standing_award_per_enrollment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revocation_reason", ""), ("revoked_at", None)),
                                    models.Q(
                                        ("revoked_at__isnull", False),
                                        models.Q(("revocation_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="revoked_exactly_when_it_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transcript",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transcripts",
                                to="credentials.issuer",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transcripts",
                                to="people.person",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transcripts",
                                to="enrollment.enrollment",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, unique=True)),
                        ("facts", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("document", models.TextField(blank=True)),
                        ("sheet", models.BinaryField(blank=True, null=True)),
                        (
                            "status_list",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transcripts",
                                to="credentials.statuslist",
                            ),
                        ),
                        ("status_index", models.PositiveIntegerField(blank=True, null=True)),
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                        ("error", models.CharField(blank=True, max_length=100)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "revocation_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mistake", "Awarded by mistake"),
                                    ("wrong_person", "Wrong person or name"),
                                    ("misconduct", "Misconduct found later"),
                                    ("unsafe_key", "The key that signed it is not safe any more"),
                                    ("request", "Asked for by the holder"),
                                ],
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("person", "digest"),
                                name="one_standing_transcript_of_the_same_facts",
                            ),
                            models.UniqueConstraint(
                                fields=("status_list", "status_index"), name="one_transcript_per_status_index"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revocation_reason", ""), ("revoked_at", None)),
                                    models.Q(
                                        ("revoked_at__isnull", False),
                                        models.Q(("revocation_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="transcript_revoked_exactly_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardClaim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to="credentials.award",
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
                        ("made_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("claimed_at", None), ("withdrawn_at", None), _connector="OR"),
                                name="a_claim_is_taken_or_withdrawn",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "achievement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alignments",
                                to="credentials.achievement",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("url", models.URLField()),
                        ("framework", models.CharField(blank=True, max_length=200)),
                        ("code", models.CharField(blank=True, max_length=60)),
                    ],
                    options={
                        "ordering": ["framework", "code", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("achievement", "url", "code"), name="one_alignment_per_line_of_a_framework"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarnedPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earned_parts",
                                to="enrollment.enrollment",
                            ),
                        ),
                        ("condition", models.CharField(max_length=60)),
                        ("minutes", models.JSONField(default=dict)),
                        ("earned_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "condition"), name="one_row_per_learner_and_part"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "achievement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="credentials.achievement",
                            ),
                        ),
                        (
                            "endorser",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="credentials.issuer",
                            ),
                        ),
                        ("document", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        ("controller", models.TextField(blank=True)),
                        (
                            "status_list",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="credentials.statuslist",
                            ),
                        ),
                        ("status_index", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("achievement", "digest"),
                                name="one_standing_endorsement_each",
                            ),
                            models.UniqueConstraint(
                                fields=("status_list", "status_index"), name="one_endorsement_per_status_index"
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
