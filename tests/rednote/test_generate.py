"""A generated crowd is the same for the same seed, and leaves nothing wrong behind."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Follow, User
from notifications.models import Notification
from posts.models import Board, Comment, Like, Note, NoteHashtag, Photo

pytestmark = pytest.mark.django_db


def generate(**options):
    call_command("generate", **{"notes": 60, "people": 50} | options)


def test_writes_as_many_as_were_asked_for():
    generate()
    assert (User.objects.count(), Note.objects.count()) == (50, 60)
    for table in (Follow, Like, Comment, Photo, NoteHashtag, Board, Notification):
        assert table.objects.exists()


def test_leaves_every_counter_right():
    generate()
    call_command("reconcile_counters", check=True)
    assert Note.objects.filter(likes_count__gt=0, comments_count__gt=0).exists()


def test_keeps_the_triggers_that_count():
    generate()
    note = Note.objects.listed().first()
    before = note.likes_count
    Like.objects.filter(note=note).delete()
    note.refresh_from_db()
    assert before > note.likes_count == 0


def test_writes_the_same_for_the_same_seed():
    generate(seed=7)
    first = list(Note.objects.order_by("id").values_list("id", "author_id", "title", "published_at"))
    User.objects.all().delete()
    generate(seed=7)
    assert list(Note.objects.order_by("id").values_list("id", "author_id", "title", "published_at")) == first


def test_adds_a_second_crowd_beside_the_first():
    generate(seed=1)
    generate(seed=2)
    assert Note.objects.count() == 120
    with pytest.raises(CommandError, match="choose another"):
        generate(seed=2)


def test_fills_pages_that_work():
    generate()
    page = Client().get("/")
    assert page.status_code == 200
    assert len(page.context["notes"]) == 30
    assert Client().get(Note.objects.listed().first().get_absolute_url()).status_code == 200
