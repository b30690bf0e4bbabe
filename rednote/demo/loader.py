"""Fills a site with the demo world through the actions, one step after the other, each exactly once."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import OperationalError, transaction

from accounts import actions as accounts_actions
from accounts.models import Avatar, FollowState, User
from feeds import actions as feeds_actions
from moderation import actions as moderation_actions
from notifications import actions as notifications_actions
from notifications.models import Bucket
from posts import actions
from posts.covers import CoverStyle
from posts.models import Comment, Hashtag, Note, Photo
from rednote import logins
from rednote.demo import pictures
from rednote.demo.plan import NEWCOMER, BoardText, Follows, Reactions, Step, chance
from rednote.demo.texts import CommentText, NoteText, Person, ReportText, TipText, TranslationText, World
from rednote.lib import languages
from rednote.lib.models import WorkState
from rednote.models import DemoStep

# How many pictures may wait for the worker: drawing far ahead would only delay what it works on.
AHEAD = 8
PATIENCE = 120.0  # seconds in which the worker must have done something
TRIES = 3
WORKING = [WorkState.PENDING, WorkState.PROCESSING]


Act = Callable[[], object]


class WorkerAway(Exception):
    """Nobody prepares the pictures."""


class Loader:
    """`photos` makes the pictures of a note: (note, index) to a file's bytes and its description."""

    def __init__(
        self,
        world: World,
        photos: Callable[[NoteText, int], pictures.Picture] = pictures.drawn,
        ahead: int | None = AHEAD,
    ) -> None:
        self.world = world
        self.photos = photos
        self.ahead = ahead
        self.done = set(DemoStep.objects.values_list("key", flat=True))
        self.people: dict[str, User] = {}

    def take(self, step: Step) -> None:
        """Do a step unless it is done: what it does and the record of it are one transaction."""
        if step.key in self.done:
            return
        # Drawing takes longer than a transaction should.
        act = getattr(self, f"_{step.kind}")(step.name, step.data)
        for tries_left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    _row, is_new = DemoStep.objects.get_or_create(key=step.key)
                    if is_new:
                        act()
            except OperationalError:  # a lock that somebody else holds
                if not tries_left:
                    raise
                time.sleep(0.5)
            else:
                break
        self.done.add(step.key)

    # --- Steps: each does what may take long, and returns what is done in the transaction --------------------------

    def _begin(self, name: str, data: None) -> Act:
        return lambda: None

    def _person(self, handle: str, person: Person) -> Act:
        role = logins.LOGINS.get(handle)
        mine = [note.days_ago for note in self.world.notes.values() if note.author == handle]
        days_ago = 0.1 if handle == NEWCOMER else max(mine, default=60.0) + 0.2

        def act() -> None:
            user = User.objects.create_user(
                handle,
                f"{handle}@example.org",
                logins.password() if role else None,
                name=person.name,
                bio=person.bio,
                languages=[code for code in person.languages if code in languages.LANGUAGES],
                is_private=person.is_private,
                is_staff=role == "admin",
                is_superuser=role == "admin",
                joined_at=self._at(days_ago),
            )
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            if handle != NEWCOMER:
                feeds_actions.pick_interests(user=user, interests=person.interests)
                accounts_actions.finish_welcome(user=user)

        return act

    def _moderator(self, handle: str, administrator: str) -> Act:
        chosen_by, person = self._user(administrator), self._user(handle)
        reason = "Reads every report, answers kindly."
        return partial(moderation_actions.appoint, moderator=chosen_by, person=person, reason=reason)

    def _note(self, key: str, note: NoteText) -> Act:
        author = self._user(note.author)
        photos = [self._upload(author, note, index) for index in range(note.photos)] if note.cover == "scene" else []
        return partial(
            actions.publish_note,
            author=author,
            composer_key=composer_key(key),
            title=note.title,
            body=note.body,
            channel=note.channel,
            language=note.language,
            place=note.place,
            visibility=note.visibility,
            photos=[photo for photo, _alt in photos],
            alts={photo.pk: alt for photo, alt in photos},
            cover_text="" if photos else note.cover_text,
            cover_style="" if photos else CoverStyle.values[int(chance(f"style:{key}") * len(CoverStyle.values))],
            published_at=self._at(note.days_ago),
        )

    def _pictures(self, name: str, data: None) -> Act:
        """Nothing goes on before the pictures are there."""
        self._let_worker_catch_up(0)
        return lambda: None

    def _avatar(self, handle: str, data: None) -> Act:
        self._let_worker_catch_up()
        file = ContentFile(pictures.portrait(handle), name="portrait.jpg")
        return partial(accounts_actions.upload_avatar, user=self._user(handle), file=file)

    def _follows(self, handle: str, ties: Follows) -> Act:
        follower = self._user(handle)

        def act() -> None:
            for followee in ties.followees:
                tie = accounts_actions.follow(follower=follower, followee=self._user(followee))
                if tie.state == FollowState.PENDING and followee not in ties.pending:
                    accounts_actions.accept_follow(follow=tie)

        return act

    def _reactions(self, key: str, reactions: Reactions) -> Act:
        def act() -> None:
            note = self._find_note(key)
            if note is None:
                return
            for handle in reactions.viewers:
                actions.open_note(note=note, viewer_key=f"demo:{handle}")
            for handle in reactions.likers:
                actions.like_note(user=self._user(handle), note=note)
            for handle in reactions.collectors:
                actions.collect_note(user=self._user(handle), note=note)

        return act

    def _comment(self, key: str, data: tuple[CommentText, tuple[str, ...]]) -> Act:
        text, likers = data

        def act() -> None:
            note = self._find_note(text.note)
            parent = self._find_comment(text.reply_to)
            if note is None or (text.reply_to and parent is None):
                return
            comment = actions.add_comment(
                author=self._user(text.author), note=note, body=text.body, form_key=form_key(key), parent=parent
            )
            # Said in the days after the note, as those who read it now would see it.
            Comment.objects.filter(pk=comment.pk).update(created_at=self._said_at(text))
            for handle in likers:
                actions.like_comment(user=self._user(handle), comment=comment)

        return act

    def _translation(self, name: str, text: TranslationText) -> Act:
        def act() -> None:
            subject = (
                {"comment": self._find_comment(text.comment)} if text.comment else {"note": self._find_note(text.note)}
            )
            if None in subject.values():
                return
            translation = actions.add_translation(
                author=self._user(text.author), language=text.language, title=text.title, body=text.body, **subject
            )
            if text.accepted:
                actions.accept_translation(translation=translation)

        return act

    def _tip(self, name: str, tip: TipText) -> Act:
        return partial(feeds_actions.leave_tip, author=self._user(tip.author), language=tip.language, text=tip.text)

    def _hashtags(self, handle: str, names: tuple[str, ...]) -> Act:
        def act() -> None:
            for hashtag in Hashtag.objects.filter(name__in=names).order_by("id"):
                actions.follow_hashtag(user=self._user(handle), hashtag=hashtag)

        return act

    def _board(self, name: str, text: BoardText) -> Act:
        def act() -> None:
            board = actions.create_board(owner=self._user(text.owner), name=text.name, is_public=text.is_public)
            for note in filter(None, map(self._find_note, text.notes)):
                actions.add_to_board(board=board, note=note)

        return act

    def _report(self, name: str, report: ReportText) -> Act:
        def act() -> None:
            subject = self._find_note(report.note) if report.note else self._find_comment(report.comment)
            if subject is not None:
                reporter = self._user(report.reporter)
                moderation_actions.report(reporter=reporter, subject=subject, rule=report.rule, text=report.text)

        return act

    def _read(self, handle: str, data: None) -> Act:
        def act() -> None:
            for bucket in Bucket.values:
                notifications_actions.read_bucket(user=self._user(handle), bucket=bucket)

        return act

    def _news(self, name: str, pair: tuple[str, str]) -> Act:
        follower, followee = map(self._user, pair)
        return partial(accounts_actions.follow, follower=follower, followee=followee)

    # --- What the steps share ----------------------------------------------------------------------------------------

    def _upload(self, author: User, note: NoteText, index: int) -> tuple[Photo, str]:
        """The note's picture as anybody would upload it; one that is there already is not drawn again."""
        key = f"demo-{note.key}-{index}"
        self._let_worker_catch_up()
        content, alt = self.photos(note, index)
        return actions.upload_photo(owner=author, file=ContentFile(content, name="picture"), key=key), alt

    def _let_worker_catch_up(self, most: int | None = None) -> None:
        if self.ahead is None:
            return
        most = self.ahead if most is None else most
        before, moved_at = -1, time.monotonic()
        while (waiting := waiting_pictures()) > most:
            if waiting != before:
                before, moved_at = waiting, time.monotonic()
            if time.monotonic() - moved_at > PATIENCE:
                raise WorkerAway
            time.sleep(0.1)

    def _user(self, handle: str) -> User:
        if handle not in self.people:
            self.people[handle] = User.objects.get(handle=handle)
        return self.people[handle]

    def _find_note(self, key: str) -> Note | None:
        """None when somebody deleted it since."""
        author = self.world.notes[key].author
        return Note.objects.filter(author__handle=author, composer_key=composer_key(key)).first()

    def _find_comment(self, key: str) -> Comment | None:
        if not key:
            return None
        author = self.world.comments[key].author
        return Comment.objects.filter(author__handle=author, form_key=form_key(key)).first()

    def _at(self, days_ago: float) -> datetime:
        """So many days before the world began here: a later start counts from the same moment."""
        return DemoStep.objects.get(key="begin:world").done_at - timedelta(days=days_ago)

    def _said_at(self, text: CommentText) -> datetime:
        """Comments follow each other in the order of their ids, quickly at first."""
        thread = self.world.comments_of[text.note]
        days_ago = self.world.notes[text.note].days_ago
        share = (thread.index(text) + 1) / (len(thread) + 1)
        return self._at(days_ago - share**2 * min(days_ago, 3.0))


def waiting_pictures() -> int:
    return Photo.objects.filter(state__in=WORKING).count() + Avatar.objects.filter(state__in=WORKING).count()


def composer_key(key: str) -> str:
    return f"demo-{key}"


def form_key(key: str) -> str:
    return f"demo-{key}"
