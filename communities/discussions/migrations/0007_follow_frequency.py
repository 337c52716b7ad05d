"""How often by mail a follower wants to hear of a thread; titles that are hidden go from what people were told."""

from typing import Any

from django.db import migrations, models

FREQUENCIES = [("at_once", "At once"), ("daily", "Every day"), ("weekly", "Every week"), ("never", "Never")]
BATCH = 500


def name_no_hidden_questions(apps: Any, schema_editor: Any) -> None:
    Thread = apps.get_model("discussions", "Thread")
    Post = apps.get_model("discussions", "Post")
    news = apps.get_model("notifications", "Notification").objects
    for thread in Thread.objects.filter(is_question_hidden=True).iterator():
        names = [f"call:{thread.pk}", *(f"post:{pk}" for pk in Post.objects.filter(thread=thread).values_list("pk", flat=True))]
        for start in range(0, len(names), BATCH):
            news.filter(about__in=names[start : start + BATCH]).update(words={"title": "…"})


class Migration(migrations.Migration):
    dependencies = [
        ("discussions", "0006_drafts"),
        ("notifications", "0002_pause"),
    ]

    operations = [
        migrations.AddField(
            model_name="follow",
            name="frequency",
            field=models.CharField(blank=True, choices=FREQUENCIES, max_length=8, verbose_name="frequency"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("thread"),
                models.F("number"),
                condition=models.Q(("hidden_by", ""), _negated=True),
                name="discussions_hidden_posts",
            ),
        ),
        migrations.RunPython(name_no_hidden_questions, migrations.RunPython.noop),
    ]
