import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('enrollment', '0001_initial'),
        ('network', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name='CourseRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('opened_at', models.DateTimeField()),
                        ('offering', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='course_run', to='catalog.offering')),
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-opened_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='CourseSeat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='course_seats', to='network.city')),
                        ('enrollment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='course_seat', to='enrollment.enrollment')),
                    ],
                ),
                migrations.CreateModel(
                    name='MadeUp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('strand', models.SlugField(max_length=40)),
                        ('recognition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='made_up', to='enrollment.recognition')),
                    ],
                ),
                migrations.CreateModel(
                    name='TaughtSession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('strand', models.SlugField(max_length=40)),
                        ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='taught', to='catalog.session')),
                    ],
                ),
                migrations.CreateModel(
                    name='ModuleProgress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('module', models.SlugField(max_length=40)),
                        ('opened_at', models.DateTimeField()),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('place', models.SlugField(blank=True, max_length=60)),
                        ('placed_at', models.DateTimeField()),
                        ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='module_progress', to='enrollment.enrollment')),
                    ],
                    options={
                        'ordering': ['enrollment', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('enrollment', 'module'), name='one_progress_row_per_learner_and_module'), models.CheckConstraint(condition=models.Q(('read_at', None), ('read_at__gte', models.F('opened_at')), _connector='OR'), name='a_module_is_read_after_it_is_opened')],
                    },
                ),
            ]
        ),
    ]
