"""Notes in the API: photos, notes, comments, reactions, by the same actions as the pages."""

from collections.abc import Callable

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import Throttled
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import AuthorSerializer, person_or_404
from accounts.idempotency import form_key, idempotent
from posts import actions, originality
from posts.channels import Channel
from posts.models import Comment, Hashtag, Note, NoteState, Photo, TagKind, Visibility
from rednote.lib.cursors import page_of
from rednote.lib.ids import parse_id
from rednote.lib.images.framing import TURNS
from rednote.lib.languages import LANGUAGES
from rednote.lib.ratelimit import check, named, viewer_key
from rednote.lib.rest import IdField, NoRoom, TooLarge, Unavailable, Unprocessable, page, page_schema
from rednote.lib.text import normalize_name

PAGE_SIZE = 30
COMMENTS_PAGE_SIZE = 10
OTHER_REFUSALS = {"storage": Unavailable, "too_large": TooLarge, "disk_full": NoRoom}
LIMITS = settings.LIMITS
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Names the request: the same key and body again get the first answer again (`Idempotent-Replay: true`),"
    " another body 422, and 409 while the first is being answered.",
)
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


class PhotoSerializer(serializers.Serializer):
    """A photo; `urls` are its renditions by width, from `ready` on the first ones, a little later all."""

    id = IdField()
    state = serializers.CharField()
    failure = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = serializers.CharField()
    urls = serializers.SerializerMethodField()

    def get_urls(self, photo: Photo) -> dict[str, str]:
        return {str(width): photo.url(width) for width in photo.widths()} if photo.is_ready else {}


class TagSerializer(serializers.Serializer):
    """Who or what is in a photo: `text` is the @handle of a person, else a name; `x`, `y` in percent."""

    kind = serializers.ChoiceField(choices=TagKind.choices)
    text = serializers.CharField(max_length=LIMITS["tag_length"])
    x = serializers.IntegerField(min_value=0, max_value=100, default=50)
    y = serializers.IntegerField(min_value=0, max_value=100, default=50)


class NotePhotoSerializer(PhotoSerializer):
    tags = TagSerializer(many=True, source="tag_rows")


class OwnPhotoSerializer(NotePhotoSerializer):
    """A photo as its owner arranges it: turned clockwise, then cropped to `crop`, a window as fractions of that."""

    turn = serializers.IntegerField()
    ratio = serializers.CharField(source="crop_ratio", help_text="Empty for the photo as it is.")
    crop = serializers.ListField(child=serializers.FloatField(), allow_null=True, help_text="Left, top, width, height.")
    focus = serializers.SerializerMethodField(help_text="What cards keep in sight: x and y in percent.")
    found = serializers.ListField(
        child=serializers.CharField(), help_text="What the file told beside the picture; none of it is published."
    )

    def get_focus(self, photo: Photo) -> list[int]:
        return [photo.focus_x, photo.focus_y]


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


class CreditSerializer(serializers.Serializer):
    """A note that another comes from, or that came of it."""

    id = IdField()
    url = serializers.CharField(source="get_absolute_url")
    title = serializers.CharField(source="display_title")
    author = AuthorSerializer()


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
    photos = NotePhotoSerializer(many=True)
    hashtags = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField()
    is_taken_down = serializers.BooleanField()
    likes_count = serializers.IntegerField()
    collects_count = serializers.IntegerField()
    comments_count = serializers.IntegerField()
    is_liked = serializers.BooleanField()
    is_collected = serializers.BooleanField()

    credits = CreditSerializer(many=True, help_text="Where it comes from, the nearest first.")
    credited_by = CreditSerializer(many=True, help_text="What came of it, the newest first, at most ten.")

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


class PhotoArrangementInput(serializers.Serializer):
    """What is not given stays. A `ratio` without a `crop` of that shape takes the largest part around the focus."""

    alt = serializers.CharField(required=False, allow_blank=True)
    turn = serializers.ChoiceField(choices=TURNS, required=False)
    ratio = serializers.ChoiceField(choices=Photo.SHAPES, required=False, allow_blank=True)
    crop = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1), min_length=4, max_length=4, required=False
    )
    focus = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=100), min_length=2, max_length=2, required=False
    )
    tags = TagSerializer(many=True, required=False)


