from typing import Any

from django.db import migrations


def add_digit_index(apps: Any, schema_editor: Any) -> None:
    """Part of a phone number is searched for as part of a name is: without it, row by row."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX kandidater_candidate_digits ON kandidater_candidate "
            "USING gin (phone_key gin_trgm_ops)"
        )


def drop_digit_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX kandidater_candidate_digits")


class Migration(migrations.Migration):
    dependencies = [("kandidater", "0017_profile")]

    operations = [migrations.RunPython(add_digit_index, drop_digit_index, elidable=False)]
