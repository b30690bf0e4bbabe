"""The demo world: its texts keep the site's limits, and it loads through the actions, each step once."""

import io
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from PIL import Image

from accounts.models import Follow, FollowState, User
from feeds.interests import INTERESTS
from feeds.models import Tip
from posts.channels import Channel
from posts.models import Board, Collect, Comment, Like, Note, Photo, Translation
from rednote import demo
from rednote.demo import pictures, plan
from rednote.demo.loader import Loader
from rednote.demo.texts import world
from rednote.lib.text import clean_text, find_hashtags
from rednote.models import DemoStep

WORLD = world()
STEPS = plan.steps_of(world)
SOME = {"en-001", "en-004", "en-011", "en-256", "zh-002"}


def small_picture(note, index):
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(file, "JPEG")
    return file.getvalue(), "A picture."


def load(keys: set[str]) -> None:
    """Load the people, some notes with all that hangs on them, and what a few people do besides."""
    loader = Loader(WORLD, small_picture, ahead=None)
    for step in STEPS:
        match step.kind:
            case "note" | "reactions":
                is_ours = step.name in keys
            case "comment":
                is_ours = step.data[0].note in keys
            case "translation":
                is_ours = (step.data.note or WORLD.comments[step.data.comment].note) in keys
            case "follows" | "hashtags" | "read":
                is_ours = step.name in {"lea", "jamal_reads"}
            case kind:
                is_ours = kind != "avatar"
        if is_ours:
            loader.take(step)


# --- The texts --------------------------------------------------------------------------------------------------------


def test_has_some_sixty_people_and_four_hundred_notes():
    assert 55 <= len(WORLD.people) <= 65
    assert 380 <= len(WORLD.notes) <= 420


def test_keeps_every_limit():
    limits = settings.LIMITS
    for person in WORLD.people.values():
        assert 3 <= len(person.handle) <= 30
        assert len(person.name) <= limits["name_length"]
        assert len(person.bio) <= limits["bio_length"]
        assert set(person.interests) <= set(INTERESTS)
    for note in WORLD.notes.values():
        assert clean_text(note.title, max_length=limits["title_length"], single_line=True) == note.title
        assert clean_text(note.body, max_length=limits["body_length"]) == note.body
        assert len(note.cover_text) <= limits["cover_text_length"]
        assert len(note.place) <= limits["place_length"]
        assert note.channel in Channel.values
        assert note.author in WORLD.people
        assert 0 < note.days_ago <= 60
        assert note.photos <= limits["photos_per_note"]
        assert (note.photos > 0) == (note.cover == "scene")
        assert bool(note.cover_text) == (note.cover == "text")
    for comment in WORLD.comments.values():
        assert clean_text(comment.body, max_length=limits["comment_length"]) == comment.body
        assert comment.note in WORLD.notes
        assert not comment.reply_to or WORLD.comments[comment.reply_to].note == comment.note
    for translation in WORLD.translations:
        assert len(translation.title) <= 120
        assert len(translation.body) <= limits["translation_length"]


def test_gives_every_note_a_hashtag_of_its_interest():
    for note in WORLD.notes.values():
        named = {spelling.name for spelling in find_hashtags(note.body)}
        assert named & set(INTERESTS[note.interest].hashtags), note.key


def test_has_twelve_notes_for_each_interest_and_each_channel():
    assert set(INTERESTS) == {
        slug for slug, n in Counter(note.interest for note in WORLD.notes.values()).items() if n >= 12
    }
    assert set(Channel.values) == {note.channel for note in WORLD.notes.values()}


def test_describes_every_scene():
    assert {note.scene for note in WORLD.notes.values() if note.cover == "scene"} <= set(pictures.ALTS)


# --- The plan ---------------------------------------------------------------------------------------------------------


def test_plans_each_step_once_and_the_same_again():
    keys = [step.key for step in STEPS]
    assert len(keys) == len(set(keys))
    assert plan.steps(WORLD) == list(STEPS)
    assert max(map(len, keys)) <= DemoStep._meta.pk.max_length


def test_begins_with_a_first_screen_of_all_kinds():
    first = plan.first_notes(WORLD)
    assert len(first) == plan.FIRST_NOTES
    assert {note.channel for note in first} == set(Channel.values)
    assert {note.interest for note in first} == set(INTERESTS)
    assert {note.language for note in first} == {"en", "zh", "es", "ja"}
    assert len({note.author for note in first}) > 45
    assert sum(note.cover == "text" for note in first) == plan.FIRST_TEXT_COVERS


