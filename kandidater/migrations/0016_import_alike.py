from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kandidater", "0015_unflagged_index")]

    operations = [
        migrations.AlterField(
            model_name="importrow",
            name="match_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("row", "Samma person på en tidigare rad"),
                    ("base", "Finns redan"),
                    ("alike", "Liknar någon som finns"),
                ],
                max_length=10,
            ),
        ),
    ]
