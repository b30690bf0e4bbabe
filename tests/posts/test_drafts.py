"""A draft ..."""

import pytest
from django.urls import reverse

from posts import actions
from posts.models import Note, NoteHashtag, Photo

pytestmark = pytest.mark.django_db

TYPED = {"composer_key": "k", "title": "Tea", "body": "#tea @bob", "visibility": "public"}


def test_is_saved_as_it_is_typed(alice, login, ready_photo):
    client, photo = login(alice), ready_photo(alice)
    for body in ("a", "ab"):
        sent = TYPED | {"body": body, "photos": [photo.pk], f"alt_{photo.pk}": "a cup"}
        response = client.post(reverse("posts:save_draft"), sent, headers={"HX-Request": "true"})
        assert response.status_code == 204
    draft = Note.objects.get()
    assert (draft.state, draft.body, draft.photos.get().alt) == ("draft", "ab", "a cup")


def test_is_seen_by_its_author_alone(alice, bob, login, client):
    draft = actions.save_draft(author=alice, composer_key="k", title="Tea")
    for someone in (client, login(bob)):
        assert someone.get(reverse("posts:note", args=[draft.pk])).status_code == 404
    assert "Tea" in login(alice).get(reverse("posts:drafts")).content.decode()
    assert "Tea" not in login(bob).get(reverse("posts:drafts")).content.decode()


def test_links_nothing_and_tells_nobody(alice, bob):
    actions.save_draft(author=alice, composer_key="k", body="#tea @bob")
    assert not NoteHashtag.objects.exists()
    alice.refresh_from_db()
    assert alice.notes_count == 0


def test_goes_on_in_the_composer_and_becomes_the_note(alice, login, ready_photo):
    photo = ready_photo(alice)
    draft = actions.save_draft(author=alice, composer_key="k", title="Tea", photos=[photo])
    client = login(alice)
    page = client.get(reverse("posts:edit", args=[draft.pk])).content.decode()
    assert 'action="/notes"' in page
    assert 'name="composer_key" value="k"' in page
    assert f'name="photos" value="{photo.pk}"' in page
    client.post(reverse("posts:publish"), TYPED | {"photos": [photo.pk]})
    assert Note.objects.get().is_published


def test_saved_late_does_not_touch_the_note(alice, login):
    note = actions.publish_note(author=alice, composer_key="k", title="Out", cover_text="Hello")
    login(alice).post(reverse("posts:save_draft"), TYPED, headers={"HX-Request": "true"})
    note.refresh_from_db()
    assert (note.title, note.state) == ("Out", "published")


def test_sets_photos_aside_that_left_it(alice, ready_photo):
    one, two = ready_photo(alice), ready_photo(alice)
    draft = actions.save_draft(author=alice, composer_key="k", photos=[one, two])
    actions.save_draft(author=alice, composer_key="k", photos=[two])
    assert list(draft.photos.all()) == [two]
    assert list(Photo.objects.unattached()) == [one]


def test_is_not_made_of_nothing(alice, login):
    sent = TYPED | {"title": "", "body": ""}
    assert login(alice).post(reverse("posts:save_draft"), sent, headers={"HX-Request": "true"}).status_code == 204
    assert not Note.objects.exists()


def test_saved_by_the_button_leads_to_the_list(alice, login):
    response = login(alice).post(reverse("posts:save_draft"), TYPED)
    assert (response.status_code, response["Location"]) == (303, "/drafts")
    page = login(alice).get("/drafts").content.decode()
    assert "Tea" in page


def test_is_deleted_with_its_photos_and_without_a_stone(alice, login, ready_photo):
    draft = actions.save_draft(author=alice, composer_key="k", photos=[ready_photo(alice)])
    assert login(alice).post(reverse("posts:delete", args=[draft.pk])).status_code == 303
    assert not Note.objects.exists()
    assert not Photo.objects.exists()


def test_is_refused_beyond_the_number_a_person_may_keep(alice, settings):
    settings.LIMITS = settings.LIMITS | {"drafts_per_person": 1}
    actions.save_draft(author=alice, composer_key="a", title="One")
    with pytest.raises(actions.NoteRefused):
        actions.save_draft(author=alice, composer_key="b", title="Two")
    actions.save_draft(author=alice, composer_key="a", title="One more time")


def test_list_costs_the_same_however_many_there_are(alice, login, ready_photo, django_assert_max_num_queries):
    client = login(alice)
    for number in range(6):
        actions.save_draft(author=alice, composer_key=str(number), title="T", photos=[ready_photo(alice)])
    with django_assert_max_num_queries(7):
        assert client.get("/drafts").status_code == 200
