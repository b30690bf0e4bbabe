"""Files without a row, and rows whose files are gone: found, told, put right, a slice at a time."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from accounts.models import Avatar
from accounts.tasks import files_of
from posts.models import Photo, Rendition
from rednote.lib.ids import parse_id
from rednote.lib.images.child import SIZES
from rednote.lib.models import WorkState

logger = logging.getLogger(__name__)

# What is being written has no row yet, and what was just let go is on its way out.
AGE = timedelta(days=1)
FOLDERS = ("renditions", "originals", "avatars", "probes")
FILES_AT_ONCE, PHOTOS_AT_ONCE = 2000, 100
FIRST = {(size.nominal, size.format) for size in SIZES["photo"]}


class StoredFile(NamedTuple):
    key: str
    modified: datetime


@dataclass
class Findings:
    """What one slice found. `after` is where the next one goes on, None at the end."""

    after: str | None = None
    orphans: list[str] = field(default_factory=list)  # files that no row names
    unrendered: list[int] = field(default_factory=list)  # photos of which the card's renditions are gone
    unrefined: list[int] = field(default_factory=list)  # photos of which others are gone, or were never made
    lost: list[str] = field(default_factory=list)  # originals that are nowhere
    avatars: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.orphans)} files without a row, {len(self.unrendered)} photos and {len(self.avatars)} avatars"
            f" without their files, {len(self.unrefined)} photos without some of them, {len(self.lost)} originals lost"
        )


def look_at_files(folder: str, after: str = "") -> Findings:
    """Of the files in one of FOLDERS, from `after` on, those that no row names and that are old enough."""
    files = list(islice(stored(folder, after), FILES_AT_ONCE))
    before = timezone.now() - AGE
    old = [file.key for file in files if file.modified < before]
    known = named(old)
    more = files[-1].key if len(files) == FILES_AT_ONCE else None
    return Findings(more, orphans=[key for key in old if key not in known])


def look_at_photos(after: str = "0") -> Findings:
    """Of the photos that are ready, from an id on, those whose files are not all there."""
    rows = Photo.objects.filter(pk__gt=int(after), state=WorkState.READY).order_by("pk")
    photos = list(rows.select_related("refinement").prefetch_related("renditions")[:PHOTOS_AT_ONCE])
    found = Findings(str(photos[-1].pk) if len(photos) == PHOTOS_AT_ONCE else None)
    for photo in photos:
        there = {file.key for folder in ("renditions", "originals") for file in stored(f"{folder}/{photo.pk}")}
        has_original = photo.is_drawn or photo.original_key in there
        gone = {(row.width, row.format) for row in photo.renditions.all() if row.key not in there}
        made = {(row.width, row.format) for row in photo.renditions.all()}
        if not has_original:
            found.lost.append(photo.original_key)
        elif gone & FIRST or not made:
            found.unrendered.append(photo.pk)
        elif (gone or not photo.is_refined) and not hasattr(photo, "refinement"):
            found.unrefined.append(photo.pk)
    return found


def look_at_avatars() -> Findings:
    ready = Avatar.objects.filter(state=WorkState.READY)
    return Findings(
        avatars=[
            avatar.pk
            for avatar in ready.iterator(chunk_size=500)
            if not all(default_storage.exists(key) for key in files_of(avatar)[1:])
            and default_storage.exists(avatar.original_key)
        ]
    )


def stored(folder: str, after: str = "") -> Iterator[StoredFile]:
    """The files below a folder in the order of their keys, those behind `after`."""
    bucket = getattr(default_storage, "bucket", None)
    if bucket:
        for item in bucket.objects.filter(Prefix=f"{folder}/", Marker=after):
            yield StoredFile(item.key, item.last_modified)
        return
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted([*folders, *files]):
        path = f"{folder}/{name}"
        if name in folders:
            # A folder lies behind `after` as a whole, or holds it.
            if f"{path}/" > after or after.startswith(f"{path}/"):
                yield from stored(path, after)
        elif path > after:
            yield StoredFile(path, default_storage.get_modified_time(path))


def named(keys: Iterable[str]) -> set[str]:
    """Those of the keys that a row names."""
    by_folder: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        folder, owner = (*key.split("/"), "")[:2]
        by_folder[folder][owner].append(key)
    photos = [pk for folder in ("renditions", "originals") for owner in by_folder[folder] if (pk := parse_id(owner))]
    found = set(Rendition.objects.filter(photo_id__in=photos).values_list("key", flat=True))
    found |= set(Photo.objects.filter(pk__in=photos).values_list("original_key", flat=True))
    owners = [pk for owner in by_folder["avatars"] if (pk := parse_id(owner))]
    avatars = Avatar.objects.filter(Q(pk__in=owners) | Q(original_key__in=by_folder["originals"]["avatars"]))
    return found.union(*(files_of(avatar) for avatar in avatars))