def test_lets_only_newcomers_wear_new_here():
    published = [step.data for step in STEPS if step.kind == "note"]
    first = {}
    for note in published:
        first.setdefault(note.author, note)
    new = {author for author, note in first.items() if note.days_ago < plan.NEWCOMER_DAYS}
    assert new == {"rocio_lee", "valen_sur"}
    for author in new:
        assert first[author].days_ago == max(note.days_ago for note in published if note.author == author)


# --- The loading ------------------------------------------------------------------------------------------------------


def test_leaves_a_site_of_other_people_alone(alice):
    with pytest.raises(CommandError, match="people of its own"):
        call_command("demo")


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """A part of the world, loaded once for all of these tests; nothing of it stays."""
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        load(SOME)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_world, db) -> set[str]:
    return SOME


@pytest.mark.usefixtures("loaded")
def test_loads_people_notes_and_what_they_say():
    assert User.objects.count() == len(WORLD.people)
    assert User.objects.get(handle="nina").welcomed_at is None
    assert User.objects.get(handle="mo_idris").groups.filter(name="Moderators").exists()
    assert User.objects.get(handle="ada").is_superuser
    assert not User.objects.get(handle="priya_k").has_usable_password()
    assert Note.objects.count() == 5
    assert Note.objects.get(composer_key="demo-en-004").is_text_cover
    assert list(Note.objects.get(composer_key="demo-en-001").photos.values_list("alt", flat=True)) == ["A picture."] * 2
    assert Comment.objects.filter(parent__isnull=False).exists()
    assert Like.objects.exists()
    assert Collect.objects.exists()
    assert Board.objects.filter(owner__handle="lea", name=plan.LATER, is_public=False).exists()
    assert Tip.objects.filter(language="zh").count() == 8
    assert Follow.objects.filter(state=FollowState.PENDING).exists()
    assert Translation.objects.filter(accepted_at__isnull=False).exists()


@pytest.mark.usefixtures("loaded")
def test_leaves_three_reports_for_the_moderator():
    from moderation.models import Report

    assert Report.objects.open().count() == 3
    assert set(Report.objects.values_list("note__composer_key", flat=True)) == {"demo-en-256", None}


@pytest.mark.usefixtures("loaded")
def test_keeps_comments_in_time_after_their_note():
    for note in Note.objects.all():
        moments = list(note.comments.oldest().values_list("created_at", flat=True))
        assert moments == sorted(moments)
        assert all(moment > note.published_at for moment in moments)


def test_loads_nothing_twice(loaded):
    tables = [User, Note, Photo, Comment, Like, Collect, Follow, Board, Translation, Tip, DemoStep]
    before = [table.objects.count() for table in tables]
    load(loaded)
    assert [table.objects.count() for table in tables] == before


def test_makes_no_step_twice_that_was_forgotten(loaded):
    """Killed between an upload and its note, a later start finds the photo."""
    before = Photo.objects.count(), Note.objects.count()
    DemoStep.objects.filter(key="note:en-001").delete()
    load(loaded)
    assert (Photo.objects.count(), Note.objects.count()) == before


def test_does_not_bring_back_what_was_deleted(loaded):
    Note.objects.get(composer_key="demo-en-001").delete()
    load(loaded)
    assert not Note.objects.filter(composer_key="demo-en-001").exists()


@pytest.mark.usefixtures("loaded")
def test_tells_how_far_it_is():
    done, total, ready = demo.progress()
    assert done == DemoStep.objects.count() < total == len(STEPS)
    assert ready == 0


# --- Photos of one's own ----------------------------------------------------------------------------------------------


def test_takes_photos_from_the_folder_of_their_channel(tmp_path):
    for name in ("food/cake.jpg", "interiors/room.png", "holiday/beach.jpg"):
        path = tmp_path / name
        path.parent.mkdir()
        Image.new("RGB", (40, 40), "teal").save(path)
    (tmp_path / "food" / "broken.jpg").write_bytes(b"no picture")
    (tmp_path / "food" / "list.txt").write_text("cake")
    said: list[str] = []
    folder = pictures.PhotoFolder(tmp_path, WORLD, said.append)

    def name_of(channel: str) -> set[bytes]:
        notes = [note for note in WORLD.notes.values() if note.channel == channel and note.photos]
        return {folder.picture(note, 0)[0] for note in notes[:5]}

    assert name_of("food") == {(tmp_path / "food" / "cake.jpg").read_bytes()}
    assert name_of("home") == {(tmp_path / "interiors" / "room.png").read_bytes()}
    assert name_of("travel") == {(tmp_path / "holiday" / "beach.jpg").read_bytes()}
    assert [line.split(":")[0] for line in said] == ["Skipped broken.jpg"]
