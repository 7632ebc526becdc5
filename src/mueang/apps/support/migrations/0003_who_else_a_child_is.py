import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0001_initial'),
        ('support', '0002_the_same_child_twice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(
            name='ChildLink',
        ),
        migrations.AddField(
            model_name='concern',
            name='pupil',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='registers.pupil'),
        ),
        migrations.CreateModel(
            name='ChildLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pupil', 'Pupil of a school register'), ('person', "Person of the city's list")], max_length=10)),
                ('row', models.UUIDField()),
                ('is_same', models.BooleanField(default=True)),
                ('confidence', models.CharField(choices=[('certain', 'Certain: the same number'), ('likely', 'Likely: name and birth agree'), ('possible', 'Possible: the name is alike'), ('none', 'Not matched')], max_length=8)),
                ('decided_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_reason', models.CharField(blank=True, max_length=300)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='support.child')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-decided_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('child', 'kind', 'row'), name='one_word_per_child_and_row'), models.UniqueConstraint(condition=models.Q(('is_same', True), ('undone_at', None)), fields=('child', 'kind'), name='a_child_is_one_of_each_kind'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='a_link_is_undone_with_a_reason')],
            },
        ),
    ]
