"""An index that answers at once whether a group has a newer row."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0001_start"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["recipient", "group", "-id"], name="notification_group"),
        ),
    ]
