"""The URLs of every grid, and of arriving."""

from django.urls import path

from feeds.views import about, events, explore, hashtags, people, related, search, welcome

app_name = "feeds"

urlpatterns = [
    path("", explore.explore, name="explore"),
    path("events", events.events, name="events"),
    path("following", explore.following, name="following"),
    path("hashtags/<str:name>", hashtags.hashtag, name="hashtag"),
    path("search", search.search, name="search"),
    path("search/suggestions", search.suggestions, name="suggestions"),
    path("@<slug:handle>", people.profile, name="profile"),
    path("boards/<id:board_id>", people.board, name="board"),
    path("notes/<id:note_id>/related", related.related, name="related"),
    path("welcome", welcome.welcome, name="welcome"),
    path("about", about.about, name="about"),
    path("rules", about.rules, name="rules"),
    path("privacy", about.privacy, name="privacy"),
]
