"""News about notes, for the apps above; each is sent inside the transaction of the action."""

from django.dispatch import Signal

note_published = Signal()  # note
note_edited = Signal()  # note
note_restored = Signal()  # note
note_ready = Signal()  # note: others can see it from now on
notes_opened = Signal()  # counts: {note's id: opens}, once per viewer and note a day
photo_failed = Signal()  # photo
noted_mention = Signal()  # user, note, comment (or None)
note_liked = Signal()  # note, user
note_unliked = Signal()  # note, user
note_collected = Signal()  # note, user
note_uncollected = Signal()  # note, user
note_hidden = Signal()  # note, user
note_unhidden = Signal()  # note, user
comment_added = Signal()  # comment
comment_liked = Signal()  # comment, user
hashtag_followed = Signal()  # hashtag, user
hashtag_unfollowed = Signal()  # hashtag, user
translation_added = Signal()  # translation
translation_accepted = Signal()  # translation
