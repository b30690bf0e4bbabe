"""The page of a note, whole or as the article that the overlay shows, and what stands in its place when it is gone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from accounts.models import BlockBetween
from posts import actions, originality
from posts.models import Note, Tombstone
from posts.views.comments import first_comments
from posts.views.translations import first_translations
from rednote.lib.ratelimit import client_key
from rednote.lib.web import SeeOther, login_required, page_or_fragment


@require_safe
def note(request: HttpRequest, note_id: int) -> HttpResponse:
    note = Note.objects.visible_to(request.user).for_page(request.user).filter(pk=note_id).first()
    if note is None:
        return gone(request, note_id)
    if not note.is_published:
        return SeeOther(reverse("posts:edit", args=[note.pk]))
    if request.method == "GET":
        actions.open_note(note=note, viewer_key=viewer_of_the_day(request))
    return page_or_fragment(request, "posts/note.html", "posts/_note.html", page_context(request, note))


@require_safe
@login_required
def note_state(request: HttpRequest, note_id: int) -> HttpResponse:
    """What its author is told while others cannot see it: polled until they can."""
    note = get_object_or_404(Note.objects.by(request.user), pk=note_id)
    return render(request, "posts/_note_state.html", {"note": note})


def page_context(request: HttpRequest, note: Note) -> dict:
    is_mine = request.user.is_authenticated and note.author_id == request.user.pk
    note.author.follow_state = note.author_follow_state
    return {
        "note": note,
        "author": note.author,
        "is_mine": is_mine,
        "viewer_id": request.user.pk,
        "photos": note.photos.all(),
        "link": request.build_absolute_uri(note.get_absolute_url()),
        "lineage": originality.lineage(request.user, note),
        "talk": {
            "translations": first_translations(note, request.user),
            "discussion": first_comments(note, request.user, linked=request.GET.get("comment")),
        },
    }


def gone(request: HttpRequest, note_id: int) -> HttpResponse:
    """Why a note that everybody could see is gone; for any other the 404 of what never was."""
    reason = "deleted" if Tombstone.objects.filter(pk=note_id).exists() else why_hidden(request, note_id)
    if not reason:
        raise Http404
    return render(request, "posts/gone.html", {"reason": reason}, status=410)


def why_hidden(request: HttpRequest, note_id: int) -> str:
    note = Note.objects.filter(pk=note_id, was_public=True, author__is_active=True)
    if request.user.is_authenticated:
        note = note.filter(~BlockBetween("author", person=request.user.pk))
    found = note.select_related("author").first()
    if found is None:
        return ""
    return "taken_down" if found.is_taken_down else "suspended" if found.author.is_suspended else "not_public"


def viewer_of_the_day(request: HttpRequest) -> str:
    """Tells viewers apart without keeping who they are: a digest of the account, or of address and browser."""
    if request.user.is_authenticated:
        who = f"user:{request.user.pk}"
    else:
        who = f"{client_key(request)} {request.headers.get('User-Agent', '')}"
    return salted_hmac("posts.opens", who).hexdigest()[:16]
