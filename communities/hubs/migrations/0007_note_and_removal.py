"""Memberships say when somebody was put out or declined, and what was said when asking to join."""

from typing import Any

from django.db import migrations, models


def take_as_long_ago(apps: Any, schema_editor: Any) -> None:
    """Of those who are out already nobody knows since when: not before they came."""
    apps.get_model("hubs", "Membership").objects.filter(state="removed").update(removed_at=models.F("since"))


def choose_for_notes_too(apps: Any, schema_editor: Any) -> None:
    """Who chose how often to be mailed of those who ask to join chose for those who say why as well."""
    preferences = apps.get_model("notifications", "Preference")
    preferences.objects.bulk_create(
        preferences(user_id=user, hub_id=hub, frequency=frequency, kind="asked-with-note")
        for user, hub, frequency in preferences.objects.filter(kind="asked").values_list("user", "hub", "frequency")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("hubs", "0006_mailed_invitations_and_changed_dates"),
        ("notifications", "0003_unique_where_nulls_differ"),
    ]

    operations = [
        migrations.AddField(
            "membership",
            "note",
            models.TextField(
                blank=True, help_text="What was said when asking to join.", max_length=500, verbose_name="why"
            ),
        ),
        migrations.AddField(
            "membership",
            "removed_at",
            models.DateTimeField(
                blank=True,
                help_text="When somebody put this person out, or said no.",
                null=True,
                verbose_name="removed",
            ),
        ),
        migrations.RunPython(take_as_long_ago, migrations.RunPython.noop),
        migrations.RunPython(choose_for_notes_too, migrations.RunPython.noop),
    ]
