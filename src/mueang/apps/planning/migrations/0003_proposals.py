import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0002_scenarios'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('goal', models.CharField(choices=[('reach', 'Most people newly within reach'), ('nearest', 'Shortest way for everybody together'), ('worst_off', 'Those who have least first')], max_length=10)),
                ('n_places', models.PositiveSmallIntegerField()),
                ('seats', models.PositiveIntegerField()),
                ('weekdays', models.JSONField(default=list)),
                ('opens_at', models.TimeField()),
                ('closes_at', models.TimeField()),
                ('cost_satang', models.PositiveBigIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting to begin'), ('running', 'being computed'), ('done', 'computed'), ('stopped', 'stopped'), ('refused', 'cannot be computed')], default='waiting', max_length=10)),
                ('stage', models.CharField(blank=True, max_length=20)),
                ('gap', models.FloatField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='planning.scenario')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('scenario',), name='one_proposal_at_a_time_for_a_scenario')],
            },
        ),
    ]
