from django.db import migrations, models


def measure(apps, schema_editor):
    """The size of what was read before this was counted."""
    CustomDocument = apps.get_model("media", "CustomDocument")
    DocumentPassage = apps.get_model("media", "DocumentPassage")
    sizes = {}
    for document, text in DocumentPassage.objects.values_list("document", "text").iterator():
        sizes[document] = sizes.get(document, 0) + len(text.encode())
    for document, size in sizes.items():
        CustomDocument.objects.filter(pk=document).update(text_size=size)


class Migration(migrations.Migration):
    dependencies = [("media", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="customdocument",
            name="text_size",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
