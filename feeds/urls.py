"""The URLs of every grid, and of arriving."""

from django.urls import path

from feeds.views import about, events, explore, hashtags, interests, meter, people, related, search, welcome, why

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
    path("notes/<id:note_id>/why", why.why, name="why"),
    path("notes/<id:note_id>/less", why.less, name="less"),
    path("notes/<id:note_id>/unless", why.unless, name="unless"),
    path("hashtags/<str:name>/more", why.more_of_hashtag, name="more_of_hashtag"),
    path("hashtags/<str:name>/less", why.less_of_hashtag, name="less_of_hashtag"),
    path("hashtags/<str:name>/forget", why.forget_hashtag, name="forget_hashtag"),
    path("@<slug:handle>/more", why.more_of_author, name="more_of_author"),
    path("@<slug:handle>/less", why.less_of_author, name="less_of_author"),
    path("settings/interests", interests.interests, name="interests"),
    path("settings/interests.json", interests.export, name="interests_export"),
    path("settings/interests/pause", interests.pause, name="pause"),
    path("settings/interests/resume", interests.resume, name="resume"),
    path("settings/interests/reset", interests.reset, name="reset"),
    path("settings/interests/off", interests.turn_off, name="turn_off"),
    path("settings/interests/on", interests.turn_on, name="turn_on"),
    path("welcome", welcome.welcome, name="welcome"),
    path("about", about.about, name="about"),
    path("meter", meter.meter, name="meter"),
    path("meter.json", meter.figures, name="meter_figures"),
    path("rules", about.rules, name="rules"),
    path("privacy", about.privacy, name="privacy"),
]
