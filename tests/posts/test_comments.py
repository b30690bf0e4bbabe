"""Comments ..."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.actions import block, mute
from posts import actions, signals
from posts.models import Comment, Mention
from tests.factories import make_comment, make_note
from tests.news import heard

HTMX = {"HX-Request": "true"}


def say(author, note, body="How lovely.", **fields):
    return actions.add_comment(author=author, note=note, body=body, form_key=str(uuid4()), **fields)


def send(client, note, body="How lovely.", headers=None, **fields):
    fields = {"body": body, "form_key": str(uuid4())} | fields
    return client.post(f"/notes/{note.pk}/comments", fields, headers=headers)


def several(count, note, author, **fields):
    """In the order of their ids, which have no order within a millisecond."""
    return sorted((make_comment(note, author, f"number {n};", **fields) for n in range(count)), key=lambda row: row.pk)


def shown(client, url):
    return client.get(url).content.decode()


# --- Written ----------------------------------------------------------------------------------------------------------


def test_sent_twice_by_one_form_are_one(alice, bob):
    note = make_note(alice)
    with heard(signals.comment_added) as news:
        one = actions.add_comment(author=bob, note=note, body="Hello.", form_key="k")
        two = actions.add_comment(author=bob, note=note, body="Hello.", form_key="k")
    note.refresh_from_db()
    assert (one, note.comments_count, len(news)) == (two, 1, 1)


@pytest.mark.parametrize(
    ("body", "language"), [("好漂亮啊", "zh"), ("What a lovely morning walk this was", "en"), ("🐱", "")]
)
def test_know_their_language(alice, bob, body, language):
    assert say(bob, make_note(alice), body).language == language


def test_take_the_language_that_is_named(alice, bob):
    assert say(bob, make_note(alice), "Gift", language="de").language == "de"


def test_mention_people_who_may_see_the_note(alice, bob, carol, mallory):
    note = make_note(alice, visibility="followers")
    with heard(signals.noted_mention) as news:
        comment = say(bob, note, "@alice @carol @mallory @nobody look")
    assert [mention.user for mention in Mention.objects.filter(comment=comment)] == [alice]
    assert [item["user"] for item in news] == [alice]


def test_hang_replies_on_one_level(alice, bob, carol):
    note = make_note(alice)
    top = say(bob, note)
    first = say(carol, note, parent=top)
    second = say(alice, note, parent=first)
    assert (first.parent, first.reply_to) == (top, bob)
    assert (second.parent, second.reply_to) == (top, carol)
    top.refresh_from_db()
    note.refresh_from_db()
    assert (top.replies_count, note.comments_count) == (2, 3)


@pytest.mark.parametrize("body", ["", "   ", "\u200b", "x" * 1001, "a\0b"])
def test_that_say_nothing_or_too_much_are_refused(alice, bob, body):
    with pytest.raises(actions.CommentRefused):
        say(bob, make_note(alice), body)


def test_on_what_is_gone_meanwhile_are_refused(alice, bob):
    note = make_note(alice)
    top = say(bob, note)
    actions.delete_comment(comment=top)
    with pytest.raises(actions.CommentRefused):
        say(alice, note, parent=top)
    actions.delete_note(note=note)
    with pytest.raises(actions.CommentRefused):
        say(bob, note)


# --- At the door ------------------------------------------------------------------------------------------------------


def test_lead_back_to_their_place_under_the_note(login, alice, bob):
    note, client = make_note(alice), login(bob)
    response = send(client, note, "Where is this?")
    comment = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (303, comment.get_absolute_url())
    assert response["Location"].endswith(f"#comment-{comment.pk}")
    assert f'id="comment-{comment.pk}"' in shown(client, response["Location"])


def test_answer_htmx_with_their_place_a_fresh_form_and_the_count(login, alice, bob):
    note, client = make_note(alice), login(bob)
    answer = send(client, note, "Where is this?", headers=HTMX).content.decode()
    assert f'hx-swap-oob="afterbegin:#comments-{note.pk}"' in answer
    assert "Where is this?" in answer
    assert f'hx-swap-oob="innerHTML:.comments-count-{note.pk}">1<' in answer
    assert '<textarea name="body"' in answer
    assert "<html" not in answer
    top = Comment.objects.get()
    answer = send(client, note, "Anyone?", headers=HTMX, parent=top.pk).content.decode()
    assert f'hx-swap-oob="beforeend:#replies-{top.pk}"' in answer
    assert "<form" not in answer


@pytest.mark.parametrize("headers", [None, HTMX])
def test_that_are_refused_come_back_with_what_was_typed(login, alice, bob, headers):
    note = make_note(alice)
    response = send(login(bob), note, "x" * 1001, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert "x" * 1001 in page
    assert 'aria-invalid="true"' in page
    assert ("<html" in page) is (headers is None)


def test_are_not_written_by_a_stranger_on_a_followers_note_nor_after_a_block(login, alice, bob, carol, mallory):
    public, narrow = make_note(alice), make_note(alice, visibility="followers")
    assert send(login(mallory), public).status_code == 404
    assert send(login(carol), narrow).status_code == 404
    assert send(login(bob), narrow).status_code == 303
    block(blocker=alice, blocked=bob)
    assert send(login(bob), public).status_code == 404
    assert Comment.objects.count() == 1


def test_do_not_answer_what_the_writer_may_not_read(login, alice, bob, carol):
    note, elsewhere = make_note(alice), make_note(alice)
    block(blocker=carol, blocked=bob)
    hers, other = say(carol, note), say(alice, elsewhere)
    client = login(bob)
    for parent in [hers.pk, other.pk, 1, "x", 2**70]:
        assert send(client, note, parent=parent).status_code == 404


def test_ask_strangers_to_log_in(client, alice):
    note = make_note(alice)
    assert send(client, note)["Location"].startswith("/login")
    page = shown(client, f"/notes/{note.pk}/comments")
    assert "Log in to comment" in page
    assert "<textarea" not in page


# --- Read -------------------------------------------------------------------------------------------------------------


def test_stand_newest_first_ten_at_a_time(client, alice, bob):
    note = make_note(alice)
    written = several(23, note, bob)
    url, pages = f"/notes/{note.pk}/comments", []
    while url:
        page = client.get(url).context
        pages.append([comment.pk for comment in page["comments"]])
        url = page["next_url"]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert [pk for page in pages for pk in page] == [comment.pk for comment in reversed(written)]


def test_show_three_replies_and_lead_to_the_others(client, alice, bob):
    note = make_note(alice)
    top = make_comment(note, bob)
    replies = several(15, note, alice, parent=top)
    page = client.get(note.get_absolute_url()).content.decode()
    assert replies[2].body in page
    assert replies[3].body not in page
    assert "Show 12 more replies" in page
    top = client.get(f"/notes/{note.pk}/comments").context["comments"][0]
    rest = client.get(top.more_replies_url, headers=HTMX)
    assert [reply.pk for reply in rest.context["replies"]] == [reply.pk for reply in replies[3:13]]
    rest = client.get(rest.context["next_url"], headers=HTMX)
    assert [reply.pk for reply in rest.context["replies"]] == [reply.pk for reply in replies[13:]]
    assert rest.context["next_url"] == ""


def test_that_are_linked_to_stand_first_and_once(client, alice, bob):
    note = make_note(alice)
    old = make_comment(note, bob, "the oldest")
    replies = several(5, note, alice, parent=old)
    several(12, note, bob)
    url = replies[4].get_absolute_url()
    discussion = client.get(url).context["talk"]["discussion"]
    first = discussion["comments"][0]
    assert first == old
    assert [reply.pk for reply in first.first_replies] == [replies[n].pk for n in (0, 1, 2, 4)]
    assert [reply.pk for reply in client.get(first.more_replies_url).context["replies"]] == [replies[3].pk]
    assert old not in client.get(discussion["next_url"]).context["comments"]
    for odd in ["x", "99", str(2**70), "１２"]:
        assert client.get(note.get_absolute_url(), {"comment": odd}).status_code == 200


def test_mark_the_author_of_the_note(client, alice, bob):
    note = make_note(alice)
    make_comment(note, bob)
    url = f"/notes/{note.pk}/comments"
    assert '<span class="badge">Author</span>' not in shown(client, url)
    make_comment(note, alice)
    assert '<span class="badge">Author</span>' in shown(client, url)


def test_are_text_in_their_language(client, alice, bob):
    note = make_note(alice)
    make_comment(note, bob, "<b>مرحبا</b> #tea @alice https://example.org", language="ar")
    page = shown(client, note.get_absolute_url())
    assert "&lt;b&gt;" in page
    assert 'lang="ar"' in page
    assert 'href="/hashtags/tea"' in page
    assert 'rel="nofollow ugc noopener"' in page


def test_of_people_one_blocked_or_muted_and_taken_down_ones_are_not_there(login, client, alice, bob, carol, person):
    note, dora = make_note(alice), person("dora")
    top = make_comment(note, bob, "top of bob")
    make_comment(note, carol, "reply of carol", parent=top)
    make_comment(note, carol, "word of carol")
    taken = make_comment(note, bob, "rude words")
    actions.take_down_comment(comment=taken, reason="Unkind.")
    block(blocker=carol, blocked=dora)
    mute(muter=alice, muted=carol)
    url = note.get_absolute_url()
    assert "of carol" in shown(client, url)
    for viewer in (dora, alice):
        page = shown(login(viewer), url)
        assert "top of bob" in page
        assert "of carol" not in page
    assert "rude words" not in shown(login(alice), url)
    own = shown(login(bob), url)
    assert "rude words" in own
    assert "Unkind." in own
    note.refresh_from_db()
    assert note.comments_count == 3
    actions.restore_comment(comment=taken)
    note.refresh_from_db()
    assert note.comments_count == 4


def test_cost_the_same_for_one_or_thirty(login, alice, bob, carol, settings, django_assert_max_num_queries):
    settings.LIMITS = settings.LIMITS | {"comments_page_size": 30}
    small, large = make_note(alice), make_note(alice)
    for note, size in [(small, 1), (large, 30)]:
        for _ in range(size):
            top = make_comment(note, bob, "你好", language="zh")
            for _ in range(min(size, 4)):
                make_comment(note, carol, parent=top, reply_to=alice)
    client = login(carol)
    for note, size in [(small, 1), (large, 30)]:
        with django_assert_max_num_queries(8):
            response = client.get(f"/notes/{note.pk}/comments")
        assert len(response.context["comments"]) == size


def test_of_a_note_that_is_not_visible_are_a_404(login, client, alice, bob, carol):
    note = make_note(alice, visibility="followers")
    top = make_comment(note, bob)
    for url in ["replies", "reply", "translations"]:
        assert login(carol).get(f"/comments/{top.pk}/{url}").status_code == 404
        assert login(bob).get(f"/comments/{top.pk}/{url}").status_code == 200
    assert login(carol).get(f"/notes/{note.pk}/comments").status_code == 404
    assert client.get(f"/comments/{top.pk}/replies").status_code == 404


# --- What one does with them ------------------------------------------------------------------------------------------


def test_are_liked_once(alice, bob, carol):
    comment = make_comment(make_note(alice), bob)
    with heard(signals.comment_liked) as came:
        for _ in range(2):
            actions.like_comment(user=carol, comment=comment)
        comment.refresh_from_db()
        assert comment.likes_count == 1
        for _ in range(2):
            actions.unlike_comment(user=carol, comment=comment)
    comment.refresh_from_db()
    assert (comment.likes_count, len(came)) == (0, 1)


def test_are_liked_by_a_press(login, client, alice, bob, carol, mallory):
    comment = make_comment(make_note(alice), bob)
    url = f"/comments/{comment.pk}/like"
    assert client.post(url)["Location"].startswith("/login")
    assert login(mallory).post(url).status_code == 404
    assert login(carol).get(url).status_code == 405
    answer = login(carol).post(url, headers=HTMX).content.decode()
    assert f"/comments/{comment.pk}/unlike" in answer
    response = login(carol).post(f"/comments/{comment.pk}/unlike")
    assert (response.status_code, response["Location"]) == (303, comment.get_absolute_url())


def test_are_deleted_by_their_author_and_by_the_notes(login, alice, bob, carol):
    note = make_note(alice)
    mine, other = make_comment(note, bob), make_comment(note, bob)
    assert login(carol).post(f"/comments/{mine.pk}/delete").status_code == 404
    assert login(bob).post(f"/comments/{mine.pk}/delete").status_code == 303
    answer = login(alice).post(f"/comments/{other.pk}/delete", headers=HTMX).content.decode()
    assert f'hx-swap-oob="innerHTML:.comments-count-{note.pk}">0<' in answer
    assert not Comment.objects.exists()
    note.refresh_from_db()
    assert note.comments_count == 0


def test_take_their_replies_with_them(alice, bob, carol):
    note = make_note(alice)
    top = make_comment(note, bob)
    make_comment(note, carol, parent=top)
    actions.delete_comment(comment=top)
    note.refresh_from_db()
    assert note.comments_count == 0


def test_have_a_language_that_their_author_corrects(login, alice, bob, carol):
    comment = make_comment(make_note(alice), bob, "Gift", language="en")
    url = reverse("posts:comment_language", args=[comment.pk])
    assert login(carol).post(url, {"language": "de"}).status_code == 404
    assert login(bob).get(url).status_code == 200
    assert login(bob).post(url, {"language": "xx"}).status_code == 422
    assert login(bob).post(url, {"language": "de"}).status_code == 303
    comment.refresh_from_db()
    assert comment.language == "de"


def test_are_answered_on_a_page_of_their_own_without_javascript(login, client, alice, bob, carol):
    note = make_note(alice)
    top = make_comment(note, bob, "Where is this?")
    page = shown(login(carol), f"/comments/{top.pk}/reply")
    assert "Where is this?" in page
    assert f'name="parent" value="{top.pk}"' in page
    assert client.get(f"/comments/{top.pk}/reply")["Location"].startswith("/login")
    send(login(carol), note, "In Lisbon.", parent=top.pk)
    assert Comment.objects.get(body="In Lisbon.").parent == top


def test_in_another_language_lead_to_translations(client, login, alice, bob, carol):
    note = make_note(alice)
    comment = make_comment(note, bob, "好漂亮啊", language="zh")
    link = f"/comments/{comment.pk}/translations"
    assert link in shown(client, f"/notes/{note.pk}/comments")
    carol.languages = ["en", "zh"]
    carol.save()
    assert link not in shown(login(carol), f"/notes/{note.pk}/comments")
    actions.add_translation(author=alice, comment=comment, language="en", body="How pretty")
    assert link in shown(login(carol), f"/notes/{note.pk}/comments")
