from django.conf import settings
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models

from mueang.lib.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('enrollment', '0001_initial'),
        ('network', '0001_initial'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
            migrations.CreateModel(
                name='Quiz',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quizzes', to='catalog.offering')),
                    ('module', models.CharField(blank=True, max_length=60)),
                    ('title_th', models.CharField(max_length=200)),
                    ('title_en', models.CharField(blank=True, max_length=200)),
                    ('n_drawn', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)])),
                    ('n_tries', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(50)])),
                    ('wait_minutes', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(40320)])),
                    ('limit_minutes', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(600)])),
                    ('counts', models.CharField(choices=[('best', 'The best attempt'), ('last', 'The last attempt')], default='best', max_length=4)),
                    ('pass_percent', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MaxValueValidator(100)])),
                    ('closes_at', models.DateTimeField(blank=True, null=True)),
                    ('is_open', models.BooleanField(default=False)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['offering', 'order', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('module', ''), _negated=True), fields=('offering', 'module'), name='one_quiz_a_module_of_an_offering')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Item',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='assessments.quiz')),
                    ('key', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('one', 'One right answer'), ('several', 'Several right answers'), ('short', 'Words to be typed'), ('number', 'A number to be typed')], max_length=8)),
                    ('stem_th', models.TextField(max_length=4000)),
                    ('stem_en', models.TextField(blank=True, max_length=4000)),
                    ('options', models.JSONField()),
                    ('right', models.JSONField(default=list)),
                    ('why_th', models.TextField(blank=True, max_length=4000)),
                    ('why_en', models.TextField(blank=True, max_length=4000)),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['quiz', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('quiz', 'key'), name='one_current_item_a_key_of_a_quiz')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='assessments.quiz')),
                    ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quiz_attempts', to='enrollment.enrollment')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('seed', models.BigIntegerField()),
                    ('begun_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField(blank=True, null=True)),
                    ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                    ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('out_of', models.PositiveSmallIntegerField()),
                ],
                options={
                    'ordering': ['enrollment', 'quiz', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('quiz', 'enrollment', 'number'), name='one_attempt_a_number'), models.UniqueConstraint(condition=models.Q(('handed_in_at', None)), fields=('quiz', 'enrollment'), name='one_open_attempt_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at', None), ('points', None)), models.Q(('handed_in_at__isnull', False), ('points__isnull', False)), _connector='OR'), name='an_attempt_has_points_exactly_when_handed_in')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Drawn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drawn', to='assessments.attempt')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.item')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('order', models.JSONField(default=list)),
                    ('answer', models.JSONField(default=list)),
                    ('is_right', models.BooleanField(null=True)),
                ],
                options={
                    'ordering': ['attempt', 'place'],
                    'constraints': [models.UniqueConstraint(fields=('attempt', 'place'), name='one_item_a_place_of_an_attempt')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='catalog.offering')),
                    ('module', models.CharField(blank=True, max_length=60)),
                    ('kind', models.CharField(choices=[('work', 'Text, files or rows made in Mueang'), ('plan', "A work plan of one's own city")], default='work', max_length=4)),
                    ('title_th', models.CharField(max_length=200)),
                    ('title_en', models.CharField(blank=True, max_length=200)),
                    ('task_th', models.TextField(blank=True, max_length=8000)),
                    ('task_en', models.TextField(blank=True, max_length=8000)),
                    ('due_at', models.DateTimeField(blank=True, null=True)),
                    ('n_assessors', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)])),
                    ('pass_level', models.CharField(choices=[('not_yet', 'Not yet'), ('developing', 'Developing'), ('adequate', 'Adequate'), ('exemplary', 'Exemplary')], default='adequate', max_length=10)),
                    ('n_tries', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(20)])),
                    ('appeal_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(90)])),
                    ('spares_own_city', models.BooleanField(default=True)),
                    ('is_capstone', models.BooleanField(default=False)),
                    ('is_open', models.BooleanField(default=False)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['offering', 'order', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('module', ''), _negated=True), fields=('offering', 'module'), name='one_assignment_a_module_of_an_offering'), models.CheckConstraint(condition=models.Q(('n_assessors__in', (1, 2, 3, 5, 7, 9))), name='two_assessors_or_an_odd_number'), models.CheckConstraint(condition=models.Q(('is_capstone', False), models.Q(('kind', 'plan'), ('n_assessors__gte', 3)), _connector='OR'), name='a_capstone_has_a_panel')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='assessments.assignment')),
                    ('key', models.CharField(max_length=60)),
                    ('name_th', models.CharField(max_length=200)),
                    ('name_en', models.CharField(blank=True, max_length=200)),
                    ('levels', models.JSONField()),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['assignment', 'order', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('assignment', 'key'), name='one_criterion_a_key')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HandIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ins', to='assessments.assignment')),
                    ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ins', to='enrollment.enrollment')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('text', models.TextField(blank=True, max_length=20000)),
                    ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.workplan')),
                    ('plan_copy', models.JSONField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('draft', 'Being written'), ('waiting', 'Being judged'), ('differs', 'Assessors differ'), ('settled', 'Judged')], default='draft', max_length=8)),
                    ('n_seats', models.PositiveSmallIntegerField()),
                    ('begun_at', models.DateTimeField()),
                    ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['handed_in_at', 'pk'],
                    'indexes': [models.Index(fields=['assignment', 'state'], name='hand_in_assignment_state')],
                    'constraints': [models.UniqueConstraint(fields=('assignment', 'enrollment', 'number'), name='one_hand_in_a_number'), models.UniqueConstraint(condition=models.Q(('state', 'settled'), _negated=True), fields=('assignment', 'enrollment'), name='one_hand_in_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('handed_in_at__isnull', False)), _connector='OR'), name='handed_in_exactly_when_no_draft')],
                },
            ),
            migrations.CreateModel(
                name='HandInFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='assessments.handin')),
                    ('name', models.CharField(max_length=120)),
                    ('media_type', models.CharField(max_length=40)),
                    ('content', models.BinaryField()),
                    ('digest', models.CharField(max_length=64)),
                ],
                options={
                    'ordering': ['hand_in', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('hand_in', 'digest'), name='a_file_is_added_once')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='HandInRows',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='assessments.handin')),
                    ('kind', models.CharField(max_length=20)),
                    ('rows_of', models.UUIDField(blank=True, null=True)),
                    ('period_from', models.DateField()),
                    ('period_to', models.DateField()),
                    ('n', models.PositiveIntegerField(blank=True, null=True)),
                    ('value', models.CharField(blank=True, max_length=60)),
                    ('about_th', models.CharField(blank=True, max_length=300)),
                    ('about_en', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'ordering': ['hand_in', 'pk'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Judgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='assessments.handin')),
                    ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to=settings.AUTH_USER_MODEL)),
                    ('seat', models.PositiveSmallIntegerField()),
                    ('taken_at', models.DateTimeField()),
                    ('given_at', models.DateTimeField(blank=True, null=True)),
                    ('levels', models.JSONField(default=dict)),
                    ('remarks', models.JSONField(default=dict)),
                    ('feedback', models.TextField(blank=True, max_length=8000)),
                ],
                options={
                    'ordering': ['hand_in', 'seat'],
                    'constraints': [models.UniqueConstraint(fields=('hand_in', 'assessor'), name='one_judgement_an_assessor'), models.UniqueConstraint(fields=('hand_in', 'seat'), name='one_assessor_a_seat')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Verdict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('hand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='assessments.handin')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('means', models.CharField(choices=[('at_once', 'The assessors agreed'), ('together', 'The assessors settled it together'), ('median', 'The middle judgement of three or more'), ('appeal', 'Decided on appeal')], max_length=8)),
                    ('levels', models.JSONField()),
                    ('is_passed', models.BooleanField()),
                    ('words', models.TextField(blank=True, max_length=8000)),
                    ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('appeal_until', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['hand_in', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('hand_in', 'number'), name='one_verdict_a_number'), models.CheckConstraint(condition=models.Q(('settled_at__isnull', False), ('means', 'together'), _connector='OR'), name='only_a_proposal_waits')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Appeal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('hand_in', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='assessments.handin')),
                    ('reason', models.TextField(max_length=4000)),
                    ('state', models.CharField(choices=[('open', 'Waiting for a decision'), ('kept', 'The verdict stands'), ('changed', 'The verdict was changed')], default='open', max_length=7)),
                    ('lodged_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, max_length=4000)),
                ],
                options={
                    'ordering': ['lodged_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='an_appeal_is_over_exactly_when_decided')],
                    'indexes': [],
                },
            ),
            ]
        )
    ]
