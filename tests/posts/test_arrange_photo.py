"""How its author arranges a photo: turned, cropped, with a focus, with tags ..."""

import uuid

import pytest
from django.urls import reverse

from accounts import actions as people
from notifications.models import Notification
from posts import actions
from posts.actions import Arrangement, Tag
from posts.models import DiscardedPhoto, Mention, Note, Photo, PhotoTag
from rednote.lib.images import framing
from rednote.lib.models import WorkState

pytestmark = pytest.mark.django_db


def typed(photo, **fields):
    """What a browser sends of one photo's fields."""
    plain = {"ratio": "", "crop": "", "turn": "0", "focus_x": "50", "focus_y": "50"}
    tags = {"tag_kind": [], "tag_text": [], "tag_x": [], "tag_y": []}
    return {"photos": photo.pk} | {f"{name}_{photo.pk}": value for name, value in (plain | tags | fields).items()}


def note_fields(**fields):
    texts = dict.fromkeys(["title", "body", "channel", "language", "place", "cover_text"], "")
    return {"composer_key": str(uuid.uuid4()), "visibility": "public", "cover_style": "paper"} | texts | fields


def test_windows_are_counted_in_fractions_of_the_turned_picture():
    assert framing.largest((1200, 900), "1x1") == (0.125, 0, 0.75, 1)
    assert framing.largest((1200, 900), "1x1", focus=(0, 100)) == (0, 0, 0.75, 1)
    assert framing.largest((900, 1200), "3x4") is None
    assert framing.turned((1200, 900), 90) == framing.turned((1200, 900), 270) == (900, 1200)
    assert framing.cropped((1200, 900), (0.125, 0, 0.75, 1)) == (900, 900)
    assert framing.ratio_of((1200, 900), (0.1, 0.1, 0.6, 0.8)) == "1x1"
    assert framing.ratio_of((1200, 900), (0, 0, 0.5, 1)) == ""
    for wrong in [(0, 0, 0, 1), (0, 0, 1.5, 1), (float("nan"), 0, 1, 1), (0, 0, 1)]:
        with pytest.raises(framing.NoWindow):
            framing.window(wrong)


def test_is_kept_and_the_photo_is_made_anew_under_new_urls(alice, ready_photo):
    photo = ready_photo(alice)
    token, files = photo.token, photo.renditions.count()
    actions.arrange_photo(photo=photo, arrangement=Arrangement(turn=90, ratio="1x1", focus=(21, 80)))
    photo.refresh_from_db()
    assert (photo.turn, photo.crop, photo.crop_ratio) == (90, [0, 0, 0.75, 1], "1x1")
    assert (photo.width, photo.height, photo.ratio) == (1200, 1200, "1x1")
    assert (photo.whole_width, photo.whole_height) == (1200, 1600)
    assert (photo.focus_x, photo.focus_y) == (20, 80)
    assert photo.state == WorkState.PENDING
    assert photo.token != token
    assert photo.renditions.count() == files
    # Undone, it is what it was; nothing of the original was lost.
    actions.arrange_photo(photo=photo, arrangement=Arrangement(turn=0, ratio=""))
    photo.refresh_from_db()
    assert (photo.crop, photo.width, photo.height) == (None, 1200, 1600)


def test_changes_nothing_that_is_not_given(alice, ready_photo):
    photo = ready_photo(alice)
    actions.arrange_photo(photo=photo, arrangement=Arrangement(focus=(0, 0), tags=[Tag("thing", "cup")]), alt="A cup")
    photo = Photo.objects.get()
    assert (photo.state, photo.focus_x, photo.alt) == (WorkState.READY, 0, "A cup")
    actions.arrange_photo(photo=photo, arrangement=Arrangement())
    photo = Photo.objects.get()
    assert (photo.state, photo.focus_x, photo.alt, photo.tags.count()) == (WorkState.READY, 0, "A cup", 1)


