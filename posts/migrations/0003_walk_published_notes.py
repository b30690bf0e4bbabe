from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('posts', '0002_discarded_photos_and_folded_opens'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='note',
            index=models.Index(
                fields=['-published_at', '-id'],
                name='note_published_newest',
                condition=models.Q(state='published', ready_at__isnull=False, taken_down_at__isnull=True),
            ),
        ),
    ]
