"""What a text links to: its hashtags, counted by spelling, and the people it mentions."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import BlockBetween, FollowedBy, FollowerOf, User
from posts import signals
from posts.models import Comment, Hashtag, HashtagSpelling, Mention, Note, NoteHashtag, PhotoTag, TagKind, Visibility
from rednote.lib.text import Spelling, find_hashtags, find_mentions


def hashtags_of(note: Note) -> list[Spelling]:
    """The hashtags that a note's texts name, each in the spelling of its first place."""
    return find_hashtags("\n".join([note.title, note.cover_text, note.body]))


def link_hashtags(note: Note, *, before: Iterable[Spelling], after: Iterable[Spelling]) -> None:
    """Bring a published note's links from the hashtags it named before to those it names now."""
    assert note.published_at is not None
    old = {spelling.name: spelling.text for spelling in before}
    new = {spelling.name: spelling.text for spelling in after}
    Hashtag.objects.bulk_create([Hashtag(name=name, label=new[name]) for name in sorted(new)], ignore_conflicts=True)
    # Their counters change by trigger: two notes that share hashtags must take them in one order.
    locked = Hashtag.objects.filter(name__in={*old, *new}).order_by("id").select_for_update(no_key=True)
    hashtags = {hashtag.name: hashtag for hashtag in locked}
    gone = [hashtags[name] for name in old if name not in new and name in hashtags]
    NoteHashtag.objects.filter(note=note, hashtag__in=gone).delete()
    NoteHashtag.objects.bulk_create(
        [NoteHashtag(note=note, hashtag=hashtags[name], published_at=note.published_at) for name in new],
        ignore_conflicts=True,
    )
    changed = [name for name in hashtags if old.get(name) != new.get(name)]
    count_spellings(
        less=[(hashtags[name], old[name]) for name in changed if name in old],
        more=[(hashtags[name], new[name]) for name in changed if name in new],
    )


def count_spellings(*, less: list[tuple[Hashtag, str]], more: list[tuple[Hashtag, str]]) -> None:
    """Count uses of spellings down and up, and show each hashtag in its commonest one."""
    spellings = HashtagSpelling.objects
    spellings.bulk_create(
        [HashtagSpelling(hashtag=hashtag, spelling=text) for hashtag, text in more], ignore_conflicts=True
    )
    for hashtag, text in less:
        spellings.filter(hashtag=hashtag, spelling=text, uses__gt=0).update(uses=F("uses") - 1)
    for hashtag, text in more:
        spellings.filter(hashtag=hashtag, spelling=text).update(uses=F("uses") + 1)
    commonest = spellings.filter(hashtag=OuterRef("pk"), uses__gt=0).order_by("-uses", "id").values("spelling")[:1]
    touched = {hashtag.pk for hashtag, _text in [*less, *more]}
    Hashtag.objects.filter(pk__in=touched).update(label=Coalesce(Subquery(commonest), F("label")))


def link_people(note: Note) -> None:
    """Bring a published note's mentions in line with its texts and with the tags on its photos."""
    tagged = PhotoTag.objects.filter(photo__note=note, kind=TagKind.PERSON).order_by("photo__position", "id")
    handles = " ".join(f"@{handle}" for handle in tagged.values_list("person__handle", flat=True))
    link_mentions(note=note, author=note.author, text=f"{note.cover_text}\n{note.body}\n{handles}")


def link_mentions(*, note: Note, author: User, text: str, comment: Comment | None = None) -> None:
    """Bring the mentions of a text in line with it, and send news of the new ones once others can see the note."""
    handles = find_mentions(text)[: settings.LIMITS["mentions_per_text"]]
    wanted = reached_by(note, author).filter(handle__in=handles).order_by("pk").in_bulk()
    there = Mention.objects.filter(note=note, comment=comment)
    there.exclude(user__in=wanted).delete()
    already = set(there.values_list("user_id", flat=True))
    for person_id, person in wanted.items():
        if person_id in already:
            continue
        Mention.objects.create(user=person, note=note, comment=comment)
        if note.ready_at:
            signals.noted_mention.send(sender=Mention, user=person, note=note, comment=comment)


def reached_by(note: Note, author: User) -> QuerySet[User]:
    """People whom a text of `author` on this note may reach: its audience, without those a block stands before."""
    people = User.objects.standing().exclude(pk=author.pk).filter(~BlockBetween("pk", person=author.pk))
    if author.pk != note.author_id:
        people = people.filter(~BlockBetween("pk", person=note.author_id))
    if note.visibility == Visibility.PUBLIC and note.is_author_open:
        return people
    followers = people.filter(FollowerOf("pk", person=note.author_id))
    mutuals = followers.filter(FollowedBy("pk", person=note.author_id))
    audience = {
        Visibility.PUBLIC: followers,
        Visibility.FOLLOWERS: followers,
        Visibility.MUTUALS: mutuals,
        Visibility.PRIVATE: people.none(),
    }[Visibility(note.visibility)]
    return audience if author.pk == note.author_id else audience | people.filter(pk=note.author_id)
