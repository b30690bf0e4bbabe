"""A copy ..."""

from collections.abc import Callable

import numpy as np
import pytest
from django.db import connection

from posts import actions, originality, tasks
from posts.models import Note, Origin, Photo, PhotoHash, PhotoPair, PhotoPrint
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
        note = publish(author, photos=[shot(author, picture) for picture in pictures], **fields)
        trace()
        return note

    return with_photos


def trace() -> None:
    """Trace what is waiting to be traced, as the sweeper does."""
    while waiting := list(Origin.objects.filter(state=WorkState.PENDING).order_by("pk").values_list("pk", flat=True)):
        for note_id in waiting:
            tasks.trace_origin(note_id)


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
    assert originality.sources([first.pk, turned.pk, again.pk]) == {turned.pk: first.pk}
