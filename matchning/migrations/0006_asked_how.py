from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matchning', '0005_one_lock'),
    ]

    operations = [
        # A decision is never written over: those from before say that it was not noted.
        migrations.AddField(
            model_name='decision',
            name='channel',
            field=models.CharField(blank=True, choices=[('meeting', 'Vid möte'), ('phone', 'Per telefon'), ('message', 'I meddelande'), ('earlier', 'Inte antecknat')], default='earlier', max_length=10, verbose_name='tillfrågad'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='decision',
            name='interpreter',
            field=models.BooleanField(default=False, verbose_name='med tolk'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__in', ['accept', 'decline']), ('role', 'coach'), models.Q(('channel', ''), _negated=True)), models.Q(models.Q(('action__in', ['accept', 'decline']), ('role', 'coach'), _negated=True), ('channel__in', ('', 'earlier'))), _connector='OR'), name='matchning_decision_asked_how'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('interpreter', False), models.Q(('channel__in', ('', 'earlier')), _negated=True), _connector='OR'), name='matchning_decision_interpreter'),
        ),
    ]
