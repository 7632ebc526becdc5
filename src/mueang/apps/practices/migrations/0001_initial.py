import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ("heritage", "0001_initial"),
        ('indicators', '0001_initial'),
        ("network", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name='Practice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(max_length=80)),
                        ('title_th', models.CharField(max_length=200)),
                        ('title_en', models.CharField(blank=True, max_length=200)),
                        ('why_th', models.TextField(blank=True)),
                        ('why_en', models.TextField(blank=True)),
                        ('what_th', models.TextField(blank=True)),
                        ('what_en', models.TextField(blank=True)),
                        ('for_whom_th', models.CharField(blank=True, max_length=300)),
                        ('for_whom_en', models.CharField(blank=True, max_length=300)),
                        ('result_th', models.TextField(blank=True)),
                        ('result_en', models.TextField(blank=True)),
                        ('hard_th', models.TextField(blank=True)),
                        ('hard_en', models.TextField(blank=True)),
                        ('started_on', models.DateField()),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('cost_satang', models.PositiveBigIntegerField(blank=True, null=True)),
                        ('hours', models.PositiveIntegerField(blank=True, null=True)),
                        ('n_people', models.PositiveIntegerField(blank=True, null=True)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Being checked by the City Unit'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                        ('note', models.CharField(blank=True, max_length=600)),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('is_invented', models.BooleanField(default=False)),
                        ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='network.city')),
                        ('heritage', models.ManyToManyField(blank=True, related_name='practices', to='heritage.heritageitem')),
                        ('indicators', models.ManyToManyField(blank=True, related_name='practices', to='indicators.indicator')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-published_at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('city', 'slug'), name='one_practice_per_slug_in_a_city'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('checked_by__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='a_published_practice_was_checked'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='a_practice_ends_after_it_began')],
                    },
                ),
                migrations.CreateModel(
                    name='Adoption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('activity', models.UUIDField(blank=True, null=True)),
                        ('changes', models.CharField(blank=True, max_length=600)),
                        ('adopted_at', models.DateTimeField()),
                        ('came', models.CharField(blank=True, choices=[('helped', 'It helped here too'), ('partly', 'It helped in part'), ('not_here', 'It did not help here'), ('too_early', 'Too early to say')], max_length=10)),
                        ('report', models.TextField(blank=True)),
                        ('reported_at', models.DateTimeField(blank=True, null=True)),
                        ('adopted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='network.city')),
                        ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='practices.practice')),
                    ],
                    options={
                        'ordering': ['adopted_at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('practice', 'city'), name='one_adoption_per_city_and_practice'), models.CheckConstraint(condition=models.Q(models.Q(('came', ''), ('reported_at', None)), models.Q(models.Q(('came', ''), _negated=True), ('reported_at__isnull', False)), _connector='OR'), name='an_adoption_report_has_its_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('words', models.CharField(max_length=600)),
                        ('asked_at', models.DateTimeField()),
                        ('answer', models.CharField(blank=True, max_length=2000)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practice_questions', to='network.city')),
                        ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='practices.practice')),
                    ],
                    options={
                        'ordering': ['asked_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Twin',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('about', models.CharField(blank=True, max_length=300)),
                        ('asked_at', models.DateTimeField()),
                        ('agreed_at', models.DateTimeField(blank=True, null=True)),
                        ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='twins_asked', to='network.city')),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='twins_asked_by', to='network.city')),
                        ('visits', models.ManyToManyField(blank=True, related_name='exchange_of', to='catalog.offering')),
                    ],
                    options={
                        'ordering': ['asked_at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('city', 'other'), name='one_twin_row_per_pair'), models.CheckConstraint(condition=models.Q(('city', models.F('other')), _negated=True), name='no_city_is_its_own_twin')],
                    },
                ),
            ]
        )
    ]
