"""Everything that changes notes and what hangs on them; each function is one transaction."""

from posts.actions.errors import NoteRefused, PhotoRefused, Refused
from posts.actions.notes import (
    delete_note,
    edit_note,
    open_note,
    publish_note,
    restore_note,
    save_draft,
    take_down_note,
)
from posts.actions.photos import remove_photo, retry_photo, upload_photo

__all__ = [
    "NoteRefused",
    "PhotoRefused",
    "Refused",
    "delete_note",
    "edit_note",
    "open_note",
    "publish_note",
    "remove_photo",
    "restore_note",
    "retry_photo",
    "save_draft",
    "take_down_note",
    "upload_photo",
]
