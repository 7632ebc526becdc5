import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0001_initial'),
        ('places', '0001_initial'),
        ('planning', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('note', models.TextField(blank=True)),
                ('group', models.CharField(choices=[('small', 'Small children (0–5)'), ('pupils', 'School age (6–14)'), ('youth', 'Youth (15–24)'), ('adults', 'Adults (25–59)'), ('older', 'Older people (60 and over)')], max_length=10)),
                ('way', models.CharField(choices=[('walk', 'On foot'), ('bicycle', 'By bicycle'), ('motorbike', 'By motorbike'), ('songthaew', 'By songthaew'), ('car', 'By car')], max_length=10)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('interest', models.CharField(blank=True, max_length=40)),
                ('counts_need', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='network.city')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-changed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('opened', 'Open a new place'), ('moved', 'Move a place'), ('extended', 'More seats or hours'), ('closed', 'Close a place')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)])),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)])),
                ('seats', models.PositiveIntegerField(blank=True, null=True)),
                ('weekdays', models.JSONField(blank=True, default=list)),
                ('opens_at', models.TimeField(blank=True, null=True)),
                ('closes_at', models.TimeField(blank=True, null=True)),
                ('cost_satang', models.PositiveBigIntegerField(blank=True, null=True)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='planning.scenario')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='scenario',
            constraint=models.UniqueConstraint(fields=('city', 'name'), name='one_scenario_per_name_in_a_city'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.UniqueConstraint(fields=('scenario', 'place'), name='one_change_per_place_of_a_scenario'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'opened'), ('place', None)), models.Q(models.Q(('kind', 'opened'), _negated=True), models.Q(('place', None), _negated=True)), _connector='OR'), name='opened_is_no_place_yet_and_the_rest_are'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['opened', 'moved']), _negated=True), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='opened_and_moved_stand_somewhere'),
        ),
    ]
