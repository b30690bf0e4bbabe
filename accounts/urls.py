"""People's URLs: their ties, their settings, their avatars."""

from django.urls import path

from accounts.views import avatars, mail, settings, ties

app_name = "accounts"

urlpatterns = [
    path("@<slug:handle>/follow", ties.follow, name="follow"),
    path("@<slug:handle>/unfollow", ties.unfollow, name="unfollow"),
    path("@<slug:handle>/block", ties.block, name="block"),
    path("@<slug:handle>/unblock", ties.unblock, name="unblock"),
    path("@<slug:handle>/mute", ties.mute, name="mute"),
    path("@<slug:handle>/unmute", ties.unmute, name="unmute"),
    path("@<slug:handle>/followers", ties.followers, name="followers"),
    path("@<slug:handle>/following", ties.following, name="followees"),
    path("@<slug:handle>/remove-follower", ties.remove_follower, name="remove_follower"),
    path("follow-requests", ties.follow_requests, name="follow_requests"),
    path("follow-requests/<slug:handle>/accept", ties.accept_follow, name="accept_follow"),
    path("follow-requests/<slug:handle>/decline", ties.decline_follow, name="decline_follow"),
    path("settings", settings.profile, name="profile"),
    path("settings/privacy", settings.privacy, name="privacy"),
    path("settings/languages", settings.languages, name="languages"),
    path("settings/account", settings.account, name="account"),
    path("settings/keys", settings.keys, name="keys"),
    path("settings/keys/<id:token_id>/revoke", settings.revoke_key, name="revoke_key"),
    path("settings/blocked", settings.blocked, name="blocked"),
    path("settings/theme", settings.set_theme, name="set_theme"),
    path("settings/interface-language", settings.set_language, name="set_language"),
    path("outbox", mail.outbox, name="outbox"),
    path("avatars/<id:avatar_id>/<str:token>/<int:size>.webp", avatars.avatar, name="avatar"),
]