@pytest.mark.parametrize(
    ("arrangement", "code"),
    [
        (Arrangement(turn=45), "bad_turn"),
        (Arrangement(ratio="16x9"), "bad_ratio"),
        (Arrangement(crop=(0, 0, 0.5, 0.9)), "bad_ratio"),
        (Arrangement(crop=(0.5, 0.5, 2, 2)), "bad_crop"),
        (Arrangement(crop=(float("nan"),) * 4), "bad_crop"),
        (Arrangement(focus=(101, 0)), "bad_place"),
        (Arrangement(tags=[Tag("thing", "cup", 50, 101)]), "bad_place"),
        (Arrangement(tags=[Tag("ghost", "boo")]), "unknown_choice"),
        (Arrangement(tags=[Tag("person", "@nobody")]), "unknown_person"),
        (Arrangement(tags=[Tag("thing", "x" * 61)]), "too_long"),
        (Arrangement(tags=[Tag("thing", str(number)) for number in range(11)]), "too_many_tags"),
    ],
)
def test_is_refused_when_it_makes_no_sense(alice, ready_photo, arrangement, code):
    photo = ready_photo(alice)
    with pytest.raises(actions.PhotoRefused) as refused:
        actions.arrange_photo(photo=photo, arrangement=arrangement)
    assert refused.value.code == code
    assert not PhotoTag.objects.exists()


def test_comes_from_plain_fields_and_comes_back_in_them(alice, bob, login, ready_photo):
    one, two = ready_photo(alice), ready_photo(alice)
    tags = {"tag_kind": ["person", "place", "thing"], "tag_text": ["@Bob", "Kyoto", " "], "tag_x": ["10", "x", "5"]}
    fields = typed(one, ratio="4x3", turn="180", focus_x="0", focus_y="100", **tags, tag_y=["20", "101", "5"])
    fields |= {"photos": [one.pk, two.pk], "cover": two.pk}
    client = login(alice)
    # A place beyond the photo is an error at the photos, and nothing that was chosen is lost.
    refused = client.post(reverse("posts:publish"), note_fields(**fields))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="4x3" selected' in page
    assert 'value="180" selected' in page
    assert 'value="Kyoto"' in page
    assert f'value="{two.pk}" checked' in page
    assert not Note.objects.exists()

    fields[f"tag_y_{one.pk}"] = ["20", "100", "5"]
    assert client.post(reverse("posts:publish"), note_fields(**fields)).status_code == 303
    note, one = Note.objects.get(), Photo.objects.get(pk=one.pk)
    assert (one.turn, one.crop_ratio, one.focus_x, one.focus_y) == (180, "4x3", 0, 100)
    assert [(tag.text, tag.x, tag.y) for tag in one.tag_rows] == [("@bob", 10, 20), ("Kyoto", 50, 100)]
    assert note.cover == two
    page = client.get(reverse("posts:edit", args=[note.pk])).content.decode()
    assert 'value="@bob"' in page
    assert 'value="4x3" selected' in page


def test_is_not_for_photos_of_others(alice, mallory, carol, login, ready_photo, publish):
    note = publish(alice)
    photo = note.photos.get()
    for stranger in (mallory, carol):
        sent = note_fields(
            cover_text="Hi", **typed(photo, turn="90", tag_kind="thing", tag_text="x", tag_x="1", tag_y="1")
        )
        login(stranger).post(reverse("posts:publish"), sent)
    photo.refresh_from_db()
    assert (photo.turn, photo.note, photo.tags.count()) == (0, note, 0)


def test_is_limited_as_it_makes_work_and_the_draft_is_kept(alice, login, ready_photo, settings):
    settings.LIMITS = settings.LIMITS | {"rate_arrange": [1, 3600]}
    photo, client, url = ready_photo(alice), login(alice), reverse("posts:save_draft")
    draft = note_fields(title="Tea", **typed(photo, turn="90"))
    assert client.post(url, draft).status_code == 303
    # Said again it is no work.
    assert client.post(url, draft).status_code == 303
    refused = client.post(url, draft | {"title": "Two teas", f"turn_{photo.pk}": "180"})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert 'value="180" selected' in refused.content.decode()
    assert (Note.objects.get().title, Photo.objects.get().turn) == ("Two teas", 90)


