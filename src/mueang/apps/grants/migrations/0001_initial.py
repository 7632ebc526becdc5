import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [CreateTables([
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name_th', models.CharField(max_length=200, unique=True)),
                ('name_en', models.CharField(max_length=200)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funds', to='network.organization')),
            ],
            options={
                'ordering': ['name_th'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title_th', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('purpose', models.TextField()),
                ('who_may', models.TextField(blank=True)),
                ('money_satang', models.PositiveBigIntegerField()),
                ('most_satang', models.PositiveBigIntegerField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('questions', models.JSONField(default=list)),
                ('rubric', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='grants.fund')),
            ],
            options={
                'ordering': ['-closes_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='a_call_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('most_satang__lte', models.F('money_satang'))), name='one_grant_is_within_the_money_of_its_call')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('satang', models.PositiveBigIntegerField()),
                ('answers', models.JSONField(default=dict)),
                ('plan', models.JSONField(default=list)),
                ('offer', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('submitted', 'Sent to the fund'), ('returned', 'Returned for correction'), ('withdrawn', 'Withdrawn'), ('granted', 'Granted'), ('refused', 'Not granted')], default='draft', max_length=10)),
                ('words', models.CharField(blank=True, max_length=600)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='network.city')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partners', models.ManyToManyField(blank=True, related_name='applications', to='network.organization')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='grants.call')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'city', 'title'), name='one_application_a_title_in_a_call'), models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='an_application_asks_for_money')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('satang', models.PositiveBigIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('state', models.CharField(choices=[('running', 'Running'), ('closed', 'Closed')], default='running', max_length=8)),
                ('agreed_at', models.DateTimeField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('returned_satang', models.PositiveBigIntegerField(default=0)),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='grant', to='grants.application')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='network.city')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='grants.fund')),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='grant', to='plans.fundingsource')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='a_grant_ends_after_it_began'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state', 'closed')), models.Q(('closed_on', None), ('state', 'running')), _connector='OR'), name='a_closed_grant_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='GrantReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('period_from', models.DateField()),
                ('period_to', models.DateField()),
                ('words', models.TextField()),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('sent', 'Signed by the city'), ('accepted', 'Accepted by the fund'), ('returned', 'Returned by the fund')], default='sent', max_length=8)),
                ('signed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_words', models.CharField(blank=True, max_length=600)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='grants.grant')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-signed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('period_from__lte', models.F('period_to'))), name='a_grant_report_is_of_a_period'), models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('grant',), name='one_report_waits_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('satang', models.PositiveBigIntegerField()),
                ('due_on', models.DateField()),
                ('condition', models.CharField(blank=True, max_length=300)),
                ('released_on', models.DateField(blank=True, null=True)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('entry', models.UUIDField(blank=True, null=True)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='grants.grant')),
            ],
            options={
                'ordering': ['grant', 'number'],
                'constraints': [models.UniqueConstraint(fields=('grant', 'number'), name='one_instalment_a_number'), models.CheckConstraint(condition=models.Q(('received_on', None), models.Q(('entry__isnull', False), ('released_on__isnull', False)), _connector='OR'), name='a_received_instalment_was_released_and_entered')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=40)),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('handed_in_at', models.DateTimeField(auto_now_add=True)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='grants.application')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_papers', to='network.city')),
                ('handed_in_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Expense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('account', models.CharField(max_length=8)),
                ('words', models.CharField(max_length=200)),
                ('payee', models.CharField(max_length=200)),
                ('payee_kind', models.CharField(choices=[('person', 'A person'), ('juristic', 'A company, shop or foundation')], max_length=10)),
                ('service', models.CharField(choices=[('goods', 'Goods'), ('hire', 'Work or services hired'), ('professional', 'Fee of a speaker or professional'), ('rent', 'Rent of a place or things'), ('advertising', 'Advertising'), ('transport', 'Transport')], max_length=12)),
                ('receipt_number', models.CharField(blank=True, max_length=60)),
                ('paid_on', models.DateField()),
                ('satang', models.PositiveBigIntegerField()),
                ('vat_satang', models.PositiveBigIntegerField(default=0)),
                ('withheld_satang', models.PositiveBigIntegerField(default=0)),
                ('state', models.CharField(choices=[('entered', 'Waits for approval'), ('approved', 'Approved'), ('refused', 'Not approved'), ('reversed', 'Reversed')], default='entered', max_length=8)),
                ('key', models.UUIDField()),
                ('entry', models.UUIDField(blank=True, null=True)),
                ('reversal', models.UUIDField(blank=True, null=True)),
                ('entered_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_words', models.CharField(blank=True, max_length=300)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='plans.activity')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='grants.grant')),
                ('receipt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='grants.paper')),
            ],
            options={
                'ordering': ['-paid_on', '-pk'],
                'indexes': [models.Index(fields=['grant', 'state'], name='grants_expense_state')],
                'constraints': [models.UniqueConstraint(fields=('grant', 'key'), name='one_expense_a_form'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='two_people_see_an_expense'), models.CheckConstraint(condition=models.Q(('satang__gt', 0), ('vat_satang__lt', models.F('satang')), ('withheld_satang__lt', models.F('satang'))), name='taxes_are_part_of_an_expense'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'reversed']), _negated=True), models.Q(('decided_by__isnull', False), ('entry__isnull', False), ('receipt__isnull', False)), _connector='OR'), name='an_approved_expense_has_receipt_and_entry')],
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('seed', models.CharField(max_length=80)),
                ('n_rows', models.PositiveIntegerField()),
                ('drawn_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='grants.grant')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-drawn_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SampleItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('row', models.UUIDField()),
                ('verdict', models.CharField(blank=True, choices=[('', 'Not looked at yet'), ('verified', 'Verified'), ('not_verified', 'Could not be verified')], default='', max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('looked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='grants.sample')),
            ],
            options={
                'ordering': ['sample', 'number'],
                'constraints': [models.UniqueConstraint(fields=('sample', 'number'), name='one_item_a_number_of_a_sample')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('given_at', models.DateTimeField(auto_now=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='grants.application')),
                ('scorer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'scorer'), name='one_score_a_person')],
            },
        ),
    ]),]
