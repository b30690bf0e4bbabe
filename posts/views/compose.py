"""The composer: a new note, a draft, a note being edited. Nothing that was typed is lost on any way out of it."""

import json
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from posts import actions
from posts.forms.notes import FIELDS, LIMITS, NoteForm
from posts.forms.photos import arrangement_of, put_on
from posts.models import Note, Photo, Visibility
from posts.views import credits
from rednote.lib.ids import parse_id
from rednote.lib.images.failures import FAILURES
from rednote.lib.images.probe import ImageLimits
from rednote.lib.ratelimit import Decision, check, limited, may_upload, named, too_many_photos, viewer_key
from rednote.lib.web import SeeOther, is_fragment, login_required

STEPS = {"move_earlier": -1, "move_later": 1}
ARRANGING = {*STEPS, "remove_photo", "upload"}


@require_GET
@login_required
def compose(request: HttpRequest) -> HttpResponse:
    """An empty composer; a link may propose the text."""
    proposed = request.GET.get("body", "")[: LIMITS["body_length"]]
    typed = {"composer_key": str(uuid.uuid4()), "visibility": Visibility.PUBLIC, "body": proposed}
    return composer(request, NoteForm.as_typed(typed), [])


@require_POST
@login_required
def publish(request: HttpRequest) -> HttpResponse:
    """Post the note, or do what a button of the picker asks, or give the form back with what is wrong."""
    sent = Sent.read(request)
    if sent.is_arranging or not sent.is_valid():
        return sent.answer(request)
    decision = check(named("rate_publish"), viewer_key(request))
    if not decision.allowed:
        return kept_for_later(request, sent, decision)
    try:
        note = actions.publish_note(author=request.user, composer_key=sent.key, **sent.content())
    except actions.Refused as refused:
        return sent.refused(request, refused)
    return SeeOther(note.get_absolute_url())


@require_http_methods(["GET", "POST"])
@login_required
@limited("rate_write")
def edit(request: HttpRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.by(request.user), pk=note_id)
    if request.method == "GET":
        photos = note.photos.uploaded().in_order().prefetch_related("tags__person")
        return composer(request, NoteForm.for_note(note), list(photos), note)
    if not note.is_published:
        return publish(request)
    sent = Sent.read(request)
    if sent.is_arranging or not sent.is_valid():
        return sent.answer(request, note)
    try:
        actions.edit_note(note=note, **sent.content())
    except actions.Refused as refused:
        return sent.refused(request, refused, note)
    return SeeOther(note.get_absolute_url())


