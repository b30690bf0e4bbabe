"""Notes in the API: photos, notes, comments, reactions, by the same actions as the pages."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import AuthorSerializer, person_or_404
from accounts.idempotency import form_key, idempotent
from posts import actions
from posts.channels import Channel
from posts.models import Comment, Hashtag, Note, NoteState, Photo, Visibility
from posts.models.photos import RENDITION_WIDTHS
from rednote.lib.cursors import page_of
from rednote.lib.ids import parse_id
from rednote.lib.languages import LANGUAGES
from rednote.lib.rest import IdField, TooLarge, Unavailable, Unprocessable, page, page_schema
from rednote.lib.text import normalize_name

PAGE_SIZE = 30
COMMENTS_PAGE_SIZE = 10
OTHER_REFUSALS = {"storage": Unavailable, "too_large": TooLarge}
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


class PhotoSerializer(serializers.Serializer):
    """A photo; `urls` are its renditions by width, there once `state` is `ready`."""

    id = IdField()
    state = serializers.CharField()
    failure = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = serializers.CharField()
    urls = serializers.SerializerMethodField()

    def get_urls(self, photo: Photo) -> dict[str, str]:
        return {str(width): photo.url(width) for width in RENDITION_WIDTHS} if photo.is_ready else {}


class CardSerializer(serializers.Serializer):
    """A note as its card shows it."""

    id = IdField()
    url = serializers.CharField(source="get_absolute_url")
    title = serializers.CharField(source="display_title")
    channel = serializers.CharField()
    language = serializers.CharField()
    author = AuthorSerializer()
    cover = PhotoSerializer(allow_null=True)
    photos_count = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    likes_count = serializers.IntegerField()
    collects_count = serializers.IntegerField()
    comments_count = serializers.IntegerField()
    is_liked = serializers.BooleanField()
    is_collected = serializers.BooleanField()
    is_first = serializers.BooleanField(source="wears_new_here")


class NoteSerializer(serializers.Serializer):
    """A note as its page shows it."""

    id = IdField()
    url = serializers.CharField(source="get_absolute_url")
    title = serializers.CharField()
    body = serializers.CharField()
    channel = serializers.CharField()
    language = serializers.CharField()
    place = serializers.CharField()
    visibility = serializers.CharField()
    state = serializers.CharField()
    author = AuthorSerializer()
    photos = PhotoSerializer(many=True)
    hashtags = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField()
    is_taken_down = serializers.BooleanField()
    likes_count = serializers.IntegerField()
    collects_count = serializers.IntegerField()
    comments_count = serializers.IntegerField()
    is_liked = serializers.BooleanField()
    is_collected = serializers.BooleanField()

    def get_hashtags(self, note: Note) -> list[str]:
        return sorted(hashtag.name for hashtag in note.hashtags.all())


class CommentSerializer(serializers.Serializer):
    id = IdField()
    url = serializers.CharField(source="get_absolute_url")
    author = AuthorSerializer()
    parent = IdField(source="parent_id", allow_null=True)
    body = serializers.CharField()
    language = serializers.CharField()
    created_at = serializers.DateTimeField()
    likes_count = serializers.IntegerField()
    replies_count = serializers.IntegerField()
    is_liked = serializers.BooleanField()


class PhotoInput(serializers.Serializer):
    file = serializers.FileField()


class NoteInput(serializers.Serializer):
    """`photos` are ids of one's own uploads in order, `alts` their descriptions by id; or a `cover_text`."""

    title = serializers.CharField(required=False, allow_blank=True)
    body = serializers.CharField(required=False, allow_blank=True)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=list(LANGUAGES), required=False, allow_blank=True)
    place = serializers.CharField(required=False, allow_blank=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    cover_text = serializers.CharField(required=False, allow_blank=True)
    cover_style = serializers.CharField(required=False, allow_blank=True)
    photos = serializers.ListField(child=serializers.CharField(max_length=20), required=False, max_length=100)
    alts = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)

    def validate_photos(self, ids: list[str]) -> list[Photo]:
        numbers = [parse_id(photo_id) for photo_id in ids]
        found = Photo.objects.filter(owner=self.context["user"]).in_bulk(filter(None, numbers))
        if any(number not in found for number in numbers):
            raise serializers.ValidationError(_("This is not a photo of yours."), code="unknown_photo")
        return [found[number] for number in numbers]

    def validate_alts(self, alts: dict[str, str]) -> dict[int, str]:
        return {number: alt for photo_id, alt in alts.items() if (number := parse_id(photo_id))}


