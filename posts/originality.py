"""Near-duplicates: which photos and texts are alike, which note was first, and what that says about the others.

A photo is compared with all others when it is uploaded, a note is traced to its source when everybody can see it, and
again when anything it depends on changes. Evidence (`PhotoPair`) knows no order and is only added; the order of notes
is decided in one place (`trace`), by one worker at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from posts.models import Credit, Note, Origin, Photo, PhotoHash, PhotoPair, PhotoPrint
from rednote.lib import shingles
from rednote.lib.images import hashes
from rednote.lib.images.hashes import Hash, Matrix, Probe
from rednote.lib.models import WorkState

# Chosen by measure: docs/decisions/0006-originality.md.
FARTHEST = 14  # bits of 64 in which the hashes of a candidate may differ
LIKE_MOST, LIKE_WHOLE = 0.97, 0.80  # correlation of the best nine tenths of two pictures, and of all of them
LIKE_TEXT = 0.7  # Jaccard index of two texts
# Of a picture that was posted a thousand times the nearest are enough: each leads to the first. Within a few bits the
# oldest come first: no original hides behind fifty pictures that were made to be a little nearer.
MOST_CANDIDATES = 50
MOST_PAIRS = 500
TRIES = 3  # of laying one picture over another, from different beginnings
ORDER_LOCK = 0x6F726967  # advisory: who was first is decided by one at a time

# The quarters of a hash are looked up in one index each, which also holds the hash: the table is never read. A quarter
# that very many photos have (two even rows of a sky) tells nothing: so many are looked at, the other quarters decide.
MOST_PER_KEY = {"phash": 200, "dhash": 100}
_ARM = """
    SELECT h.photo_id, q.probe, bit_count((h.{hash} # q.hash)::bit(64)) AS distance
    FROM unnest(%s::smallint[], %s::bigint[], %s::int[]) AS q(value, hash, probe)
    CROSS JOIN LATERAL (SELECT photo_id, {hash} FROM posts_photohash WHERE {column} = q.value LIMIT {limit}) h
    WHERE bit_count((h.{hash} # q.hash)::bit(64)) <= {farthest}"""
# Of the keys that led to a photo the three nearest: the very nearest may be a coincidence of another frame of it.
_CANDIDATES = """
    SELECT photo_id, array_agg(probe ORDER BY distance, probe) FROM (
        SELECT photo_id, probe, distance, row_number() OVER (PARTITION BY photo_id ORDER BY distance, probe) AS rank
        FROM (SELECT photo_id, probe, min(distance) AS distance FROM ({arms}) found GROUP BY photo_id, probe) keys
        WHERE photo_id <> %s
    ) nearest WHERE rank <= 3 GROUP BY photo_id ORDER BY min(distance) / 4, photo_id LIMIT {most}"""
_COLUMNS = [("phash", f"p{n}") for n in range(hashes.BANDS)] + [("dhash", f"d{n}") for n in range(hashes.BANDS)]
CANDIDATES = _CANDIDATES.format(
    arms=" UNION ALL ".join(
        _ARM.format(hash=hash, column=column, limit=MOST_PER_KEY[hash], farthest=FARTHEST) for hash, column in _COLUMNS
    ),
    most=MOST_CANDIDATES,
)


@dataclass(frozen=True)
class Fact:
    """What is known about a note's originality, whoever looks; `source` is a note of everybody's."""

    cluster: int
    source: int | None
    is_copy: bool
    is_credited: bool
    is_own_repost: bool
    new_share: float
    author_copies: int
    author_notes: int

    @property
    def aggregator(self) -> float:
        """The author's rate of uncredited copies, smoothed: nobody is judged by their first notes."""
        return (self.author_copies + 1) / (self.author_notes + 20)


def facts(note_ids: Iterable[int]) -> dict[int, Fact]:
    """What is known about these notes, in one query."""
    copies = Origin.objects.filter(copier=OuterRef("author"), is_credited=False).order_by().values("copier")
    notes = Note.objects.filter(pk__in=list(note_ids)).annotate(
        of=F("origin__source"),
        by=F("origin__copier"),
        is_credited=Coalesce(F("origin__is_credited"), False),
        new_share=Coalesce(F("origin__new_share"), 1.0),
        author_copies=Coalesce(Subquery(copies.annotate(n=Count("*")).values("n")), 0),
        author_notes=F("author__notes_count"),
    )
    columns = ("pk", "of", "by", "is_credited", "new_share", "author_copies", "author_notes")
    return {
        pk: Fact(
            cluster=source or pk,
            source=source,
            is_copy=copier is not None and not is_credited,
            is_credited=copier is not None and is_credited,
            is_own_repost=source is not None and copier is None,
            new_share=new_share,
            author_copies=author_copies,
            author_notes=author_notes,
        )
        for pk, source, copier, is_credited, new_share, author_copies, author_notes in notes.values_list(*columns)
    }


# --- Photos -----------------------------------------------------------------------------------------------------------


def keep_luma(photo: Photo, luma: bytes) -> None:
    """Keep what a photo looks like, to be compared soon; to be called in the transaction that makes it ready."""
    again = {"state": WorkState.PENDING, "due_at": timezone.now(), "lease_until": None, "tries": 0, "failure": ""}
    PhotoPrint.objects.update_or_create(photo=photo, defaults={"luma": luma, **again})


def keep_hashes(photo: Photo, luma: bytes) -> None:
    """Keep the hashes of what a photo shows, in place of earlier ones."""
    shown = hashes.shown_frame(photo.crop, photo.turn)
    with transaction.atomic():
        PhotoHash.objects.filter(photo=photo).delete()
        PhotoHash.objects.bulk_create(row(photo, found) for found in hashes.hashes(hashes.matrix(luma), shown))


def row(photo: Photo, found: Hash) -> PhotoHash:
    parts = {
        f"{letter}{number}": part
        for letter, value in (("p", found.phash), ("d", found.dhash))
        for number, part in enumerate(hashes.bands(value))
    }
    return PhotoHash(
        photo=photo,
        frame=list(found.frame),
        position=found.position,
        phash=found.phash,
        dhash=found.dhash,
        **parts,
    )


def compare(photo: Photo, luma: bytes) -> list[PhotoPair]:
    """Find the photos that look like this one, and keep the evidence. Its own hashes are committed by now: of two
    photos that are compared at the same time at least one finds the other.
    """
    picture = hashes.matrix(luma)
    probes = hashes.probes(picture, hashes.shown_frame(photo.crop, photo.turn))
    candidates = look_up(probes, photo.pk) if probes else {}
    prints = dict(PhotoPrint.objects.filter(pk__in=candidates).values_list("pk", "luma"))
    kept: dict[int, list[Hash]] = defaultdict(list)
    for other in PhotoHash.objects.filter(photo__in=prints):
        frame = (other.frame[0], other.frame[1], other.frame[2], other.frame[3])
        kept[other.photo_id].append(Hash(frame, other.position, other.phash, other.dhash))
    found = []
    for other_id, others in kept.items():
        asked = [probes[number].hash for number in candidates[other_id]]
        likeness = alike(picture, asked, hashes.matrix(bytes(prints[other_id])), others)
        if likeness:
            first, second = sorted((photo.pk, other_id))
            found.append(PhotoPair(one_id=first, other_id=second, likeness=likeness))
    return PhotoPair.objects.bulk_create(found, ignore_conflicts=True)


def look_up(probes: list[Probe], photo_id: int = 0) -> dict[int, list[int]]:
    """The photos that may look like one, each with the numbers of the probes that came nearest to it.

    The nearest first, within a few bits the oldest.
    """
    asked: list[list[tuple[int, int, int]]] = [[] for _ in _COLUMNS]
    for number, probe in enumerate(probes):
        phash, dhash = probe.hash.phash, probe.hash.dhash
        parts = hashes.near_bands(phash) if probe.is_near else [[part] for part in hashes.bands(phash)]
        for arm, values in enumerate(parts):
            asked[arm] += [(value, phash, number) for value in values]
        for arm, value in enumerate(hashes.bands(dhash) if probe.is_near else (), start=hashes.BANDS):
            asked[arm].append((value, dhash, number))
    arrays = [list(column) for arm in asked for column in (zip(*arm, strict=True) if arm else ([], [], []))]
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [*arrays, photo_id])
        return dict(cursor.fetchall())


def alike(picture: Matrix, asked: list[Hash], other: Matrix, kept: list[Hash]) -> float:
    """How much two pictures are alike, 0 when they are not the same one."""
    pairs = sorted(product(asked, kept), key=lambda pair: hashes.distance(pair[0].phash, pair[1].phash))
    for ours, theirs in pairs[:TRIES]:
        likeness = hashes.likeness(picture, ours, other, theirs)
        if likeness.most >= LIKE_MOST and likeness.whole >= LIKE_WHOLE:
            return likeness.most
    return 0.0


def like(photo_ids: Iterable[int]) -> dict[int, set[int]]:
    """The photos that look like any of these, each with those of these that it looks like."""
    ids = set(photo_ids)
    pairs = PhotoPair.objects.filter(Q(one__in=ids) | Q(other__in=ids)).order_by("pk")
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs.values_list("one", "other")[:MOST_PAIRS]:
        for ours, theirs in ((one, other), (other, one)):
            if ours in ids:
                found[theirs].add(ours)
    return found


def offers(author: User, photos: Iterable[Photo]) -> list[Note]:
    """The notes that these photos of an author come from and that they may see, to be credited: the first of each kind.

    Only what everybody may see is a source, and of that only what this author may.
    """
    found = like(photo.pk for photo in photos)
    holders = Note.objects.listed().filter(photos__in=found).exclude(author=author)
    roots = holders.annotate(root=Coalesce("origin__source", "pk")).values("root")
    return list(
        Note.objects.visible_to(author)
        .listed()
        .filter(pk__in=roots)
        .exclude(author=author)
        .select_related("author")
        .order_by("ready_at", "pk")[:5]
    )


# --- Notes ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def expect(notes: QuerySet[Note]) -> list[int]:
    """Have these notes traced anew; returns their ids, for the task."""
    # In the order of their ids: two who ask for the same notes at once do not wait for each other.
    origins = Origin.objects.filter(note__in=notes).order_by("pk").select_for_update(no_key=True)
    ids = list(origins.values_list("pk", flat=True))
    Origin.objects.filter(pk__in=ids).update(state=WorkState.PENDING, due_at=timezone.now(), tries=0)
    return ids


@transaction.atomic
def trace(note_id: int) -> list[int]:
    """Find whose note this is a near-duplicate of; returns the later notes that are to be traced anew because of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])
    note = Note.objects.filter(pk=note_id, origin__isnull=False).select_related("origin").first()
    if note is None:
        return []
    origin = note.origin
    matches = alike_notes(note) if note.is_listed else {}
    # Those from before notes were traced come to this one again when they are traced themselves.
    alikes = Note.objects.listed().filter(pk__in=matches, origin__isnull=False).select_related("origin")
    earlier = [] if origin.is_vouched else [other for other in alikes if place(other) < place(note)]
    copied = [other for other in earlier if matches[other.pk].is_copy]
    first = min(copied, key=place, default=None)
    root_id = (first.origin.source_id or first.pk) if first else None
    # Held against its deletion; gone meanwhile, the sweeper comes back to this note.
    root = Note.objects.select_for_update(no_key=True, of=("self",)).filter(pk=root_id).first() if root_id else None
    if root_id and root is None:
        return []
    origin.source = root
    origin.copier_id = note.author_id if root and root.author_id != note.author_id else None
    origin.new_share = matches[first.pk].new_share if first else 1.0
    origin.is_credited = root is not None and is_credited(note.pk, root)
    origin.save(update_fields=["source", "copier", "new_share", "is_credited", "signature", "bands"])
    # Unless it was asked for again meanwhile.
    Origin.objects.filter(pk=note.pk, state=WorkState.PROCESSING).update(state=WorkState.READY, lease_until=None)
    cluster = origin.source_id or note.pk
    later = [other.pk for other in alikes if place(other) > place(note) and other.origin.source_id != cluster]
    followers = Origin.objects.filter(source=note.pk).values("pk") if origin.source_id or not note.is_listed else []
    return expect(Note.objects.filter(Q(pk__in=later) | Q(pk__in=followers)))


def place(note: Note) -> tuple:
    """Where a note stands in time: since when everybody could see it, whatever date its author gave it."""
    return not note.origin.is_vouched, note.ready_at, note.pk


def is_credited(note_id: int, root: Note) -> bool:
    """Whether a note credits its source, or another copy of it."""
    return Credit.objects.filter(Q(source=root) | Q(source__origin__source=root), note=note_id).exists()


@dataclass(frozen=True)
class Match:
    """What a note shares with another: how many of its photos and texts, of how many; whether with its first photo."""

    copied: int
    parts: int
    has_cover: bool

    @property
    def is_copy(self) -> bool:
        return self.has_cover or 2 * self.copied >= self.parts

    @property
    def new_share(self) -> float:
        return 1 - self.copied / self.parts


def alike_notes(note: Note) -> dict[int, Match]:
    """The notes that everybody sees and that share photos or words with this one; its own words are kept on the way."""
    photos = list(note.photos.uploaded().values_list("pk", flat=True))
    shared: dict[int, set[int]] = defaultdict(set)
    found = like(photos)
    for photo_id, holder in Photo.objects.filter(pk__in=found, note__is_listed=True).values_list("pk", "note"):
        shared[holder] |= found[photo_id]
    texts = alike_texts(note)
    parts = len(photos) + bool(note.origin.bands)
    return {
        other: Match(len(shared[other]) + (other in texts), parts, note.cover_id in shared[other])
        for other in {*shared, *texts} - {note.pk}
    }


def alike_texts(note: Note) -> set[int]:
    """The notes whose words are mostly the same; keeps the note's own signature."""
    origin, ours = note.origin, shingles.shingles(words(note))
    signature = shingles.signature(ours)
    origin.signature = b"" if signature is None else signature.tobytes()
    origin.bands = [] if signature is None else shingles.bands(signature)
    if signature is None:
        return set()
    near = Origin.objects.filter(bands__overlap=origin.bands, note__is_listed=True).exclude(pk=note.pk)
    likely = []
    for other_id, kept in near.values_list("pk", "signature")[:MOST_PAIRS]:
        if np.mean(np.frombuffer(kept, np.uint32) == signature) >= LIKE_TEXT - 0.15:  # two and a half standard errors
            likely.append(other_id)
    others = Note.objects.filter(pk__in=likely).only("title", "cover_text", "body")
    return {other.pk for other in others if shingles.jaccard(ours, shingles.shingles(words(other))) >= LIKE_TEXT}


def words(note: Note) -> str:
    return f"{note.title}\n{note.cover_text}\n{note.body}"


# --- Credit -----------------------------------------------------------------------------------------------------------


def count_credits(note: Note) -> None:
    """Let a copy's origin know whether the note credits its source; to be called after its credits changed."""
    source = OuterRef("source")
    given = Credit.objects.filter(Q(source=source) | Q(source__origin__source=source), note=note)
    Origin.objects.filter(note=note, source__isnull=False).update(is_credited=Exists(given))


@dataclass(frozen=True)
class Lineage:
    """Where a note comes from, the nearest first, and what came of it, the newest first, as far as a viewer may see."""

    chain: Sequence[Note]
    remixes: Sequence[Note]
    remixes_count: int


def lineage(viewer: User, note: Note) -> Lineage:
    """What the page of a note says of it, in three queries at most; of the remixes at most ten are named."""
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, [note.pk])
        depths = dict(cursor.fetchall())
    seen = Note.objects.visible_to(viewer).select_related("author")
    credited = seen.filter(pk__in=depths).exclude(pk=note.pk)
    crediting = Credit.objects.filter(source=note, note=OuterRef("pk"))
    remixes = list(seen.published().filter(Exists(crediting)).newest().annotate(total=Window(Count("*")))[:10])
    return Lineage(
        chain=sorted(credited, key=lambda other: (depths[other.pk], other.pk)) if depths else [],
        remixes=remixes,
        remixes_count=remixes[0].total if remixes else 0,
    )


CHAIN = """
    WITH RECURSIVE chain (id, depth) AS (
        SELECT source_id, 1 FROM posts_credit WHERE note_id = %s
        UNION SELECT c.source_id, chain.depth + 1 FROM posts_credit c JOIN chain ON c.note_id = chain.id WHERE depth < 5
    ) SELECT id, min(depth) FROM chain GROUP BY id ORDER BY 2, 1 LIMIT 20"""
