"""Notes like the one that is open, as a fragment of its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from feeds import discovery
from feeds.explore import sign
from feeds.impressions import Placed
from feeds.pages import hydrate
from posts.models import Note
from rednote.lib.web import page_or_fragment


@require_safe
def related(request: HttpRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=note_id)
    notes = hydrate(request.user, discovery.related_to(request.user, note))
    for slot, card in enumerate(notes):
        sign(request.user, card, Placed(card.pk, slot, kind="related", source="related", reason="related"))
    context = {"note": note, "notes": notes, "next_url": "", "viewer_id": request.user.pk}
    return page_or_fragment(request, "feeds/related.html", "feeds/_related.html", context)
