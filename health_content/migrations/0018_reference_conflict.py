"""What a look-up said of identifiers that lead to different works is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("health_content", "0017_reference_agreement"),
    ]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="conflict",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="conflict"),
        ),
    ]
