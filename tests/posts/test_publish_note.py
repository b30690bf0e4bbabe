"""Publishing a note ..."""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import Block, User
from posts import actions, signals
from posts.models import Hashtag, Mention, Note, Photo
from rednote.lib.models import WorkState
from rednote.lib.search_tokens import search_query

pytestmark = pytest.mark.django_db


@contextmanager
def heard(signal):
    """What a signal says while the block runs."""
    news = []

    def listen(sender, **values):
        news.append(SimpleNamespace(**values))

    signal.connect(listen)
    try:
        yield news
    finally:
        signal.disconnect(listen)


def key() -> str:
    return str(uuid.uuid4())


def test_attaches_its_photos_in_order(alice, ready_photo):
    photos = [ready_photo(alice) for _ in range(3)]
    note = actions.publish_note(
        author=alice, composer_key=key(), title="Tea", photos=reversed(photos), alts={photos[0].pk: "a cup"}
    )
    assert list(note.photos.in_order()) == photos[::-1]
    assert note.cover == photos[2]
    assert note.photos.get(pk=photos[0].pk).alt == "a cup"


def test_is_one_note_for_one_composer(alice, ready_photo):
    once = key()
    with heard(signals.note_published) as news:
        first = actions.publish_note(author=alice, composer_key=once, title="Tea", photos=[ready_photo(alice)])
        second = actions.publish_note(author=alice, composer_key=once, title="Other", photos=[ready_photo(alice)])
    assert first == second
    assert second.title == "Tea"
    assert len(news) == 1


def test_turns_the_draft_of_its_composer_into_the_note(alice, ready_photo):
    once, photo = key(), ready_photo(alice)
    draft = actions.save_draft(author=alice, composer_key=once, title="T", photos=[photo])
    note = actions.publish_note(author=alice, composer_key=once, title="Tea", photos=[photo])
    assert note.pk == draft.pk
    assert Note.objects.get().title == "Tea"


