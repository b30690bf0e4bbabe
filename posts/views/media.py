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
from posts.models.photos import RENDITION_WIDTHS
from rednote.lib.ids import made_at

CONTENT_TYPES = {"webp": "image/webp", "jpeg": "image/jpeg"}
# A signed URL of the storage lives 300 s; a browser forgets the way to it a little earlier.
SIGNED = "private, max-age=240"
EVERYBODY = "public, max-age=31536000, immutable"
SOME = "private, max-age=300"


@require_safe
def media(request: HttpRequest, photo_id: int, token: str, width: int, format: str) -> HttpResponseBase:
    """A rendition of a photo that the viewer may see; anything else is the same 404."""
    photo = Photo.objects.select_related("note").filter(pk=photo_id).first()
    if photo is None or not constant_time_compare(photo.token, token) or not access.is_visible(photo, request.user):
        raise Http404
    rendition = rendition_of(photo, width, format)
    if rendition is None:
        raise Http404
    response = signed(rendition) if settings.MEDIA_BUCKET else served(request, photo, rendition)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def rendition_of(photo: Photo, width: int, format: str) -> Rendition | None:
    """The rendition of this width, or of a small original the nearest there is."""
    if width not in RENDITION_WIDTHS or format not in CONTENT_TYPES or not photo.is_ready:
        return None
    renditions = photo.renditions.filter(format=format)
    return min(renditions, key=lambda rendition: abs(rendition.width - width), default=None)


def signed(rendition: Rendition) -> HttpResponse:
    """The way to the storage, open for a few minutes."""
    response = HttpResponseRedirect(default_storage.url(rendition.key))
    response["Cache-Control"] = SIGNED
    return response


def served(request: HttpRequest, photo: Photo, rendition: Rendition) -> HttpResponseBase:
    """The file, or nothing when the browser has it, or word to the proxy where it lies."""
    etag, made = f'"{photo.sha256[:16]}-{rendition.width}-{rendition.format}"', int(made_at(photo.pk).timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=made) or file_response(rendition)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(made)
    response["Cache-Control"] = EVERYBODY if photo.note and photo.note.is_listed else SOME
    return response


def file_response(rendition: Rendition) -> HttpResponseBase:
    name = f"{rendition.photo_id}-{rendition.width}.{rendition.format}"
    content_type = CONTENT_TYPES[rendition.format]
    if settings.MEDIA_ACCEL:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL.rstrip('/')}/{quote(rendition.key)}"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response
    try:
        return FileResponse(default_storage.open(rendition.key), content_type=content_type, filename=name)
    except FileNotFoundError as missing:
        raise Http404 from missing