class NoteInput(serializers.Serializer):
    """`photos` are ids of one's own uploads in order, `alts` their descriptions by id; or a `cover_text`."""

    title = serializers.CharField(required=False, allow_blank=True)
    body = serializers.CharField(required=False, allow_blank=True)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=list(LANGUAGES), required=False, allow_blank=True)
    place = serializers.CharField(required=False, allow_blank=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    shows_camera = serializers.BooleanField(required=False)
    cover_text = serializers.CharField(required=False, allow_blank=True)
    cover_style = serializers.CharField(required=False, allow_blank=True)
    photos = serializers.ListField(child=serializers.CharField(max_length=20), required=False, max_length=100)
    alts = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    cover = serializers.CharField(max_length=20, required=False, help_text="The id of the photo on the note's card.")

    credit = serializers.ListField(
        child=serializers.CharField(max_length=20),
        required=False,
        max_length=LIMITS["credits_per_note"],
        source="credits",
        help_text="The ids of notes that it comes from; those that one may not see count for nothing.",
    )

    def validate_credit(self, ids: list[str]) -> list[Note]:
        numbers = [number for note_id in ids if (number := parse_id(note_id))]
        return list(Note.objects.visible_to(self.context["user"]).filter(pk__in=numbers))

    def validate_photos(self, ids: list[str]) -> list[Photo]:
        numbers = [parse_id(photo_id) for photo_id in ids]
        found = Photo.objects.filter(owner=self.context["user"]).in_bulk(filter(None, numbers))
        if any(number not in found for number in numbers):
            raise serializers.ValidationError(_("This is not a photo of yours."), code="unknown_photo")
        return [found[number] for number in numbers]

    def validate_cover(self, photo_id: str) -> int | None:
        return parse_id(photo_id)

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


def own_photo(request: Request, photo_id: int) -> Photo:
    photos = Photo.objects.filter(owner=request.user) if request.user.is_authenticated else Photo.objects.none()
    return get_object_or_404(photos.prefetch_related("tags__person"), pk=photo_id)


def note_answer(request: Request, note_id: int, status_code: int = 200) -> Response:
    note = get_object_or_404(Note.objects.visible_to(request.user).for_page(request.user), pk=note_id)
    lineage = originality.lineage(request.user, note)
    note.credits, note.credited_by = lineage.chain, lineage.remixes
    return Response(NoteSerializer(note).data, status=status_code)


class PhotosView(APIView):
    """Upload one photo; it is prepared in the background."""

    parser_classes = [MultiPartParser]
    rate = "rate_upload"

    @extend_schema(
        request={"multipart/form-data": PhotoInput}, responses={201: PhotoSerializer}, parameters=[IDEMPOTENCY_KEY]
    )
    @idempotent
    def post(self, request: Request) -> Response:
        data = valid(PhotoInput, request)
        decision = check(named("rate_upload_bytes"), viewer_key(request), data["file"].size)
        if not decision.allowed:
            raise Throttled(wait=decision.retry_after)
        photo = performed(actions.upload_photo, owner=request.user, file=data["file"], key=form_key(request))
        return Response(PhotoSerializer(photo).data, status=status.HTTP_201_CREATED)


class PhotoView(APIView):
    rate = "rate_arrange"

    @extend_schema(responses=OwnPhotoSerializer)
    def get(self, request: Request, photo_id: int) -> Response:
        return Response(OwnPhotoSerializer(own_photo(request, photo_id)).data)

    @extend_schema(request=PhotoArrangementInput, responses=OwnPhotoSerializer)
    def patch(self, request: Request, photo_id: int) -> Response:
        """Describe, turn, crop, focus or tag a photo; with another turn or crop its renditions are made anew."""
        photo, data = own_photo(request, photo_id), valid(PhotoArrangementInput, request)
        alt, tags = data.pop("alt", None), data.pop("tags", None)
        arrangement = actions.Arrangement(tags=None if tags is None else [actions.Tag(**tag) for tag in tags], **data)
        performed(actions.arrange_photo, photo=photo, arrangement=arrangement, alt=alt)
        return Response(OwnPhotoSerializer(own_photo(request, photo_id)).data)


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

    @extend_schema(request=NoteInput, responses={201: NoteSerializer}, parameters=[IDEMPOTENCY_KEY])
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
