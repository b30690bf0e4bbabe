"""The composer ..."""

import re
import uuid

import pytest
from django.urls import reverse

from posts import actions
from posts.models import Hashtag, Note, Photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def fill():
    """fill(title="Tea"): what a browser sends for a filled form."""

    def fields(**typed):
        empty = {
            "title": "",
            "body": "",
            "channel": "",
            "language": "",
            "place": "",
            "cover_text": "",
            "cover_style": "paper",
        }
        return {"composer_key": str(uuid.uuid4()), "visibility": "public"} | empty | typed

    return fields


def order(response) -> list[int]:
    return [int(found) for found in re.findall(r'name="photos" value="(\d+)"', response.content.decode())]


def test_is_a_form_that_works_without_script(alice, login):
    page = login(alice).get(reverse("posts:compose")).content.decode()
    assert 'action="/notes" enctype="multipart/form-data"' in page
    assert 'type="file" name="files"' in page
    assert re.search(r'name="composer_key" value="[0-9a-f-]{36}"', page)


def test_needs_an_account(client):
    response = client.get(reverse("posts:compose"))
    assert response.status_code == 302
    assert response["Location"].startswith("/login")


def test_proposes_the_text_of_a_link(alice, login):
    page = login(alice).get(reverse("posts:compose"), {"body": "Hello #TikTokRefugee <b>"}).content.decode()
    assert "Hello #TikTokRefugee &lt;b&gt;</textarea>" in page


def test_posts_a_note_and_leads_to_it(alice, login, fill, ready_photo):
    one, two = ready_photo(alice), ready_photo(alice)
    typed = fill(title="Tea", body="#tea", channel="food", photos=[two.pk, one.pk], **{f"alt_{one.pk}": "a cup"})
    response = login(alice).post(reverse("posts:publish"), typed)
    note = Note.objects.get()
    assert (response.status_code, response["Location"]) == (303, note.get_absolute_url())
    assert list(note.photos.in_order()) == [two, one]
    assert note.photos.get(pk=one.pk).alt == "a cup"
    assert note.channel == "food"


def test_pressed_twice_posts_one_note(alice, login, fill):
    client, typed = login(alice), fill(cover_text="Hello")
    first, second = client.post(reverse("posts:publish"), typed), client.post(reverse("posts:publish"), typed)
    assert first["Location"] == second["Location"]
    assert Note.objects.count() == 1


def test_takes_files_and_text_in_one_go(alice, login, fill, picture):
    response = login(alice).post(reverse("posts:publish"), fill(title="Tea", files=[picture(), picture()]))
    assert response.status_code == 303
    assert Note.objects.get().photos.count() == 2


def test_loses_nothing_when_one_of_the_files_is_bad(alice, login, fill, picture):
    bad = picture(name="bad\u202egpj.exe")
    bad.file.truncate(20)
    response = login(alice).post(reverse("posts:publish"), fill(title="Tea", body="Long text", files=[picture(), bad]))
    page = response.content.decode()
    assert response.status_code == 422
    assert order(response) == [Photo.objects.get().pk]
    assert 'value="Tea"' in page
    assert "Long text</textarea>" in page
    assert "badgpj.exe: This photo is damaged or incomplete." in page
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"title": "x" * 61, "cover_text": "hi"}, "id_title_error", "at most 60 characters"),
        ({"body": "e\u0301" * 5001, "cover_text": "hi"}, "id_body_error", "at most 5,000 characters"),
        ({"channel": "cars", "cover_text": "hi"}, "id_channel_error", "Select a valid choice"),
        ({"visibility": "", "cover_text": "hi"}, "id_visibility_error", "This field is required"),
        ({}, 'class="composer__media"', "Add a photo, or write a text for the cover."),
    ],
)
def test_says_what_is_wrong_at_its_place(alice, login, fill, typed, field, words):
    response = login(alice).post(reverse("posts:publish"), fill(place="Kyoto", **typed))
    page = response.content.decode()
    assert response.status_code == 422
    assert field in page
    assert words.replace("5,000", "5000") in page.replace("5,000", "5000")
    assert 'value="Kyoto"' in page
    assert not Note.objects.exists()


