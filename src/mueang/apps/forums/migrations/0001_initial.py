import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('people', '0001_initial'),
        ('surveys', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name='Forum',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('asks_each_day', models.BooleanField(default=True)),
                        ('opened_at', models.DateTimeField()),
                        ('offering', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forum', to='catalog.offering')),
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-opened_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Speaker',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('position_th', models.CharField(blank=True, max_length=160)),
                        ('position_en', models.CharField(blank=True, max_length=160)),
                        ('about_th', models.CharField(blank=True, max_length=600)),
                        ('about_en', models.CharField(blank=True, max_length=600)),
                        ('digest', models.CharField(blank=True, max_length=40)),
                        ('widths', models.JSONField(blank=True, default=list)),
                        ('width', models.PositiveIntegerField(default=0)),
                        ('height', models.PositiveIntegerField(default=0)),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='forums.forum')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speaking', to='people.person')),
                    ],
                    options={
                        'ordering': ['order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('forum', 'person'), name='one_speaker_row_per_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Talk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='catalog.session')),
                        ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='forums.speaker')),
                    ],
                    options={
                        'ordering': ['session', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('speaker', 'session'), name='one_talk_per_speaker_and_session')],
                    },
                ),
                migrations.CreateModel(
                    name='DaySurvey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField()),
                        ('n_told', models.PositiveIntegerField(default=0)),
                        ('survey', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forum_day', to='surveys.survey')),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='day_surveys', to='forums.forum')),
                    ],
                    options={
                        'ordering': ['forum', 'on'],
                        'constraints': [models.UniqueConstraint(fields=('forum', 'on'), name='one_survey_per_day_of_a_forum')],
                    },
                ),
            ]
        ),
    ]
