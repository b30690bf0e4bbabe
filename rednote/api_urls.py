"""The URLs of the API: every resource of every app under /api/v1, its schema and its documentation."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts import api as accounts
from feeds import api as feeds
from moderation import api as moderation
from notifications import api as notifications
from posts import api as posts

resources = [
    path("me", accounts.MeView.as_view(), name="me"),
    path("config", accounts.ConfigView.as_view(), name="config"),
    path("users/<slug:handle>", accounts.PersonView.as_view(), name="user"),
    path("users/<slug:handle>/follow", accounts.FollowView.as_view(), name="user_follow"),
    path("users/<slug:handle>/block", accounts.BlockView.as_view(), name="user_block"),
    path("users/<slug:handle>/mute", accounts.MuteView.as_view(), name="user_mute"),
    path("photos", posts.PhotosView.as_view(), name="photos"),
    path("photos/<id:photo_id>", posts.PhotoView.as_view(), name="photo"),
    path("notes", posts.NotesView.as_view(), name="notes"),
    path("notes/<id:note_id>", posts.NoteView.as_view(), name="note"),
    path("notes/<id:note_id>/like", posts.LikeView.as_view(), name="note_like"),
    path("notes/<id:note_id>/collect", posts.CollectView.as_view(), name="note_collect"),
    path("notes/<id:note_id>/hide", posts.HideView.as_view(), name="note_hide"),
    path("notes/<id:note_id>/comments", posts.CommentsView.as_view(), name="note_comments"),
    path("hashtags/<str:name>/follow", posts.HashtagFollowView.as_view(), name="hashtag_follow"),
    path("hashtags/<str:name>/notes", feeds.HashtagNotesView.as_view(), name="hashtag_notes"),
    path("feeds/explore", feeds.ExploreView.as_view(), name="feed_explore"),
    path("feeds/following", feeds.FollowingView.as_view(), name="feed_following"),
    path("search", feeds.SearchView.as_view(), name="search"),
    path("notifications", notifications.NotificationsView.as_view(), name="notifications"),
    path("reports", moderation.ReportsView.as_view(), name="reports"),
]

urlpatterns = [
    path("v1/", include((resources, "api"))),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
]
