import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables
from mueang.apps.ledger.models.guards import POSTGRESQL, SQLITE
from mueang.lib.guards import SetGuards


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [CreateTables([
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, unique=True)),
                ('kind', models.CharField(choices=[('asset', 'Assets'), ('liability', 'Owed'), ('equity', 'Accumulated'), ('income', 'Income'), ('expense', 'Expenses')], max_length=10)),
                ('name_th', models.CharField(max_length=120)),
                ('name_en', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_on', models.DateField()),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('is_closed', models.BooleanField(default=False)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='network.city')),
            ],
            options={
                'ordering': ['first_on'],
                'constraints': [models.UniqueConstraint(fields=('city', 'first_on'), name='one_period_per_month_of_a_city')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('words', models.CharField(max_length=300)),
                ('document', models.CharField(blank=True, db_index=True, max_length=120)),
                ('key', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField()),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='network.city')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.entry')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.period')),
            ],
            options={
                'ordering': ['on', 'number'],
                'indexes': [models.Index(fields=['city', 'on'], name='ledger_entry_city_on')],
                'constraints': [models.UniqueConstraint(fields=('period', 'number'), name='one_entry_per_number_of_a_month'), models.UniqueConstraint(fields=('city', 'key'), name='one_entry_per_key_of_a_city')],
            },
        ),
        migrations.CreateModel(
            name='PeriodDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_closed', models.BooleanField()),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='ledger.period')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('satang', models.BigIntegerField()),
                ('funding', models.UUIDField(blank=True, null=True)),
                ('activity', models.UUIDField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.account')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.entry')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['funding', 'account'], name='ledger_posting_funding')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('satang', 0), _negated=True), ('satang__gte', -1000000000000000), ('satang__lte', 1000000000000000)), name='posting_moves_money')],
            },
        ),
    ]),SetGuards(sqlite=SQLITE, postgresql=POSTGRESQL)]
