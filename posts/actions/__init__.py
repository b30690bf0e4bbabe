"""Everything that changes notes and what hangs on them; each function is one transaction."""

from posts.actions.arranging import Arrangement, Tag, arrange_photo, untag_person
from posts.actions.boards import add_to_board, create_board, delete_board, edit_board, remove_from_board, set_boards
from posts.actions.comments import (
    add_comment,
    delete_comment,
    like_comment,
    restore_comment,
    set_comment_language,
    take_down_comment,
    unlike_comment,
)
from posts.actions.credits import unvouch_note, vouch_for_note
from posts.actions.errors import (
    BoardRefused,
    CommentRefused,
    NoteRefused,
    PhotoRefused,
    Refused,
    TranslationRefused,
)
from posts.actions.hashtags import follow_hashtag, unfollow_hashtag
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
from posts.actions.reactions import collect_note, hide_note, like_note, uncollect_note, unhide_note, unlike_note
from posts.actions.translations import (
    accept_translation,
    add_translation,
    delete_translation,
    restore_translation,
    take_down_translation,
    unaccept_translation,
)

__all__ = [
    "Arrangement",
    "BoardRefused",
    "CommentRefused",
    "NoteRefused",
    "PhotoRefused",
    "Refused",
    "Tag",
    "TranslationRefused",
    "accept_translation",
    "add_comment",
    "add_to_board",
    "add_translation",
    "arrange_photo",
    "collect_note",
    "create_board",
    "delete_board",
    "delete_comment",
    "delete_note",
    "delete_translation",
    "edit_board",
    "edit_note",
    "follow_hashtag",
    "hide_note",
    "like_comment",
    "like_note",
    "open_note",
    "publish_note",
    "remove_from_board",
    "remove_photo",
    "restore_comment",
    "restore_note",
    "restore_translation",
    "retry_photo",
    "save_draft",
    "set_boards",
    "set_comment_language",
    "take_down_comment",
    "take_down_note",
    "take_down_translation",
    "unaccept_translation",
    "uncollect_note",
    "unfollow_hashtag",
    "unhide_note",
    "unlike_comment",
    "unlike_note",
    "untag_person",
    "unvouch_note",
    "upload_photo",
    "vouch_for_note",
]
