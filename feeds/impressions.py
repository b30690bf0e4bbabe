"""A note in its slot and why it stands there; and the signed token by which its card is believed later.

What a browser reports names tokens only: source, slot, reason and propensity are the server's own words, handed back.
"""

import base64
import hashlib
import hmac
import secrets
import struct
import time
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.crypto import salted_hmac

from feeds.ranking.blend import REFITTED

VERSION = 1  # of the ranking: a row says by which one it was shown
LIFETIME = 24 * 3600  # seconds for which a card can be reported

EXPLORED = ("explore", "fair_start")
KINDS = ("best", "explore", "fair_start", "bridge", "newest", "hot", "related")
SOURCES = (
    "",
    "hashtag",
    "interest",
    "author",
    "neighbour",
    "overlap",
    "similar",
    "fresh",
    "bridge",
    "best",
    "newest",
    "hot",
    "related",
)
REASONS = (
    "",
    "followed_hashtag",
    "hashtag",
    "author",
    "neighbour",
    "similar",
    "new_voice",
    "bridge",
    "best",
    "fresh",
    "newest",
    "hot",
    "related",
)
# note, slot, kind, source, reason, argument, propensity, features
_PLACED = struct.Struct(f"<qHBBBqf{len(REFITTED)}s")
_STAMP = struct.Struct("<BII")  # version, moment, chance: two cards of one second are two
_MAC = 12  # bytes
_MOST_SLOT = 65_535


class TokenRefused(Exception):
    """Not signed by us for this viewer, or too old."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A note in its slot. `argument` belongs to the reason: the id of a hashtag, an author or a note, or a language."""

    note: int
    slot: int
    kind: str = "newest"
    source: str = "newest"
    reason: str = "newest"
    argument: int | str = 0
    propensity: float = 1.0
    features: bytes = b""  # of an exploration slot, what the refit of the weights learns from (`blend.noted`)

    def pack(self) -> bytes:
        argument = self.argument
        if isinstance(argument, str):
            argument = int.from_bytes(argument.encode()[:7], "big")
        return _PLACED.pack(
            self.note,
            min(self.slot, _MOST_SLOT),
            KINDS.index(self.kind),
            SOURCES.index(self.source),
            REASONS.index(self.reason),
            argument,
            self.propensity,
            self.features,
        )

    @classmethod
    def unpack(cls, packed: bytes) -> "Placed":
        note, slot, kind, source, reason, argument, propensity, features = _PLACED.unpack(packed)
        if REASONS[reason] == "bridge":
            argument = argument.to_bytes(7, "big").lstrip(b"\0").decode()
        features = features if KINDS[kind] in EXPLORED else b""
        return cls(note, slot, KINDS[kind], SOURCES[source], REASONS[reason], argument, propensity, features)


PACKED_SIZE = _PLACED.size


@dataclass(frozen=True, slots=True)
class Reported:
    """A token that was believed: which card it is, when it was shown, and the number that counts it once."""

    placed: Placed
    version: int
    shown_at: float
    number: int


def sign(viewer_id: int | None, placed: Placed) -> str:
    """The token of a card that is shown to this viewer now."""
    packed = _STAMP.pack(VERSION, int(time.time()), secrets.randbits(32)) + placed.pack()
    return base64.urlsafe_b64encode(packed + _mac(viewer_id, packed)).decode()


def read(viewer_id: int | None, token: str) -> Reported:
    """What a token says; raises TokenRefused."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError as error:
        raise TokenRefused from error
    packed, mac = raw[:-_MAC], raw[-_MAC:]
    if len(packed) != _STAMP.size + PACKED_SIZE or not hmac.compare_digest(mac, _mac(viewer_id, packed)):
        raise TokenRefused
    version, shown_at, _chance = _STAMP.unpack(packed[: _STAMP.size])
    if time.time() - shown_at > LIFETIME:
        raise TokenRefused
    return Reported(Placed.unpack(packed[_STAMP.size :]), version, shown_at, numbered(mac))


def numbered(text: bytes) -> int:
    """A 63-bit number made of a text: the same text, the same row."""
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1


def _mac(viewer_id: int | None, packed: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY), f"{viewer_id}:".encode() + packed, "sha256")[:_MAC]


@cache
def _key(secret: str) -> bytes:
    return salted_hmac("feeds.impressions", "", secret=secret, algorithm="sha256").digest()