def test_tells_tagged_people_once_and_only_those_it_may_reach(alice, bob, carol, mallory, publish, ready_photo):
    tags = [Tag("person", "bob"), Tag("person", "@CAROL"), Tag("person", "bob")]
    photo = ready_photo(alice)
    note = publish(alice, body="Hi @bob", photos=[photo], arrangements={photo.pk: Arrangement(tags=tags)})
    assert {mention.user for mention in Mention.objects.filter(note=note)} == {bob, carol}
    assert Notification.objects.filter(recipient=bob).count() == 1
    # Who is blocked is nobody, as for every other mention.
    with pytest.raises(actions.PhotoRefused, match="nobody here called @mallory"):
        actions.arrange_photo(photo=photo, arrangement=Arrangement(tags=[Tag("person", "mallory")]))
    actions.edit_note(note=note, visibility="followers")
    assert not Mention.objects.filter(user=carol).exists()


def test_tags_are_read_by_everybody_and_lead_to_people_whom_the_reader_may_visit(
    alice, bob, carol, client, login, publish, ready_photo
):
    photo = ready_photo(alice)
    arrangement = Arrangement(tags=[Tag("person", "bob", 25, 75), Tag("thing", "<b>cup</b>")])
    note = publish(alice, photos=[photo], arrangements={photo.pk: arrangement})
    people.block(blocker=bob, blocked=carol)
    url, link = note.get_absolute_url(), '<a class="link" href="/@bob">'
    page = client.get(url).content.decode()
    assert link in page
    assert "&lt;b&gt;cup&lt;/b&gt;" in page
    assert '<circle class="tag-points__point" cx="25%" cy="75%"' in page
    page = login(carol).get(url).content.decode()
    assert link not in page
    assert "<bdi>@bob</bdi>" in page


def test_a_person_takes_their_name_off(alice, bob, carol, login, publish, ready_photo):
    photo = ready_photo(alice)
    note = publish(alice, photos=[photo], arrangements={photo.pk: Arrangement(tags=[Tag("person", "bob")])})
    url = reverse("posts:untag_photo", args=[photo.pk])
    assert url in login(bob).get(note.get_absolute_url()).content.decode()
    assert login(carol).post(url).status_code == 303
    assert photo.tags.count() == 1
    # Though he cannot see it any longer.
    Note.objects.update(visibility="private")
    assert login(carol).post(url).status_code == 404
    assert login(bob).post(url).status_code == 303
    assert photo.tags.count() == 0
    assert not Mention.objects.filter(user=bob).exists()


def test_the_chosen_cover_stands_on_the_card_whatever_its_place(alice, publish, ready_photo):
    one, two = ready_photo(alice), ready_photo(alice)
    note = publish(alice, photos=[one, two], cover=two.pk)
    assert note.cover == two
    note = actions.edit_note(note=note, photos=[two, one], title="Tea")
    assert note.cover == two
    assert actions.edit_note(note=note, cover=one.pk).cover == one
    # One that is not among its photos is no choice.
    assert actions.edit_note(note=note, cover=5).cover == two


def test_says_what_its_file_told_and_that_it_was_left_out(alice, bob, login, ready_photo):
    photo = ready_photo(alice, found=["gps", "camera", "icc"])
    url = reverse("posts:photo_state", args=[photo.pk])
    assert "where it was taken and the camera" in login(alice).get(f"{url}?variant=found").content.decode()
    assert login(bob).get(f"{url}?variant=found").status_code == 404
    Photo.objects.update(found=[])
    assert login(alice).get(f"{url}?variant=found").content.strip() == b""


def test_the_picture_before_it_is_its_owners_alone(alice, bob, login, publish):
    photo = publish(alice).photos.get()
    assert login(alice).get(photo.whole_webp).status_code == 200
    assert login(bob).get(photo.whole_webp).status_code == 404
    assert DiscardedPhoto.objects.count() == 0