class CommentInput(serializers.Serializer):
    body = serializers.CharField()
    parent = serializers.CharField(required=False, allow_null=True)
    language = serializers.ChoiceField(choices=list(LANGUAGES), required=False, allow_blank=True)


class StateSerializer(serializers.Serializer):
    """What I did to a note, and its counters, after the request."""

    is_liked = serializers.BooleanField()
    is_collected = serializers.BooleanField()
    likes_count = serializers.IntegerField()
    collects_count = serializers.IntegerField()


def performed(action, **arguments):
    """Call an action; its refusal becomes a 422 that names the field, a 413 or a 503."""
    try:
        return action(**arguments)
    except actions.Refused as refused:
        if other := OTHER_REFUSALS.get(refused.code):
            raise other(str(refused)) from refused
        raise Unprocessable(refused.code, str(refused), refused.field) from refused


def visible_note(request: Request, note_id: int) -> Note:
    notes = Note.objects.visible_to(request.user).filter(state=NoteState.PUBLISHED)
    return get_object_or_404(notes, pk=note_id)


def own_note(request: Request, note_id: int) -> Note:
    return get_object_or_404(Note.objects.by(request.user), pk=note_id)


def note_answer(request: Request, note_id: int, status_code: int = 200) -> Response:
    note = get_object_or_404(Note.objects.visible_to(request.user).for_page(request.user), pk=note_id)
    return Response(NoteSerializer(note).data, status=status_code)


