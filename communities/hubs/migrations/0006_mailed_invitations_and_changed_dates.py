"""Invitations say when they were mailed, dates when they were cancelled and how often they were moved."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone


def take_as_mailed(apps: Any, schema_editor: Any) -> None:
    """Those that there are already went out when they were made, as far as anybody knows."""
    apps.get_model("hubs", "Invitation").objects.exclude(email="").update(sent_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("hubs", "0005_date_token"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(null=True, verbose_name="sent"),
        ),
        migrations.AddField(
            model_name="date",
            name="version",
            field=models.PositiveSmallIntegerField(default=0, help_text="Counts how often its time was changed."),
        ),
        migrations.AddField(
            model_name="date",
            name="cancelled_at",
            field=models.DateTimeField(null=True, verbose_name="cancelled"),
        ),
        migrations.RunPython(take_as_mailed, migrations.RunPython.noop),
    ]
