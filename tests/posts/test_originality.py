"""A copy ..."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from django.core.management import call_command

from moderation.actions import decide
from moderation.cases import case_of
from posts import actions, originality, tasks
from posts.models import Credit, Note, Origin, Photo, PhotoHash, PhotoPair, PhotoPrint
from posts.readiness import settle
from rednote.lib import redis
from rednote.lib.images import hashes
from rednote.lib.models import WorkState

pytestmark = pytest.mark.django_db

RECIPE = (
    "This is the recipe of my grandmother: take two cups of flour, one egg, a pinch of salt and a lot of love, knead it"
    " for ten minutes and let it rest under a towel in a warm place until it has doubled."
)


def scene(seed: int) -> np.ndarray:
    """A picture of a few soft blobs, 64 x 64, unlike that of any other seed."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:64, 0:64] / 64
    picture = np.full((64, 64), 90.0)
    for _ in range(30):
        left, top, size = random.uniform(0, 1), random.uniform(0, 1), random.uniform(0.03, 0.25)
        picture += random.uniform(-90, 90) * np.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * size**2))
    return picture.clip(0, 255).astype(np.uint8)


@pytest.fixture
def shot(ready_photo: Callable[..., Photo]) -> Callable[..., Photo]:
    """shot(alice, picture): an upload of hers that looks like this, compared with all before it."""

    def upload(owner, picture: np.ndarray) -> Photo:
        photo = ready_photo(owner)
        originality.keep_luma(photo, picture.tobytes())
        tasks.compare_photo(photo.pk)
        return photo

    return upload


@pytest.fixture
def post(shot, publish) -> Callable[..., Note]:
    """post(alice, picture, ...): a note of hers with photos that look like these, traced to its source."""

    def with_photos(author, *pictures: np.ndarray, **fields) -> Note:
        if pictures:
            fields["photos"] = [shot(author, picture) for picture in pictures]
        note = publish(author, **fields)
        trace()
        return note

    return with_photos


def trace() -> None:
    """Trace what is waiting to be traced, as the sweeper does."""
    while waiting := list(Origin.objects.filter(state=WorkState.PENDING).order_by("pk").values_list("pk", flat=True)):
        for note_id in waiting:
            tasks.trace_origin(note_id)


def show_cover(note: Note) -> Note:
    """Have its drawn cover ready, without drawing it."""
    note.photos.update(state=WorkState.READY)
    settle(note)
    trace()
    return note


def source_of(note: Note) -> int | None:
    return Origin.objects.get(note=note).source_id


def test_is_found_mirrored_turned_or_brighter_and_only_then(alice, bob, carol, post):
    first = post(alice, scene(1))
    mirrored = post(bob, scene(1)[:, ::-1].copy())
    turned = post(carol, np.rot90(scene(1)).copy())
    other = post(carol, scene(2))
    again = post(alice, scene(1))
    assert [source_of(note) for note in (first, mirrored, turned, other, again)] == [
        None,
        first.pk,
        first.pk,
        None,
        first.pk,
    ]
    facts = originality.facts([first.pk, mirrored.pk, other.pk, again.pk])
    assert (facts[mirrored.pk].is_copy, facts[mirrored.pk].cluster, facts[mirrored.pk].new_share) == (True, first.pk, 0)
    assert (facts[first.pk].is_copy, facts[first.pk].cluster, facts[first.pk].new_share) == (False, first.pk, 1)
    assert (facts[again.pk].is_copy, facts[again.pk].is_own_repost) == (False, True)
    assert facts[mirrored.pk].author_copies == 1
    assert facts[other.pk].aggregator == pytest.approx(2 / 22)


def test_by_words_is_found_however_it_is_pictured_but_a_greeting_is_anybodys(alice, bob, carol, post):
    first = post(alice, scene(1), body=RECIPE)
    copied = post(bob, scene(2), body=RECIPE.replace("two cups", "three cups") + " #baking @alice")
    on_a_cover = show_cover(post(carol, cover_text="My recipe", body=RECIPE))
    mostly_own = post(carol, scene(3), scene(4), scene(5), body=RECIPE)
    assert [source_of(note) for note in (copied, on_a_cover, mostly_own)] == [first.pk, first.pk, None]
    wishes = ["Happy new year to all of you!", "祝大家新年快乐，身体健康！"]
    greetings = [show_cover(post(author, cover_text=wish)) for wish in wishes for author in (alice, bob)]
    assert [source_of(note) for note in greetings] == [None] * 4


def test_is_of_whoever_was_seen_first_not_of_an_earlier_date_or_upload(alice, bob, shot, publish):
    late = shot(alice, scene(1))
    first = publish(bob, photos=[shot(bob, scene(1))])
    later = publish(alice, photos=[late], published_at=first.published_at.replace(year=2020))
    trace()
    assert (source_of(first), source_of(later)) == (None, first.pk)


