"""How much a request may send: much only to the doors that take photos, and only from who is signed in."""

import re
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import parse_cookie

MEGABYTE = 2**20
SHORT = 3 * MEGABYTE
ONE_PHOTO = re.compile(r"/(notes/photos|api/v1/photos|settings)\Z")
# A form posted without JavaScript carries all photos of a note at once.
ALL_PHOTOS = re.compile(r"/notes(/drafts|/[0-9]+/edit)?\Z")
# Tells Django, in place of a body, why there is none.
REFUSAL_HEADER = "x-body-refused"


def longest(scope: dict[str, Any]) -> int:
    """What a member may send to this door, in bytes."""
    photos = 0
    if scope["method"] == "POST":
        path = scope["path"]
        photos = 1 if ONE_PHOTO.match(path) else settings.LIMITS["photos_per_note"] if ALL_PHOTOS.match(path) else 0
    return max(SHORT, photos * settings.LIMITS["photo_bytes"] + MEGABYTE)


def is_from_member(scope: dict[str, Any]) -> bool:
    """Whether a session or a key comes along that is somebody's; asks the database, so call it from a thread."""
    from accounts.models import ApiToken

    headers = dict(scope["headers"])
    try:
        cookie = parse_cookie(headers.get(b"cookie", b"").decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
        if cookie and import_module(settings.SESSION_ENGINE).SessionStore(cookie).get(SESSION_KEY):
            return True
        kind, _, key = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        known = ApiToken.objects.filter(digest=ApiToken.digest_of(key.strip()), user__is_active=True)
        return kind.lower() == "token" and known.exists()
    finally:
        connection.close()
