from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables(
            [
        migrations.CreateModel(
            name='Beat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('machine', models.CharField(max_length=80, unique=True)),
                ('at', models.DateTimeField()),
            ],
        ),
            ]
        ),
    ]