def test_published_at_the_same_time_is_found_by_one_of_the_two(alice, bob, ready_photo, publish):
    # Neither photo was compared when both notes came out, and each worker only sees what is committed.
    photos = {author: ready_photo(author) for author in (alice, bob)}
    notes = [publish(author, photos=[photo]) for author, photo in photos.items()]
    trace()
    for photo in photos.values():
        originality.keep_luma(photo, scene(1).tobytes())
        originality.keep_hashes(photo, scene(1).tobytes())
    for _ in range(2):  # a task may run twice
        for photo in reversed(photos.values()):
            PhotoPrint.objects.filter(photo=photo).update(state=WorkState.PENDING)
            tasks.compare_photo(photo.pk)
    trace()
    assert [source_of(note) for note in notes] == [None, notes[0].pk]
    assert PhotoPair.objects.count() == 1
    assert PhotoHash.objects.count() == 2


def test_is_traced_however_a_worker_ends_after_comparing(alice, bob, post, ready_photo, publish, monkeypatch):
    first = post(alice, scene(1))
    photo = ready_photo(bob)
    copy = publish(bob, photos=[photo])
    trace()
    originality.keep_luma(photo, scene(1).tobytes())
    monkeypatch.setattr(originality, "expect", lambda notes: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.compare_photo(photo.pk)
    assert PhotoPrint.objects.get(photo=photo).state == WorkState.PROCESSING
    monkeypatch.undo()
    PhotoPrint.objects.filter(photo=photo).update(state=WorkState.PENDING)
    tasks.compare_photo(photo.pk)
    assert list(Origin.objects.filter(state=WorkState.PENDING).values_list("pk", flat=True)) == [copy.pk]
    trace()
    assert source_of(copy) == first.pk


def test_waits_for_no_costly_work_before_it_is_traced(alice, publish, ready_photo, django_capture_on_commit_callbacks):
    note = publish(alice, photos=[ready_photo(alice)])
    redis.client().flushdb()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.trace_later(Note.objects.filter(pk=note.pk))
    assert (redis.client().llen("default"), redis.client().llen("refinements")) == (1, 0)


def test_hides_its_source_behind_no_crowd_of_others(alice, bob):
    whole, *_borders = hashes.hashes(hashes.matrix(scene(1).tobytes()), hashes.shown_frame(None, 0))
    photos = Photo.objects.bulk_create(Photo(pk=number, owner=alice) for number in range(1, 62))
    shifted = replace(whole, phash=whole.phash ^ 3, dhash=whole.dhash ^ 3)
    rows = [originality.row(photo, shifted if photo.pk == 1 else whole) for photo in photos]
    PhotoHash.objects.bulk_create(rows)
    found = originality.look_up(hashes.probes(hashes.matrix(scene(1).tobytes()), hashes.shown_frame(None, 0)))
    assert list(found) == list(range(1, originality.MOST_CANDIDATES + 1))


def test_outlives_its_source_and_then_comes_from_the_next(alice, bob, carol, post, django_capture_on_commit_callbacks):
    first, second, third = (post(author, scene(1)) for author in (alice, bob, carol))
    assert [source_of(note) for note in (second, third)] == [first.pk] * 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_down_note(note=first, reason="spam")
    trace()
    assert [source_of(note) for note in (second, third)] == [None, second.pk]
    actions.restore_note(note=first)
    trace()
    assert [source_of(note) for note in (first, second, third)] == [None, first.pk, first.pk]
    Note.objects.get(pk=first.pk).delete()  # as a purge does, without an action
    trace()
    assert [source_of(note) for note in (second, third)] == [None, second.pk]


def test_with_credit_is_none_and_both_pages_show_the_chain(
    alice, bob, carol, mallory, post, login, client, django_assert_num_queries
):
    first = post(alice, scene(1), title="Tea house")
    second = post(bob, scene(1), title="My tea", credits=[first])
    third = post(carol, scene(1), title="Their tea", credits=[second])
    facts = originality.facts([second.pk, third.pk])
    assert [(fact.is_copy, fact.is_credited, fact.author_copies) for fact in facts.values()] == [(False, True, 0)] * 2
    page = client.get(third.get_absolute_url()).content.decode()
    assert "@bob’s note" in page
    assert "@alice’s note" in page
    assert "Remixed in 1 note" in client.get(first.get_absolute_url()).content.decode()
    with django_assert_num_queries(3):
        originality.lineage(carol, second)
    # Whom Alice blocked learns nothing of her note, and nothing else of the others.
    lineage = originality.lineage(mallory, third)
    assert [note.pk for note in lineage.chain] == [second.pk]
    answer = client.get(f"/api/v1/notes/{second.pk}").json()
    assert [note["id"] for note in answer["credits"]] == [str(first.pk)]
    assert [note["id"] for note in answer["credited_by"]] == [str(third.pk)]
    actions.edit_note(note=second, credits=[])
    assert originality.facts([second.pk])[second.pk].is_copy


def test_is_asked_about_in_the_composer_for_notes_that_its_author_may_see(
    alice, bob, mallory, person, post, shot, login
):
    first = post(alice, scene(1), title="Tea house")
    post(person("dora", is_private=True), scene(2))
    followers = post(alice, scene(3), visibility="followers")
    photos = {author: [shot(author, scene(seed)) for seed in (1, 2, 3)] for author in (bob, mallory)}
    assert source_of(first) is None
    url = "/notes/credits?" + "&".join(f"photos={photo.pk}" for photo in photos[bob])
    offered = login(bob).get(url).content.decode()
    assert f'value="{first.pk}"' in offered
    assert offered.count("checkbox") == 1
    assert str(followers.pk) not in offered
    assert "load delay" not in offered
    assert "checkbox" not in login(mallory).get(url.replace("credits", "credits")).content.decode()
    other = "/notes/credits?" + "&".join(f"photos={photo.pk}" for photo in photos[mallory])
    assert "checkbox" not in login(mallory).get(other).content.decode()
    sent = {"composer_key": "k", "visibility": "public", "photos": photos[bob][0].pk, "title": "Mine"}
    sent |= {"credits_shown": 1, "credit": [first.pk, followers.pk, 7]}
    assert login(bob).post("/notes", sent).status_code == 303
    note = Note.objects.get(author=bob, title="Mine")
    # What Bob may see he may credit; what nobody made is left out.
    assert set(Credit.objects.filter(note=note).values_list("source", flat=True)) == {first.pk, followers.pk}
    assert f'value="{first.pk}" checked' in login(bob).get(f"/notes/{note.pk}/edit").content.decode()


def test_of_what_nobody_sees_any_more_is_not_offered(alice, bob, shot, post, login):
    note = post(alice, scene(1))
    photo = shot(bob, scene(1))
    assert [offered.pk for offered in originality.offers(bob, [photo])] == [note.pk]
    actions.edit_note(note=note, visibility="private")
    trace()
    assert originality.offers(bob, [photo]) == []


def test_of_a_crop_is_found_by_what_the_crop_shows(alice, bob, shot, ready_photo):
    whole = scene(1)
    cropped = ready_photo(alice, crop=[0.25, 0.0, 0.5, 0.5], turn=90)
    originality.keep_luma(cropped, whole.tobytes())
    tasks.compare_photo(cropped.pk)
    # A quarter turn clockwise brings the lower half of the left side to the upper left.
    shown = np.rot90(whole, -1)[:32, 16:48]
    copy = shot(bob, shown.repeat(2, axis=0).repeat(2, axis=1).copy())
    assert PhotoPair.objects.filter(one=cropped, other=copy).exists()


def test_of_something_plain_is_no_copy(alice, bob, post):
    plain = [np.full((64, 64), 200, np.uint8), np.tile(np.arange(64, dtype=np.uint8) * 4, (64, 1))]
    notes = [post(author, picture) for picture in plain for author in (alice, bob)]
    assert [source_of(note) for note in notes] == [None] * 4


def test_is_not_looked_for_among_drawn_covers(alice, run_tasks, django_capture_on_commit_callbacks, publish, picture):
    with django_capture_on_commit_callbacks(execute=True):
        publish(alice, cover_text="Tea")
        uploaded = actions.upload_photo(owner=alice, file=picture(300, 400))
    run_tasks()
    assert PhotoPrint.objects.get().photo_id == uploaded.pk
    assert PhotoPrint.objects.get().is_ready


def test_among_notes_from_before_is_found_by_the_command(alice, bob, publish, ready_photo, monkeypatch, capsys):
    photos = [ready_photo(author) for author in (alice, bob)]
    notes = [publish(photo.owner, photos=[photo]) for photo in photos]
    Origin.objects.all().delete()
    monkeypatch.setattr("posts.images.luma", lambda photo: scene(1).tobytes())
    call_command("compare_photos", "--check")
    assert "4 photos and 2 notes are left." in capsys.readouterr().out
    for _ in range(2):
        call_command("compare_photos")
        assert "0 photos and 0 notes are left." in capsys.readouterr().out
    trace()
    assert [source_of(note) for note in notes] == [None, notes[0].pk]


def test_is_an_original_when_a_moderator_says_so(alice, bob, moderator, post):
    first, second = (post(author, scene(1)) for author in (alice, bob))
    assert "vouch" in case_of(second, moderator).actions
    assert "vouch" not in case_of(first, moderator).actions
    for action, expected in (("vouch", [second.pk, None]), ("unvouch", [None, first.pk])):
        decide(action=action, moderator=moderator, subject=second, rule="", reason="It hangs in their window.")
        trace()
        assert [source_of(note) for note in (first, second)] == expected
    assert Origin.objects.get(note=second).copier == bob
