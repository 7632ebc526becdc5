from django.db import migrations

from mueang.lib.walls import RaiseWalls


class Migration(migrations.Migration):
    dependencies = [("flags", "0001_initial")]

    operations = [
        RaiseWalls(
            by_city=[
                "flags_factsheet",
                "flags_pupilfact",
                "flags_flag",
            ],
            through={
                "flags_flagdecision": ("flag_id", "flags_flag"),
                "flags_opinion": ("flag_id", "flags_flag"),
            },
        ),
    ]
