"""News about people, for the apps above; each is sent inside the transaction of the action."""

from django.dispatch import Signal

followed = Signal()  # follow
follow_requested = Signal()  # follow
follow_accepted = Signal()  # follow
unfollowed = Signal()  # follower, followee
standing_changed = Signal()  # user: became private or open, suspended or reinstated, active or not