def test_is_seen_by_others_once_its_photos_are_ready(
    alice, bob, picture, run_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        photo = actions.upload_photo(owner=alice, file=picture())
        note = actions.publish_note(author=alice, composer_key=key(), title="Tea", photos=[photo])
    assert note.ready_at is None
    assert not Note.objects.visible_to(bob).exists()
    assert Note.objects.visible_to(alice).exists()
    with heard(signals.note_ready) as news:
        run_tasks()
    assert Note.objects.visible_to(bob).get() == note
    assert [said.note for said in news] == [note]
    alice.refresh_from_db()
    assert alice.notes_count == 1


def test_links_its_hashtags_in_the_commonest_spelling(alice, publish):
    publish(alice, body="hello #TikTokRefugee and #Tea")
    publish(alice, body="again #tiktokrefugee")
    publish(alice, body="and again #TikTokRefugee #ＴＥＡ")
    refugee, tea = Hashtag.objects.get(name="tiktokrefugee"), Hashtag.objects.get(name="tea")
    assert (refugee.label, refugee.notes_count) == ("TikTokRefugee", 3)
    assert (tea.label, tea.notes_count) == ("Tea", 2)


def test_counts_only_what_everybody_may_see(alice, publish):
    publish(alice, body="#secret", visibility="private")
    assert Hashtag.objects.get(name="secret").notes_count == 0
    alice.refresh_from_db()
    assert alice.notes_count == 0


def test_mentions_people_whom_it_reaches(alice, bob, carol, mallory, publish):
    with heard(signals.noted_mention) as news:
        publish(alice, body="with @bob @Carol @mallory @alice @nobody")
        publish(alice, body="for @bob and @carol", visibility="followers")
    reached = [(said.user.handle, said.note.visibility) for said in news]
    assert reached == [("bob", "public"), ("carol", "public"), ("bob", "followers")]
    assert Mention.objects.count() == 3


def test_tells_the_mentioned_once_the_photos_are_ready(
    alice, bob, picture, run_tasks, django_capture_on_commit_callbacks
):
    with heard(signals.noted_mention) as news, django_capture_on_commit_callbacks(execute=True):
        photo = actions.upload_photo(owner=alice, file=picture())
        actions.publish_note(author=alice, composer_key=key(), body="@bob", photos=[photo])
    assert news == []
    with heard(signals.noted_mention) as news:
        run_tasks()
    assert [said.user for said in news] == [bob]


def test_knows_its_language_and_can_be_searched_in_it(alice, publish):
    assert publish(alice, title="去了上海迪士尼", body="").language == "zh"
    assert publish(alice, title="The best noodles of the whole winter", body="").language == "en"
    assert publish(alice, title="Café", language="fr").language == "fr"
    assert Note.objects.filter(search=search_query("迪士尼")).count() == 1


def test_is_the_first_of_its_author_once(alice, publish):
    first, second = publish(alice), publish(alice)
    assert (first.is_first, second.is_first) == (True, False)
    assert first.wears_new_here
    first.published_at = timezone.now() - timedelta(days=8)
    assert not first.wears_new_here


def test_keeps_the_moment_it_is_given_but_never_the_future(alice, publish):
    past, future = timezone.now() - timedelta(days=3), timezone.now() + timedelta(days=3)
    assert publish(alice, published_at=past).published_at == past
    assert publish(alice, published_at=future).published_at < future


def test_draws_a_cover_from_words(alice, bob, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        note = actions.publish_note(
            author=alice, composer_key=key(), cover_text="Hello from Ohio 你好", cover_style="dusk"
        )
    assert note.is_text_cover
    assert note.display_title == "Hello from Ohio 你好"
    run_tasks()
    note = Note.objects.visible_to(bob).get()
    assert note.cover.is_ready
    assert note.cover.alt == "Hello from Ohio 你好"
    assert note.cover.ratio == "3x4"


def test_of_a_private_account_was_never_public(alice, publish):
    alice.is_private = True
    alice.save()
    note = publish(alice)
    assert not note.was_public
    assert not note.is_listed


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({}, "no_photos", "photos"),
        ({"title": "x" * 61, "cover_text": "hi"}, "too_long", "title"),
        ({"body": "x" * 5001, "cover_text": "hi"}, "too_long", "body"),
        ({"body": "nul \0", "cover_text": "hi"}, "invalid_characters", "body"),
        ({"cover_text": "x" * 121}, "too_long", "cover_text"),
        ({"channel": "cars", "cover_text": "hi"}, "unknown_choice", "channel"),
        ({"visibility": "world", "cover_text": "hi"}, "unknown_choice", "visibility"),
        ({"body": " ".join(f"#tag{n}" for n in range(31)), "cover_text": "hi"}, "too_many_hashtags", "body"),
    ],
)
def test_refuses_what_cannot_be_a_note(alice, fields, code, field):
    with pytest.raises(actions.NoteRefused) as refused:
        actions.publish_note(author=alice, composer_key=key(), **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Note.objects.exists()


def test_refuses_more_photos_than_a_note_holds(alice, ready_photo, settings):
    settings.LIMITS = settings.LIMITS | {"photos_per_note": 2}
    with pytest.raises(actions.NoteRefused, match="2 photos"):
        actions.publish_note(author=alice, composer_key=key(), photos=[ready_photo(alice) for _ in range(3)])


def test_refuses_photos_that_are_not_the_authors_or_on_another_note(alice, bob, publish, ready_photo):
    taken = publish(alice).photos.get()
    for photo in (ready_photo(bob), taken):
        with pytest.raises(actions.PhotoRefused):
            actions.publish_note(author=alice, composer_key=key(), photos=[photo])
    assert taken.note_id == Photo.objects.get(pk=taken.pk).note_id


def test_refuses_a_photo_that_failed(alice, ready_photo):
    with pytest.raises(actions.NoteRefused) as refused:
        actions.publish_note(
            author=alice, composer_key=key(), photos=[ready_photo(alice, state=WorkState.FAILED, failure="broken")]
        )
    assert refused.value.code == "failed_photo"


def test_mentions_nobody_who_blocked_its_author(alice, publish):
    erin = User.objects.create_user("erin", "erin@example.org")
    Block.objects.create(blocker=erin, blocked=alice)
    publish(alice, body="@erin")
    assert not Mention.objects.exists()
