from django.db import migrations

from mueang.lib.walls import RaiseWalls


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]

    operations = [
        RaiseWalls(
            by_city=[
                "registers_pupil",
                "registers_schooling",
                "registers_importrun",
                "registers_registerpage",
                "registers_pupilyear",
            ],
            through={
                "registers_matchquestion": ("run_id", "registers_importrun"),
                "registers_pupilmerge": ("keep_id", "registers_pupil"),
                "registers_pagecorrection": ("page_id", "registers_registerpage"),
            },
        ),
    ]
