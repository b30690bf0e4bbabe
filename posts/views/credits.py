"""Where a note comes from: what the composer asks its author."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from posts import originality
from posts.models import Note, Photo
from rednote.lib.ids import parse_id
from rednote.lib.models import WorkState
from rednote.lib.web import login_required

SHOWN = "credits_shown"  # a form without this field has nothing to say about credits


@dataclass
class Offer:
    """The notes that a note may credit, each with `is_chosen`; `is_waiting` while photos are still being compared."""

    notes: list[Note]
    is_waiting: bool


@require_safe
@login_required
def credit_offer(request: HttpRequest) -> HttpResponse:
    """Whether the composer's photos come from somebody's note: asked again whenever they change."""
    ids = [number for value in request.GET.getlist("photos") if (number := parse_id(value))]
    photos = Photo.objects.filter(owner=request.user, pk__in=ids)
    return render(request, "posts/_credit_offer.html", {"offer": offer(request.user, photos, chosen(request) or [])})


def offer(author: User, photos: Iterable[Photo], credited: Iterable[Note]) -> Offer:
    """What the composer asks about these photos, with what its author credits already."""
    photos = list(photos)
    notes = {note.pk: note for note in credited}
    for note in notes.values():
        note.is_chosen = True
    for note in originality.offers(author, photos) if photos else ():
        notes.setdefault(note.pk, note)
    waiting = Photo.objects.filter(pk__in=[photo.pk for photo in photos]).filter(
        Q(print__state__in=[WorkState.PENDING, WorkState.PROCESSING])
        | Q(print=None, state__in=[WorkState.PENDING, WorkState.PROCESSING])
    )
    return Offer(list(notes.values()), bool(photos) and waiting.exists())


def chosen(request: HttpRequest) -> list[Note] | None:
    """The notes that a form credits, of those that its author may see; None when it did not ask."""
    sent = request.POST if request.method == "POST" else request.GET
    if SHOWN not in sent:
        return None
    ids = [number for value in sent.getlist("credit") if (number := parse_id(value))]
    notes = Note.objects.visible_to(request.user).published().exclude(author=request.user)
    return list(notes.filter(pk__in=ids).select_related("author").order_by("pk"))


def credited_by(note: Note | None, author: User) -> list[Note]:
    """The notes that a note credits by itself, as far as its author may see them."""
    if note is None:
        return []
    notes = Note.objects.visible_to(author).filter(credited_rows__note=note)
    return list(notes.select_related("author").order_by("pk"))
