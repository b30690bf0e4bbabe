"""The page of a note ..."""

import pytest
from django.urls import reverse

from accounts import actions as people
from posts import actions, opens, tasks
from posts.models import FoldedBatch, Hashtag

pytestmark = pytest.mark.django_db


def read(client, note, **options):
    return client.get(reverse("posts:note", args=[note.pk]), **options)


def test_shows_the_note_to_everybody_in_its_own_language(alice, client, publish):
    note = publish(alice, title="上海的冬天", body="去了 #上海 https://example.org/a with @alice", place="上海")
    page = read(client, note).content.decode()
    assert '<h1 class="note-page__title" id="note-title" lang="zh" dir="ltr">上海的冬天</h1>' in page
    assert '<a href="/hashtags/%E4%B8%8A%E6%B5%B7">#上海</a>' in page
    assert 'rel="nofollow ugc noopener"' in page
    assert '<a href="/@alice">@alice</a>' in page
    assert note.photos.get().page_jpeg in page


def test_shows_text_as_text(alice, client, publish):
    page = read(
        client, publish(alice, title="<b>hi</b>", body='<img src=x onerror=alert(1)> {{7*7}} "x"')
    ).content.decode()
    assert "<img src=x" not in page
    assert "<b>hi</b>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; {{7*7}}" in page


def test_answers_the_article_alone_to_the_overlay(alice, client, publish):
    response = read(client, publish(alice), headers={"HX-Request": "true", "HX-Target": "overlay"})
    content = response.content.decode()
    assert content.strip().startswith("<article")
    assert "<html" not in content
    assert "HX-Request" in response["Vary"]


def test_costs_the_same_whoever_looks_and_whatever_it_holds(
    alice, bob, login, publish, ready_photo, django_assert_max_num_queries
):
    small = publish(alice)
    large = publish(alice, photos=[ready_photo(alice) for _ in range(18)], body=" ".join(f"#t{n}" for n in range(30)))
    client = login(bob)
    for note in (small, large):
        with django_assert_max_num_queries(16):
            assert read(client, note).status_code == 200


def test_is_the_same_404_for_what_one_may_not_see_and_what_never_was(alice, carol, mallory, client, login, publish):
    restricted, public = publish(alice, visibility="followers"), publish(alice)
    never = client.get(reverse("posts:note", args=[12345]))
    assert never.status_code == 404
    for someone, note in ((client, restricted), (login(carol), restricted), (login(mallory), public)):
        assert read(someone, note).status_code == 404


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda note: actions.delete_note(note=note), "Its author deleted it"),
        (lambda note: actions.take_down_note(note=note, reason="Spam"), "Moderators took it down"),
        (lambda note: actions.edit_note(note=note, visibility="private"), "does not show it to everyone"),
        (lambda note: people.suspend_user(user=note.author, reason="Spam"), "account is suspended"),
    ],
)
def test_says_why_it_is_gone_when_it_was_public(alice, carol, mallory, client, login, publish, end, words):
    note, secret = publish(alice), publish(alice, visibility="followers")
    url = note.get_absolute_url()
    end(note)
    end(secret)
    for someone in (client, login(carol)):
        response = someone.get(url)
        assert response.status_code == 410
        assert words in response.content.decode()
        assert "Spam" not in response.content.decode()
        assert someone.get(secret.get_absolute_url()).status_code == 404


def test_tells_a_blocked_person_nothing_when_it_is_taken_down(alice, mallory, login, publish):
    note = publish(alice)
    actions.take_down_note(note=note, reason="Spam")
    assert read(login(mallory), note).status_code == 404


def test_gives_its_author_the_moderators_reason(alice, login, publish):
    note = publish(alice)
    actions.take_down_note(note=note, reason="Hidden advertising")
    page = read(login(alice), note).content.decode()
    assert "Only you can see it" in page
    assert "Hidden advertising" in page


def test_fills_in_its_pictures_while_the_author_waits(
    alice, login, picture, run_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        photo = actions.upload_photo(owner=alice, file=picture())
        note = actions.publish_note(author=alice, composer_key="k", photos=[photo])
    client = login(alice)
    state = reverse("posts:photo_state", args=[photo.pk])
    assert f'url="{state}?variant=page"' in read(client, note).content.decode()
    assert "<photo-poll" in client.get(state).content.decode()
    assert "as soon as its photos are ready" in client.get(reverse("posts:note_state", args=[note.pk])).content.decode()
    run_tasks()
    photo.refresh_from_db()
    assert photo.page_jpeg in client.get(state, {"variant": "page"}).content.decode()
    assert "<photo-poll" not in client.get(reverse("posts:note_state", args=[note.pk])).content.decode()


def test_shows_the_state_of_a_photo_to_nobody_else(alice, bob, client, login, ready_photo):
    url = reverse("posts:photo_state", args=[ready_photo(alice).pk])
    assert login(bob).get(url).status_code == client.get(url).status_code == 404


def test_of_a_draft_is_its_composer(alice, login):
    draft = actions.save_draft(author=alice, composer_key="k", title="T")
    response = read(login(alice), draft)
    assert (response.status_code, response["Location"]) == (303, f"/notes/{draft.pk}/edit")


def test_counts_an_open_once_a_day_for_each_viewer(alice, bob, carol, client, login, publish):
    note, secret = publish(alice, body="#tea"), publish(alice, body="#tea", visibility="followers")
    for someone in (client, client, login(bob), login(bob), login(carol)):
        read(someone, note)
    read(login(bob), secret)
    tasks.fold_opens()
    assert Hashtag.objects.get().views_count == 3
    tasks.fold_opens()
    assert Hashtag.objects.get().views_count == 3


def test_opens_are_folded_once_though_a_worker_dies(alice, bob, login, publish, monkeypatch):
    read(login(bob), publish(alice, body="#tea"))
    monkeypatch.setattr(opens, "finish", lambda key: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        tasks.fold_opens()
    monkeypatch.undo()
    tasks.fold_opens()
    assert Hashtag.objects.get().views_count == 1
    assert FoldedBatch.objects.count() == 1
    assert list(opens.batches()) == []


def test_names_cameras_where_their_owner_shows_them(alice, client, publish, ready_photo):
    photos = [ready_photo(alice, camera="M10 · 35mm <b>") for _ in range(2)]
    note = publish(alice, photos=photos, shows_camera=True)
    assert read(client, note).content.decode().count("M10 · 35mm &lt;b&gt;") == 1
    actions.edit_note(note=note, shows_camera=False)
    assert "M10" not in read(client, note).content.decode()


def test_offers_every_size_that_there_is_with_its_own_width(alice, client, publish, ready_photo):
    photo = ready_photo(alice, width=1300, height=1000, is_refined=True, thumbhash="1QcSHQRnh493V4dIh4eXh1h4kJUI")
    page = read(client, publish(alice, photos=[photo])).content.decode()
    assert f"{photo.url(1080, 'avif')} 1080w, {photo.url(1600, 'avif')} 1300w" in page
    assert page.index("image/avif") < page.index("image/webp") < page.index(photo.page_jpeg)
    assert 'width="1300" height="1000"' in page
    assert 'hash="1QcSHQRnh493V4dIh4eXh1h4kJUI"' in page
    assert "style=" not in page
