import django.core.validators
import django.db.models.deletion
import pgvector.django.halfvec
import pgvector.django.indexes
from django.conf import settings
from django.db import migrations, models
from pgvector.django import VectorExtension

# Partitioned by day, so that a day is dropped as a whole; `feeds/partitions.py` makes the days.
CREATE_PARTITIONED = """
CREATE TABLE feeds_impression (
    day date NOT NULL, id bigint NOT NULL, viewer_id bigint, reader bigint NOT NULL,
    note_id bigint NOT NULL, author_id bigint NOT NULL,
    slot smallint NOT NULL CHECK (slot >= 0), kind varchar(10) NOT NULL, source varchar(10) NOT NULL,
    reason varchar(20) NOT NULL, argument varchar(20) NOT NULL, propensity double precision NOT NULL,
    version smallint NOT NULL CHECK (version >= 0), shown_at timestamptz NOT NULL, seen_at timestamptz NOT NULL,
    PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);
CREATE INDEX impression_viewer ON feeds_impression (viewer_id);
CREATE INDEX impression_note ON feeds_impression (note_id, reader);
CREATE TABLE feeds_event (
    day date NOT NULL, id bigint NOT NULL, viewer_id bigint, reader bigint NOT NULL,
    note_id bigint NOT NULL, author_id bigint NOT NULL, kind varchar(8) NOT NULL,
    seconds double precision NOT NULL, happened_at timestamptz NOT NULL,
    PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);
CREATE INDEX event_viewer ON feeds_event (viewer_id);
CREATE INDEX event_note ON feeds_event (note_id);
"""
DROP_PARTITIONED = "DROP TABLE feeds_event; DROP TABLE feeds_impression;"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_start'),
        ('feeds', '0002_tips_for_newcomers'),
        ('posts', '0004_edited_photos_and_their_tags'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        VectorExtension(),
        migrations.CreateModel(
            name='AuthorReach',
            fields=[
                ('author', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reach', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('readers_count', models.PositiveIntegerField()),
                ('is_small', models.BooleanField()),
                ('copies_share', models.FloatField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='FeedSettings',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='feed_settings', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('is_personal', models.BooleanField(default=True, verbose_name='choose notes for me')),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='learning paused')),
                ('forgotten_at', models.DateTimeField(blank=True, null=True)),
                ('new_voices', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MaxValueValidator(30)], verbose_name='new voices')),
                ('freshness', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='freshness')),
                ('bridge', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(4)], verbose_name='other languages')),
                ('variety', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='variety')),
            ],
        ),
        migrations.CreateModel(
            name='MeterDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('figures', models.JSONField()),
                ('computed_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='NoteNeighbours',
            fields=[
                ('note', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='neighbours', serialize=False, to='posts.note')),
                ('packed', models.BinaryField()),
                ('refreshed_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='TasteRow',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='taste', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('packed', models.BinaryField()),
                ('refreshed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='noterate',
            name='engaged',
            field=models.FloatField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='noterate',
            name='exposure',
            field=models.FloatField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='noterate',
            name='impressions_count',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='noterate',
            name='prior_a',
            field=models.FloatField(db_default=3.56, default=3.56),
        ),
        migrations.AddField(
            model_name='noterate',
            name='prior_b',
            field=models.FloatField(db_default=14.68, default=14.68),
        ),
        migrations.CreateModel(
            name='NoteVector',
            fields=[
                ('note', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='vector', serialize=False, to='posts.note')),
                ('vector', pgvector.django.halfvec.HalfVectorField(dimensions=64)),
                ('packed', models.BinaryField()),
            ],
            options={
                'indexes': [pgvector.django.indexes.HnswIndex(ef_construction=64, fields=['vector'], m=16, name='notevector_nearest', opclasses=['halfvec_cosine_ops'])],
            },
        ),
        migrations.CreateModel(
            name='FairStart',
            fields=[
                ('note', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fair_start', serialize=False, to='posts.note')),
                ('impressions_count', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fair_starts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('finished_at', None)), fields=['impressions_count', 'note'], name='fairstart_owed')],
            },
        ),
        migrations.CreateModel(
            name='HashtagPrior',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(blank=True, max_length=8)),
                ('a', models.FloatField()),
                ('b', models.FloatField()),
                ('is_evergreen', models.BooleanField(default=False)),
                ('hashtag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.hashtag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hashtag', 'format'), name='one_prior_each', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='NoteDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('author_id', models.BigIntegerField()),
                ('impressions_count', models.PositiveIntegerField()),
                ('explored_count', models.PositiveIntegerField()),
                ('readers_count', models.PositiveIntegerField()),
                ('opens_count', models.PositiveIntegerField()),
                ('engaged_count', models.PositiveIntegerField()),
                ('explored_engaged_count', models.PositiveIntegerField()),
                ('followers_count', models.PositiveIntegerField()),
                ('is_original', models.BooleanField(default=True)),
                ('note', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='posts.note')),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='noteday_by_day')],
                'constraints': [models.UniqueConstraint(fields=('note', 'day'), name='one_row_per_note_and_day')],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Impression',
                    fields=[
                        ('pk', models.CompositePrimaryKey('day', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('day', models.DateField()),
                        ('id', models.BigIntegerField()),
                        ('reader', models.BigIntegerField()),
                        ('note_id', models.BigIntegerField()),
                        ('author_id', models.BigIntegerField()),
                        ('slot', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(max_length=10)),
                        ('source', models.CharField(max_length=10)),
                        ('reason', models.CharField(max_length=20)),
                        ('argument', models.CharField(blank=True, max_length=20)),
                        ('propensity', models.FloatField()),
                        ('version', models.PositiveSmallIntegerField()),
                        ('shown_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('viewer', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['viewer'], name='impression_viewer'), models.Index(fields=['note_id', 'reader'], name='impression_note')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('pk', models.CompositePrimaryKey('day', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('day', models.DateField()),
                        ('id', models.BigIntegerField()),
                        ('reader', models.BigIntegerField()),
                        ('note_id', models.BigIntegerField()),
                        ('author_id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('open', 'opened'), ('dwell', 'stayed'), ('like', 'liked'), ('collect', 'saved'), ('comment', 'commented'), ('share', 'shared'), ('follow', 'followed its author'), ('hide', 'hid it'), ('less', 'wanted less like it'), ('more', 'wanted more like it'), ('report', 'reported it')], max_length=8)),
                        ('seconds', models.FloatField(default=0)),
                        ('happened_at', models.DateTimeField()),
                        ('viewer', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['viewer'], name='event_viewer'), models.Index(fields=['note_id'], name='event_note')],
                    },
                ),
            ],
            database_operations=[migrations.RunSQL(CREATE_PARTITIONED, DROP_PARTITIONED)],
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, max_length=8)),
                ('amount', models.FloatField(validators=[django.core.validators.MinValueValidator(-1), django.core.validators.MaxValueValidator(1)])),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hashtag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.hashtag')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'hashtag', 'author', 'language'), name='one_wish_each', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('amount__gte', -1), ('amount__lte', 1)), name='wish_within_bounds')],
            },
        ),
    ]
