import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Residents",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("small", models.PositiveIntegerField()),
                        ("pupils", models.PositiveIntegerField()),
                        ("youth", models.PositiveIntegerField()),
                        ("adults", models.PositiveIntegerField()),
                        ("older", models.PositiveIntegerField()),
                        (
                            "deprivation_percent",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)]
                            ),
                        ),
                        ("counted_on", models.DateField()),
                        ("source", models.CharField(max_length=200)),
                        (
                            "neighbourhood",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="residents",
                                to="places.neighbourhood",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["neighbourhood__code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deprivation_percent", None), ("deprivation_percent__lte", 100), _connector="OR"
                                ),
                                name="deprivation_is_a_percentage",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
