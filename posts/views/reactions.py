"""Like, save, hide, each with its way back: buttons on cards and under notes; and what one hid."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from posts import actions
from posts.models import Hide, Note, NoteState
from rednote.lib.cursors import page_of
from rednote.lib.ratelimit import limited
from rednote.lib.web import back, is_fragment, login_required, page_or_fragment

LIKE_BUTTON = "components/_like_button.html"
COLLECT_BUTTON = "components/_collect_button.html"
NEWEST_NOTE_FIRST = [("note_id", True)]


def note_or_404(request: HttpRequest, note_id: int) -> Note:
    """A note that the viewer may see, and so react to."""
    notes = Note.objects.visible_to(request.user).filter(state=NoteState.PUBLISHED)
    return get_object_or_404(notes, pk=note_id)


def button(request: HttpRequest, note: Note, template: str) -> HttpResponse:
    """The button in its new state for htmx, or back to the page it was pressed on."""
    if not is_fragment(request):
        return back(request, note.get_absolute_url())
    note = get_object_or_404(Note.objects.with_viewer(request.user), pk=note.pk)
    return render(request, template, {"note": note, "viewer_id": request.user.pk})


@require_POST
@login_required
@limited("rate_react")
def like(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.like_note(user=request.user, note=note)
    return button(request, note, LIKE_BUTTON)


@require_POST
@login_required
@limited("rate_react")
def unlike(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.unlike_note(user=request.user, note=note)
    return button(request, note, LIKE_BUTTON)


@require_POST
@login_required
@limited("rate_react")
def collect(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.collect_note(user=request.user, note=note)
    return button(request, note, COLLECT_BUTTON)


@require_POST
@login_required
@limited("rate_react")
def uncollect(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.uncollect_note(user=request.user, note=note)
    return button(request, note, COLLECT_BUTTON)


@require_POST
@login_required
@limited("rate_react")
def hide(request: HttpRequest, note_id: int) -> HttpResponse:
    """To htmx the answer is nothing, which takes the card's place, and a message that can undo it."""
    note = note_or_404(request, note_id)
    actions.hide_note(user=request.user, note=note)
    words = _("You will not see this note in your grids any more.")
    if not is_fragment(request):
        messages.info(request, words)
        return back(request, reverse("feeds:explore"))
    undo = {"label": _("Undo"), "url": reverse("posts:unhide", args=[note.pk])}
    return trigger_client_event(HttpResponse(), "toast", {"text": words, "kind": "info", "action": undo})


@require_POST
@login_required
@limited("rate_react")
def unhide(request: HttpRequest, note_id: int) -> HttpResponse:
    note = note_or_404(request, note_id)
    actions.unhide_note(user=request.user, note=note)
    return back(request, note.get_absolute_url())


@login_required
def hidden(request: HttpRequest) -> HttpResponse:
    """The notes that somebody hid and may still see, with the way back."""
    hides = Hide.objects.filter(user=request.user, note__in=Note.objects.visible_to(request.user))
    page = page_of(
        hides.select_related("note__author"),
        order=NEWEST_NOTE_FIRST,
        after=request.GET.get("after"),
        size=settings.LIMITS["page_size"],
    )
    next_url = "?" + urlencode({"after": page.next_cursor}) if page.next_cursor else ""
    context = {"hides": page.items, "next_url": next_url}
    return page_or_fragment(request, "posts/hidden.html", "posts/_hidden.html", context)
