import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('note', models.TextField(blank=True, max_length=4000)),
                ('roles', models.JSONField(default=list)),
                ('rotates_keys', models.BooleanField(default=False)),
                ('n_keys', models.PositiveSmallIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('is_closed', models.BooleanField(default=False)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city')),
                ('leaver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('city', 'leaver'), name='one_unfinished_handover_per_leaver'),
                    models.CheckConstraint(condition=models.Q(('leaver', models.F('successor')), _negated=True), name='nobody_hands_over_to_themselves'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HandedThing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('row', models.UUIDField()),
                ('name_th', models.CharField(max_length=300)),
                ('name_en', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='things', to='handover.handover')),
            ],
            options={
                'ordering': ['kind', 'at', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('handover', 'kind', 'row'), name='a_thing_is_passed_on_once_a_handover'),
                ],
            },
        ),
        ]),
    ]
