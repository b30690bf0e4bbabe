"""Notes and what people do to them, one module per noun; import the names from here."""

from posts.models.boards import Board, BoardNote
from posts.models.comments import Comment, CommentLike
from posts.models.hashtags import Hashtag, HashtagFollow, HashtagSpelling, NoteHashtag
from posts.models.later import Refinement, Relocation
from posts.models.mentions import Mention
from posts.models.notes import Note, NoteState, Tombstone, Visibility
from posts.models.opens import FoldedBatch
from posts.models.originality import Credit, Origin, PhotoHash, PhotoPair, PhotoPrint
from posts.models.photos import DiscardedPhoto, Photo, PhotoTag, Rendition, TagKind
from posts.models.reactions import Collect, Hide, Like
from posts.models.translations import Translation

__all__ = [
    "Board",
    "BoardNote",
    "Collect",
    "Comment",
    "CommentLike",
    "Credit",
    "DiscardedPhoto",
    "FoldedBatch",
    "Hashtag",
    "HashtagFollow",
    "HashtagSpelling",
    "Hide",
    "Like",
    "Mention",
    "Note",
    "NoteHashtag",
    "NoteState",
    "Origin",
    "Photo",
    "PhotoHash",
    "PhotoPair",
    "PhotoPrint",
    "PhotoTag",
    "Refinement",
    "Relocation",
    "Rendition",
    "TagKind",
    "Tombstone",
    "Translation",
    "Visibility",
]