@require_POST
@login_required
@limited("rate_write")
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep the draft: as it is typed, without a word, or by the button and on to the list of drafts."""
    sent = Sent.read(request)
    if not sent.is_valid():
        return sent.answer(request)
    if not sent.is_empty:
        try:
            note = actions.save_draft(author=request.user, composer_key=sent.key, **sent.content())
        except actions.Refused as refused:
            return sent.refused(request, refused)
    if is_fragment(request):
        response = HttpResponse(status=204)
        if not sent.is_empty:
            # A reload finds the draft again.
            response["HX-Replace-Url"] = reverse("posts:edit", args=[note.pk])
        return response
    messages.success(request, _("Draft saved."))
    return SeeOther(reverse("posts:drafts"))


@require_GET
@login_required
def drafts(request: HttpRequest) -> HttpResponse:
    notes = Note.objects.drafts_of(request.user).for_cards(request.user).order_by("-id")
    return render(request, "posts/drafts.html", {"notes": notes[: LIMITS["drafts_per_person"]]})


@require_POST
@login_required
@limited("rate_write")
def delete(request: HttpRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.by(request.user), pk=note_id)
    actions.delete_note(note=note)
    messages.success(request, _("Deleted."))
    return SeeOther(request.user.get_absolute_url() if note.is_published else reverse("posts:drafts"))


def composer(
    request: HttpRequest, form: NoteForm, photos: list[Photo], note: Note | None = None, status: int = 200
) -> HttpResponse:
    credited = credits.chosen(request)
    if credited is None:
        credited = credits.credited_by(note, request.user)
    context = {
        "form": form,
        "photos": photos,
        "note": note,
        "limits": LIMITS,
        "checks": json.dumps(checks()),
        "failures": FAILURES,
        "shapes": Photo.SHAPES,
        "viewer_id": request.user.pk,
        "offer": credits.offer(request.user, photos, credited),
    }
    return render(request, "posts/compose.html", context, status=status)


def checks() -> dict[str, object]:
    """What the browser may refuse, or shrink, before it sends a photo."""
    table = settings.LIMITS
    return {
        "bytes": table["photo_bytes"],
        "side": table["photo_side"],
        "ratio": ImageLimits.max_ratio,
        "megapixels": table["photo_megapixels"],
    }


@dataclass
class Sent:
    """What a composer sent: texts, photos in their order and as they are to be seen, or a button that moves them."""

    form: NoteForm
    photos: list[Photo]
    arrangements: dict[int, actions.Arrangement]
    cover: int | None
    credits: list[Note] | None
    is_arranging: bool
    problems: list[str]
    too_many: Decision | None  # files that came along were beyond what one may upload in a while

    @classmethod
    def read(cls, request: HttpRequest) -> "Sent":
        """Read a composer's POST; files that came along without JavaScript are uploaded now."""
        order = [number for value in request.POST.getlist("photos") if (number := parse_id(value))]
        found = Photo.objects.filter(owner=request.user).prefetch_related("tags__person").in_bulk(order)
        photos = [found[photo_id] for photo_id in dict.fromkeys(order) if photo_id in found]
        problems, too_many = [], None
        for file in request.FILES.getlist("files"):
            decision = may_upload(request, file.size)
            if not decision.allowed:
                too_many = decision
                problems.append(f"{shown_name(file.name)}: {too_many_photos(decision)}")
                continue
            try:
                photo = actions.upload_photo(owner=request.user, file=file)
                photo.tag_rows = []
                photos.append(photo)
            except actions.PhotoRefused as refused:
                problems.append(f"{shown_name(file.name)}: {refused}")
        cover = parse_id(request.POST.get("cover", ""))
        arrangements, changed = {}, 0
        for photo in photos:
            photo.alt = request.POST.get(f"alt_{photo.pk}", photo.alt)
            if arrangement := arrangement_of(photo, request.POST):
                arrangements[photo.pk] = arrangement
                changed += put_on(photo, arrangement)
            if cover is not None:
                photo.is_cover = photo.pk == cover
        move(photos, request.POST)
        is_arranging = bool(ARRANGING & request.POST.keys())
        if changed and not is_arranging:
            # Each of them is work for the rendering processes, which all share.
            decision = check(named("rate_arrange"), viewer_key(request), changed)
            if not decision.allowed:
                too_many = decision
                problems.append(too_many_photos(decision))
                arrangements.clear()
        form = NoteForm.as_typed(request.POST.dict()) if is_arranging else NoteForm(request.POST)
        return cls(form, photos, arrangements, cover, credits.chosen(request), is_arranging, problems, too_many)

    def is_valid(self) -> bool:
        is_valid = self.form.is_valid()
        for problem in self.problems:
            self.form.add_error("photos", problem)
        return is_valid and not self.problems

    @property
    def is_empty(self) -> bool:
        typed = {"title", "body", "cover_text", "place"}
        return not self.photos and not any(self.form.cleaned_data[name] for name in typed)

    @property
    def key(self) -> str:
        key = self.form["composer_key"].value() or ""
        return key if key.isprintable() else ""

    def content(self) -> dict:
        """What actions take."""
        alts = {photo.pk: photo.alt for photo in self.photos}
        seen = {"photos": self.photos, "alts": alts, "arrangements": self.arrangements, "cover": self.cover}
        return {"credits": self.credits} | seen | {name: self.form.cleaned_data[name] for name in FIELDS}

    def answer(self, request: HttpRequest, note: Note | None = None, status: int = 422) -> HttpResponse:
        """The composer as it was left; when only photos were arranged, nothing is wrong."""
        if self.is_arranging and not self.problems:
            status = 200
        if self.too_many:
            status = 429
            self.keep_draft(request, note)
        for problem in self.problems if self.is_arranging else []:
            messages.error(request, problem)
        note = note or Note.objects.by(request.user).filter(composer_key=self.key).first()
        response = composer(request, self.form, self.photos, note, status)
        if self.too_many:
            response["Retry-After"] = str(self.too_many.retry_after)
        return response

    def keep_draft(self, request: HttpRequest, note: Note | None) -> None:
        """Who has to wait may close the page meanwhile; what cannot be kept yet stands in the form that comes back."""
        form = NoteForm(request.POST)
        if (note is None or not note.is_published) and form.is_valid():
            self.form.cleaned_data = form.cleaned_data
            with suppress(actions.Refused):
                actions.save_draft(author=request.user, composer_key=self.key, **self.content())

    def refused(self, request: HttpRequest, refused: actions.Refused, note: Note | None = None) -> HttpResponse:
        self.form.add_error(refused.field or None, str(refused))
        return self.answer(request, note)


def move(photos: list[Photo], pressed) -> None:
    """Do what a button of the picker says, in place."""
    places = {str(photo.pk): place for place, photo in enumerate(photos)}
    if (place := places.get(pressed.get("remove_photo"))) is not None:
        del photos[place]
        return
    for name, step in STEPS.items():
        place = places.get(pressed.get(name))
        if place is not None and 0 <= place + step < len(photos):
            photos[place], photos[place + step] = photos[place + step], photos[place]


def kept_for_later(request: HttpRequest, sent: Sent, decision: Decision) -> HttpResponse:
    """Too many notes for now: this one is kept as a draft, and the composer says when to post it."""
    try:
        actions.save_draft(author=request.user, composer_key=sent.key, **sent.content())
    except actions.Refused as refused:
        return sent.refused(request, refused)
    minutes = -(-decision.retry_after // 60)
    sent.form.add_error(
        None,
        ngettext(
            "You posted a lot just now. This note is kept as a draft; post it in {minutes} minute.",
            "You posted a lot just now. This note is kept as a draft; post it in {minutes} minutes.",
            minutes,
        ).format(minutes=minutes),
    )
    response = sent.answer(request, status=429)
    response["Retry-After"] = str(decision.retry_after)
    return response


def shown_name(name: str) -> str:
    """A file's name as its owner may read it again: short, and without characters that turn or break the line."""
    return "".join(character for character in name if character.isprintable())[:60]