class PhotosView(APIView):
    """Upload one photo; it is prepared in the background."""

    parser_classes = [MultiPartParser]
    rate = "rate_upload"

    @extend_schema(request={"multipart/form-data": PhotoInput}, responses={201: PhotoSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        data = valid(PhotoInput, request)
        photo = performed(actions.upload_photo, owner=request.user, file=data["file"], key=form_key(request))
        return Response(PhotoSerializer(photo).data, status=status.HTTP_201_CREATED)


class PhotoView(APIView):
    @extend_schema(responses=PhotoSerializer)
    def get(self, request: Request, photo_id: int) -> Response:
        photos = Photo.objects.filter(owner=request.user) if request.user.is_authenticated else Photo.objects.none()
        return Response(PhotoSerializer(get_object_or_404(photos, pk=photo_id)).data)


class NotesView(APIView):
    rate = "rate_publish"

    @extend_schema(
        operation_id="notes_list",
        parameters=[AFTER, OpenApiParameter("author", str, description="A handle; without it, one's own notes.")],
        responses=page_schema("Note", CardSerializer),
    )
    def get(self, request: Request) -> Response:
        notes = Note.objects.visible_to(request.user).filter(state=NoteState.PUBLISHED)
        if handle := request.query_params.get("author"):
            notes = notes.by(person_or_404(request, handle))
        elif request.user.is_authenticated:
            notes = notes.by(request.user)
        else:
            notes = notes.none()
        rows = page_of(
            notes.values("published_at", "id"),
            order=[("published_at", True), ("id", True)],
            after=request.query_params.get("after"),
            size=PAGE_SIZE,
        )
        ids = [row["id"] for row in rows.items]
        cards = Note.objects.visible_to(request.user).for_cards(request.user).in_bulk(ids)
        return page([cards[note_id] for note_id in ids if note_id in cards], rows.next_cursor, CardSerializer)

    @extend_schema(request=NoteInput, responses={201: NoteSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        data = valid(NoteInput, request)
        note = performed(actions.publish_note, author=request.user, composer_key=form_key(request), **data)
        return note_answer(request, note.pk, status.HTTP_201_CREATED)


class NoteView(APIView):
    rate = "rate_write"

    @extend_schema(responses=NoteSerializer)
    def get(self, request: Request, note_id: int) -> Response:
        return note_answer(request, note_id)

    @extend_schema(request=NoteInput, responses=NoteSerializer)
    def patch(self, request: Request, note_id: int) -> Response:
        note = own_note(request, note_id)
        if not note.is_published:
            raise Unprocessable("draft", _("This note is still a draft. Post it first."))
        performed(actions.edit_note, note=note, **valid(NoteInput, request))
        return note_answer(request, note.pk)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, note_id: int) -> Response:
        actions.delete_note(note=own_note(request, note_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReactionView(APIView):
    """What I do to a note: PUT does it, DELETE undoes it, each as often as one likes."""

    rate = "rate_react"
    do: Callable[..., object]
    undo: Callable[..., object]

    @extend_schema(request=None, responses=StateSerializer)
    def put(self, request: Request, note_id: int) -> Response:
        return self.changed(request, note_id, self.do)

    @extend_schema(responses=StateSerializer)
    def delete(self, request: Request, note_id: int) -> Response:
        return self.changed(request, note_id, self.undo)

    def changed(self, request: Request, note_id: int, action) -> Response:
        performed(action, user=request.user, note=visible_note(request, note_id))
        note = get_object_or_404(Note.objects.visible_to(request.user).with_viewer(request.user), pk=note_id)
        return Response(StateSerializer(note).data)


class LikeView(ReactionView):
    do, undo = staticmethod(actions.like_note), staticmethod(actions.unlike_note)


class CollectView(ReactionView):
    do, undo = staticmethod(actions.collect_note), staticmethod(actions.uncollect_note)


class HideView(ReactionView):
    do, undo = staticmethod(actions.hide_note), staticmethod(actions.unhide_note)


class CommentsView(APIView):
    rate = "rate_comment"

    @extend_schema(
        parameters=[AFTER, OpenApiParameter("parent", str, description="The id of a comment: its replies.")],
        responses=page_schema("Comment", CommentSerializer),
    )
    def get(self, request: Request, note_id: int) -> Response:
        """Comments, the newest first; the replies to one of them, the oldest first."""
        note = visible_note(request, note_id)
        comments = Comment.objects.filter(note=note).visible_to(request.user).wanted_by(request.user)
        parent = request.query_params.get("parent", "")
        if parent:
            top = get_object_or_404(comments.top_level(), pk=parse_id(parent))
            comments = comments.filter(parent=top)
        else:
            comments = comments.top_level()
        rows = page_of(
            comments.for_thread(request.user),
            order=[("id", not parent)],
            after=request.query_params.get("after"),
            size=COMMENTS_PAGE_SIZE,
        )
        return page(rows.items, rows.next_cursor, CommentSerializer)

    @extend_schema(request=CommentInput, responses={201: CommentSerializer})
    @idempotent
    def post(self, request: Request, note_id: int) -> Response:
        note = visible_note(request, note_id)
        data = valid(CommentInput, request)
        parent = None
        if parent_id := data.pop("parent", None):
            answerable = Comment.objects.filter(note=note).visible_to(request.user)
            parent = get_object_or_404(answerable, pk=parse_id(parent_id))
        added = performed(
            actions.add_comment, author=request.user, note=note, parent=parent, form_key=form_key(request), **data
        )
        comment = Comment.objects.for_thread(request.user).get(pk=added.pk)
        return Response(CommentSerializer(comment).data, status=status.HTTP_201_CREATED)


class HashtagFollowView(APIView):
    rate = "rate_follow"

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request, name: str) -> Response:
        return self.changed(request, name, actions.follow_hashtag)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, name: str) -> Response:
        return self.changed(request, name, actions.unfollow_hashtag)

    def changed(self, request: Request, name: str, action) -> Response:
        hashtag = get_object_or_404(Hashtag.objects.visible_to(request.user), name=normalize_name(name))
        action(user=request.user, hashtag=hashtag)
        return Response(status=status.HTTP_204_NO_CONTENT)


def valid(serializer: type[serializers.Serializer], request: Request) -> dict:
    checked = serializer(data=request.data, context={"user": request.user})
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)
