"""Photos on their way: uploaded one by one, asked after, tried again, removed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.idempotency import form_key, idempotent_page
from posts import access, actions
from posts.models import Photo
from rednote.lib.images.failures import FAILURES
from rednote.lib.ratelimit import limited, may_upload, too_many_photos
from rednote.lib.web import back, is_fragment, login_required

FORM_BYTES = 64 * 1024  # what surrounds one file in its request
STATUSES = {"too_large": 413, "storage": 503, "disk_full": 507}


@require_POST
@login_required
@idempotent_page
def upload(request: HttpRequest) -> HttpResponse:
    """One photo, answered by its row in the composer; a refusal is one line of text, shown at that photo."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.LIMITS["photo_bytes"] + FORM_BYTES:
        return refusal(FAILURES["too_large"], 413)
    file = request.FILES.get("file")
    if file is None:
        return refusal(FAILURES["empty"], 422)
    decision = may_upload(request, file.size)
    if not decision.allowed:
        response = refusal(too_many_photos(decision), 429)
        response["Retry-After"] = str(decision.retry_after)
        return response
    try:
        photo = actions.upload_photo(owner=request.user, file=file, key=form_key(request))
    except actions.PhotoRefused as refused:
        return refusal(refused.message, STATUSES.get(refused.code, 422))
    return render(request, "posts/_photo_item.html", {"photo": photo})


def refusal(message: str, status: int) -> HttpResponse:
    return HttpResponse(str(message), content_type="text/plain; charset=utf-8", status=status)


@require_safe
def photo_state(request: HttpRequest, photo_id: int) -> HttpResponse:
    """The photo as it is now: what the page polls until the picture is there."""
    photo = get_object_or_404(Photo.objects.select_related("note"), pk=photo_id)
    if not access.is_visible(photo, request.user):
        raise Http404
    return photo_fragment(request, photo)


@require_POST
@login_required
@limited("rate_upload")
def retry_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    photo = get_object_or_404(Photo, pk=photo_id, owner=request.user)
    actions.retry_photo(photo=photo)
    if is_fragment(request):
        return photo_fragment(request, photo)
    return back(request, home_of(photo))


@require_POST
@login_required
@limited("rate_write")
def remove_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    photo = get_object_or_404(Photo, pk=photo_id, owner=request.user)
    try:
        actions.remove_photo(photo=photo)
    except actions.PhotoRefused as refused:
        return refusal(refused.message, 422)
    return HttpResponse() if is_fragment(request) else back(request, home_of(photo))


@require_POST
@login_required
@limited("rate_write")
def untag(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Take one's own name off a photo."""
    photo = get_object_or_404(Photo.objects.select_related("note"), pk=photo_id)
    if not access.is_visible(photo, request.user) and not photo.tags.filter(person=request.user).exists():
        raise Http404
    actions.untag_person(photo=photo, person=request.user)
    return back(request, home_of(photo))


def photo_fragment(request: HttpRequest, photo: Photo) -> HttpResponse:
    if request.GET.get("variant") == "found" and photo.owner_id == request.user.pk:
        return render(request, "posts/_photo_found.html", {"photo": photo})
    variant = "page" if request.GET.get("variant") == "page" else "card"
    fallback = _("Photo") if variant == "page" else ""
    return render(request, "components/_photo.html", {"photo": photo, "variant": variant, "fallback_alt": fallback})


def home_of(photo: Photo) -> str:
    """Where a photo is shown: on its note, or in a fresh composer."""
    return reverse("posts:note", args=[photo.note_id]) if photo.note_id else reverse("posts:compose")
