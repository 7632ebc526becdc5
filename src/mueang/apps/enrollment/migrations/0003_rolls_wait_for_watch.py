from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def keep_waiting(apps: Any, editor: Any) -> None:
    """A roll behind its offering's last one that was looked at was looked at with it."""
    rolls = apps.get_model("enrollment", "RollCall").objects.order_by()
    watch = "session__offering__absence_watch"
    unseen = rolls.filter(Q(**{watch: None}) | Q(**{f"{watch}__seen_roll__lt": F("pk")}))
    rolls.filter(pk__in=unseen.values("pk")).update(waits_for_watch=True)
    if editor.connection.vendor == "postgresql":
        # It would take half of all rolls to wait until a tenth of them is new.
        editor.execute("ANALYZE enrollment_rollcall")


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0002_faces")]

    operations = [
        migrations.AddField("rollcall", "waits_for_watch", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(keep_waiting),
        migrations.RemoveField("absencewatch", "seen_roll"),
        migrations.AlterField("rollcall", "waits_for_watch", models.BooleanField(default=True, editable=False)),
        migrations.AddIndex(
            "rollcall",
            models.Index(
                condition=models.Q(("waits_for_watch", True)), fields=["session"], name="rolls_that_wait_for_watch"
            ),
        ),
    ]
