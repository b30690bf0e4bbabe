"""What feeds keep of their own; see the modules."""

from feeds.models.events import Event, EventKind, Impression, NoteDay
from feeds.models.house import Tip, UserInterest
from feeds.models.meter import MeterDay
from feeds.models.notes import FairStart, HashtagPrior, NoteNeighbours, NoteRate, NoteVector
from feeds.models.people import AuthorReach, FeedSettings, TasteRow, Wish

__all__ = [
    "AuthorReach",
    "Event",
    "EventKind",
    "FairStart",
    "FeedSettings",
    "HashtagPrior",
    "Impression",
    "MeterDay",
    "NoteDay",
    "NoteNeighbours",
    "NoteRate",
    "NoteVector",
    "TasteRow",
    "Tip",
    "UserInterest",
    "Wish",
]
