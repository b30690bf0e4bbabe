"""Notes like the one that is open, as a fragment of its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from feeds import listings
from feeds.pages import hydrate
from posts.models import Note
from rednote.lib.web import page_or_fragment


@require_safe
def related(request: HttpRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=note_id)
    notes = hydrate(request.user, listings.related_to(request.user, note))
    context = {"note": note, "notes": notes, "next_url": "", "viewer_id": request.user.pk}
    return page_or_fragment(request, "feeds/related.html", "feeds/_related.html", context)
