"""The one door through which every byte of a photo leaves: renditions only, and only to those who may see them."""

from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.crypto import constant_time_compare
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from posts import access
from posts.models import Photo, Rendition
from posts.models.photos import PAGE_WIDTHS, RENDITION_WIDTHS, WHOLE_WIDTH
from rednote.lib.ids import made_at

CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
# A signed URL of the storage lives 300 s; a browser forgets the way to it a little earlier.
SIGNED = "private, max-age=240"
EVERYBODY = "public, max-age=31536000, immutable"
# In place of one that is not there, or not yet.
EVERYBODY_FOR_NOW = "public, max-age=300"
SOME = "private, max-age=300"


@require_safe
def media(request: HttpRequest, photo_id: int, token: str, width: int, format: str) -> HttpResponseBase:
    """A rendition of a photo that the viewer may see; anything else is the same 404."""
    photo = Photo.objects.select_related("note").filter(pk=photo_id).first()
    if photo is None or not constant_time_compare(photo.token, token) or not access.is_visible(photo, request.user):
        raise Http404
    is_owner = request.user.is_authenticated and photo.owner_id == request.user.pk
    rendition = whole_of(photo, format) if width == WHOLE_WIDTH and is_owner else rendition_of(photo, width, format)
    if rendition is None:
        raise Http404
    # The whole picture is its owner's, also where everybody sees the part of it that was chosen.
    is_for_everybody = width != WHOLE_WIDTH and photo.note is not None and photo.note.is_listed
    # What browsers may keep for a year is worth a passage here: a signed way would have to be asked for ever again.
    if settings.MEDIA_BUCKET and not is_for_everybody:
        response: HttpResponseBase = signed(rendition)
    else:
        kept = (EVERYBODY if rendition.width == width else EVERYBODY_FOR_NOW) if is_for_everybody else SOME
        response = served(request, photo, rendition, kept)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def rendition_of(photo: Photo, width: int, format: str) -> Rendition | None:
    """The rendition of this width, or of a small original the nearest there is."""
    if width not in RENDITION_WIDTHS or format not in CONTENT_TYPES or not photo.is_ready:
        return None
    renditions = photo.renditions.filter(format=format).exclude(width=WHOLE_WIDTH)
    return min(renditions, key=lambda rendition: abs(rendition.width - width), default=None)


def whole_of(photo: Photo, format: str) -> Rendition | None:
    """The photo as it was before its author's edits, which is nobody else's business."""
    whole = photo.renditions.filter(format=format, width=WHOLE_WIDTH).first() if photo.is_ready else None
    return whole or (None if photo.is_edited else rendition_of(photo, max(PAGE_WIDTHS), format))


def signed(rendition: Rendition) -> HttpResponse:
    """The way to the storage, open for a few minutes, on which it answers as this door would."""
    answer = {
        "ResponseContentType": CONTENT_TYPES[rendition.format],
        "ResponseContentDisposition": f'inline; filename="{name_of(rendition)}"',
        "ResponseCacheControl": SOME,
    }
    response = HttpResponseRedirect(default_storage.url(rendition.key, parameters=answer))  # type: ignore[call-arg]
    response["Cache-Control"] = SIGNED
    return response


def served(request: HttpRequest, photo: Photo, rendition: Rendition, kept: str) -> HttpResponseBase:
    """The file, or nothing when the browser has it, or word to the proxy where it lies."""
    etag, made = f'"{photo.sha256[:16]}-{rendition.width}-{rendition.format}"', int(made_at(photo.pk).timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=made) or file_response(rendition)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(made)
    response["Cache-Control"] = kept
    return response


def name_of(rendition: Rendition) -> str:
    return f"{rendition.photo_id}-{rendition.width}.{rendition.format}"


def file_response(rendition: Rendition) -> HttpResponseBase:
    name, content_type = name_of(rendition), CONTENT_TYPES[rendition.format]
    if settings.MEDIA_ACCEL:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL.rstrip('/')}/{quote(rendition.key)}"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response
    try:
        return FileResponse(default_storage.open(rendition.key), content_type=content_type, filename=name)
    except FileNotFoundError as missing:
        raise Http404 from missing
