"""The URLs of notes and of what people do to them."""

from django.urls import path

from posts.views import compose, media, notes, photos, suggestions

app_name = "posts"

urlpatterns = [
    path("notes", compose.publish, name="publish"),
    path("notes/new", compose.compose, name="compose"),
    path("notes/drafts", compose.save_draft, name="save_draft"),
    path("notes/suggestions", suggestions.suggestions, name="suggestions"),
    path("notes/photos", photos.upload, name="upload"),
    path("notes/photos/<id:photo_id>", photos.photo_state, name="photo_state"),
    path("notes/photos/<id:photo_id>/delete", photos.remove_photo, name="remove_photo"),
    path("notes/photos/<id:photo_id>/retry", photos.retry_photo, name="retry_photo"),
    path("notes/<id:note_id>", notes.note, name="note"),
    path("notes/<id:note_id>/state", notes.note_state, name="note_state"),
    path("notes/<id:note_id>/edit", compose.edit, name="edit"),
    path("notes/<id:note_id>/delete", compose.delete, name="delete"),
    path("drafts", compose.drafts, name="drafts"),
    path("media/<id:photo_id>/<str:token>/<int:width>.<str:format>", media.media, name="media"),
]
