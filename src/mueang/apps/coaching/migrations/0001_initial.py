import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ("network", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
        migrations.CreateModel(
            name='CityOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=6)),
                ('kind', models.CharField(max_length=30)),
                ('answers', models.JSONField(default=dict)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
                ('city', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='opening', to='network.city')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='StageReached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('found', 'Founded'), ('map', 'Knows what it has'), ('learn', 'People learn'), ('measure', 'Measures'), ('plan', 'Works by a plan')], max_length=10)),
                ('reached_on', models.DateField()),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.city')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('city', 'stage'), name='a_city_reaches_a_stage_once')],
            },
        ),
        migrations.CreateModel(
            name='CoachNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('visit', 'Visit to the city'), ('call', 'Call'), ('note', 'Note')], max_length=10)),
                ('on', models.DateField()),
                ('words', models.TextField(max_length=2000)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.city')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
            ]
        )
    ]
