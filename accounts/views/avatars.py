"""Avatars by URL: squares without metadata, immutable under their token."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from accounts.models import Avatar
from accounts.tasks import AVATAR_SIZES, avatar_key


@require_safe
def avatar(request: HttpRequest, avatar_id: int, token: str, size: int) -> FileResponse:
    """A portrait is public; a replaced one refuses by its old token."""
    row = get_object_or_404(Avatar.objects.select_related("user"), pk=avatar_id)
    if size not in AVATAR_SIZES or not row.is_ready or not constant_time_compare(row.token, token):
        raise Http404
    if not row.user.is_active or (row.user.is_suspended and row.user != request.user):
        raise Http404
    try:
        file = default_storage.open(avatar_key(row, size))
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, content_type="image/webp", filename=f"{row.pk}-{size}.webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
