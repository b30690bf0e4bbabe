"""The site and the evaluation are one ranker."""

import csv
import math
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from feeds import explore
from feeds.evaluation import site
from feeds.evaluation.data import Dataset
from feeds.tasks import describe_missing, rebuild_neighbours, refresh_rates
from posts.models import Collect, Hide, Like, Note, NoteHashtag
from tests.factories import make_note

pytestmark = pytest.mark.django_db
TAGS = ["tea", "cats", "hiking", "chess", "radio", "茶"]


def write(path, columns, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return str(path)


def test_the_same_events_make_the_same_twenty_notes(person, carol, tmp_path, monkeypatch):
    rng = Random(3)
    now = timezone.now().replace(second=30, microsecond=0)
    people = [person(f"p{number}") for number in range(12)]
    for _ in range(60):
        published = now - timedelta(hours=rng.uniform(1, 200))
        tags = tuple(rng.sample(TAGS, rng.randint(0, 3)))
        make_note(rng.choice(people[6:]), title="", hashtags=tags, published_at=published)
    notes = list(Note.objects.order_by("id"))
    for reader in [*people[:6], carol]:
        for model in (Like, Collect):
            for note in rng.sample(notes, 6):
                model.objects.create(user=reader, note=note)
                at = now - timedelta(hours=rng.uniform(0, 100))
                model.objects.filter(user=reader, note=note).update(created_at=at)
    hidden = Hide.objects.create(user=carol, note=notes[7])
    Hide.objects.filter(pk=hidden.pk).update(created_at=now - timedelta(hours=5))
    describe_missing()
    rebuild_neighbours()
    refresh_rates()
    monkeypatch.setattr(explore.timezone, "now", lambda: now)
    shown = [note.pk for note in explore.page(carol).notes[:20]]

    tagged = {note.pk: [] for note in notes}
    for link in NoteHashtag.objects.order_by("id").select_related("hashtag"):
        tagged[link.note_id].append(link.hashtag.name)
    done = [("like", row) for row in Like.objects.all()] + [("collect", row) for row in Collect.objects.all()]
    done.append(("hide", Hide.objects.get()))
    data = Dataset()
    data.read_notes(
        write(
            tmp_path / "notes.csv",
            ["note", "author", "hashtags", "published_at"],
            [[n.pk, n.author_id, " ".join(tagged[n.pk]), repr(n.published_at.timestamp())] for n in notes],
        )
    )
    events = data.read_events(
        write(
            tmp_path / "events.csv",
            ["viewer", "note", "kind", "at"],
            [[row.user_id, row.note_id, kind, repr(row.created_at.timestamp())] for kind, row in done],
        ),
        without=(),
    )
    moment = now.timestamp()
    ranked = site.page(data, events, data.people[str(carol.pk)], moment, explore.seed_of(carol, moment))
    names = list(data.notes)
    assert [int(names[entry.id]) for entry in ranked] == shown
    assert len(shown) == 20
    assert math.isfinite(ranked[0].score)
