"""How far a note's fair start is, for pages below this app."""

from django import template

from feeds import starts
from posts.models import Note

register = template.Library()


@register.inclusion_tag("feeds/_fair_start.html")
def fair_start(note: Note) -> dict:
    """For its author's eyes; nothing for a note that is owed none."""
    progress = starts.progress_of([note.pk]).get(note.pk)
    return {"progress": progress, "hashtag": note.hashtags.order_by("note_links__id").first() if progress else None}