def test_moves_and_removes_photos_by_buttons(alice, login, fill, ready_photo):
    client, photos = login(alice), [ready_photo(alice).pk for _ in range(3)]
    one, two, three = photos
    later = client.post(reverse("posts:publish"), fill(title="T", photos=photos, move_later=one))
    assert later.status_code == 200
    assert order(later) == [two, one, three]
    assert 'value="T"' in later.content.decode()
    assert order(client.post(reverse("posts:publish"), fill(photos=photos, move_earlier=three))) == [one, three, two]
    assert order(client.post(reverse("posts:publish"), fill(photos=photos, remove_photo=two))) == [one, three]
    assert not Note.objects.exists()


def test_keeps_what_is_typed_when_photos_are_uploaded_by_button(alice, login, fill, picture):
    response = login(alice).post(reverse("posts:publish"), fill(body="Long", files=[picture()], upload="1"))
    assert response.status_code == 200
    assert "Long</textarea>" in response.content.decode()
    assert order(response) == [Photo.objects.get().pk]


def test_ignores_what_it_does_not_ask_for(alice, bob, login, fill):
    sent = fill(
        cover_text="Hello", author=bob.pk, likes_count=9, state="draft", is_first="", taken_down_at="2026-01-01"
    )
    login(alice).post(reverse("posts:publish"), sent)
    note = Note.objects.get()
    assert (note.author, note.likes_count, note.state, note.taken_down_at) == (alice, 0, "published", None)


def test_takes_nobody_elses_photos(alice, bob, login, fill, ready_photo):
    theirs = ready_photo(bob)
    response = login(alice).post(reverse("posts:publish"), fill(title="T", photos=[theirs.pk]))
    assert response.status_code == 422
    assert order(response) == []


def test_keeps_the_note_as_a_draft_when_too_many_were_posted(alice, login, fill, settings):
    settings.LIMITS = settings.LIMITS | {"rate_publish": [1, 3600]}
    client = login(alice)
    assert client.post(reverse("posts:publish"), fill(cover_text="One")).status_code == 303
    response = client.post(reverse("posts:publish"), fill(cover_text="Two", body="Long"))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "kept as a draft" in response.content.decode()
    assert "Long</textarea>" in response.content.decode()
    assert Note.objects.get(state="draft").body == "Long"


def test_edits_a_note_of_ones_own(alice, bob, login, fill, publish):
    note = publish(alice, title="Tea")
    url = reverse("posts:edit", args=[note.pk])
    page = login(alice).get(url)
    assert 'value="Tea"' in page.content.decode()
    photos = order(page)
    response = login(alice).post(url, fill(title="Green tea", photos=photos))
    assert (response.status_code, response["Location"]) == (303, note.get_absolute_url())
    assert Note.objects.get().title == "Green tea"
    assert login(alice).post(url, fill(title="x" * 99, photos=photos)).status_code == 422
    assert login(bob).get(url).status_code == login(bob).post(url, fill()).status_code == 404


def test_offers_hashtags_and_people(alice, bob, carol, mallory, login, publish):
    publish(alice, body="#tea #TikTok")
    publish(alice, body="#teahouse", visibility="private")
    client = login(alice)

    def offered(q):
        return re.findall(r'data-value="([^"]+)"', client.get(reverse("posts:suggestions"), {"q": q}).content.decode())

    assert offered("#te") == ["#tea"]
    assert offered("#TIK") == ["#TikTok"]
    assert offered("@bo") == ["@bob"]
    assert offered("@Mal") == offered("@al") == offered("#") == offered("") == []
    assert Hashtag.objects.count() == 3


def test_removes_and_retries_photos_of_ones_own(alice, bob, login, ready_photo):
    photo = ready_photo(alice, state="failed", failure="crashed")
    retry, remove = (reverse(f"posts:{name}", args=[photo.pk]) for name in ("retry_photo", "remove_photo"))
    assert login(bob).post(retry).status_code == login(bob).post(remove).status_code == 404
    answer = login(alice).post(retry, headers={"HX-Request": "true"})
    assert "<photo-poll" in answer.content.decode()
    assert Photo.objects.get().state == "pending"
    assert login(alice).post(remove, headers={"HX-Request": "true"}).status_code == 200
    assert not Photo.objects.exists()


def test_keeps_the_last_photo_of_a_note(alice, login, publish):
    photo = publish(alice).photos.get()
    response = login(alice).post(reverse("posts:remove_photo", args=[photo.pk]))
    assert response.status_code == 422
    assert "at least one photo" in response.content.decode()
    assert actions.PhotoRefused
