"""Translations ..."""

import pytest

from accounts.actions import block
from posts import actions, signals
from posts.models import Translation
from tests.factories import make_comment, make_note
from tests.news import heard

HTMX = {"HX-Request": "true"}


def add(author, note, body="Two cups.", **fields):
    return actions.add_translation(author=author, note=note, language="en", body=body, **fields)


def test_are_one_for_each_person_and_language(alice, bob):
    note = make_note(alice, language="zh")
    with heard(signals.translation_added) as news:
        first = add(bob, note)
        second = add(bob, note, "Two cups of tea.")
    assert first == second
    assert len(news) == 1
    assert Translation.objects.get().body == "Two cups of tea."


def test_are_accepted_anew_once_their_words_changed(alice, bob):
    translation = add(bob, make_note(alice))
    with heard(signals.translation_accepted) as news:
        actions.accept_translation(translation=translation)
        actions.accept_translation(translation=translation)
    assert len(news) == 1
    assert add(bob, translation.note).accepted_at
    assert add(bob, translation.note, "Other words").accepted_at is None


@pytest.mark.parametrize(
    "words", [{"body": " "}, {"body": "x" * 10_001}, {"title": "x" * 121}, {"body": "a\0"}, {"language": "xx"}]
)
def test_that_say_nothing_or_too_much_are_refused(alice, bob, words):
    words = {"language": "en", "body": "Tea"} | words
    with pytest.raises(actions.TranslationRefused):
        actions.add_translation(author=bob, note=make_note(alice), **words)


def test_stand_under_a_text_in_another_language(client, login, alice, bob, carol):
    note = make_note(alice, language="zh")
    assert "Nobody has translated this yet" in client.get(note.get_absolute_url()).content.decode()
    carol.languages = ["en", "zh"]
    carol.save()
    reader = login(carol)
    assert "Nobody has translated this yet" not in reader.get(note.get_absolute_url()).content.decode()
    add(bob, note, "Two <b>cups</b>.")
    page = reader.get(note.get_absolute_url()).content.decode()
    assert "Two &lt;b&gt;cups&lt;/b&gt;." in page
    assert 'lang="en" dir="ltr"' in page
    assert 'href="/@bob"' in page


def test_are_not_asked_for_in_ones_own_language(client, alice):
    page = client.get(make_note(alice, language="en").get_absolute_url()).content.decode()
    assert "translations" not in page.replace("/translations", "")


def test_into_the_readers_language_come_first_then_accepted_ones(client, alice, bob, carol, person):
    note = make_note(alice, language="zh")
    texts = {}
    for who, language in [(bob, "en"), (bob, "es"), (carol, "en"), (carol, "ja")]:
        words = {"note": note, "language": language, "body": f"{who.handle} {language}"}
        texts[who.handle, language] = actions.add_translation(author=who, **words)
    for key in [("bob", "en"), ("bob", "es")]:
        actions.accept_translation(translation=texts[key])
    page = client.get(f"/notes/{note.pk}/translations")
    assert [row.body for row in page.context["translations"]] == ["bob en", "carol en", "bob es", "carol ja"]


def test_come_ten_at_a_time_in_a_fixed_number_of_queries(client, alice, person, django_assert_max_num_queries):
    note = make_note(alice, language="zh")
    for number in range(13):
        add(person(f"reader{number}"), note, f"word {number}")
    with django_assert_max_num_queries(4):
        page = client.get(f"/notes/{note.pk}/translations")
    assert len(page.context["translations"]) == 10
    rest = client.get(page.context["next_url"], headers=HTMX)
    assert len(rest.context["translations"]) == 3
    assert "<section" not in rest.content.decode()


def test_are_added_by_any_reader(login, alice, carol):
    note, client = make_note(alice, language="zh"), login(carol)
    url = f"/notes/{note.pk}/translations"
    assert "<form" in client.get(url).content.decode()
    response = client.post(url, {"language": "en", "title": "Tea", "body": "Two cups."})
    translation = Translation.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{url}#translation-{translation.pk}")
    answer = client.post(url, {"language": "es", "title": "", "body": "Dos tazas."}, headers=HTMX)
    assert answer.status_code == 200
    assert "Dos tazas." in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_of_comments_have_no_title(login, alice, bob, carol):
    comment = make_comment(make_note(alice), bob, "好漂亮啊", language="zh")
    url = f"/comments/{comment.pk}/translations"
    page = login(carol).get(url).content.decode()
    assert 'name="title"' not in page
    assert "好漂亮啊" in page
    assert login(carol).post(url, {"language": "en", "body": "How pretty"}).status_code == 303
    assert Translation.objects.get().comment == comment


@pytest.mark.parametrize("headers", [None, HTMX])
def test_that_are_refused_come_back_with_what_was_typed(login, alice, carol, headers):
    note = make_note(alice, language="zh")
    typed = {"language": "xx", "title": "T" * 121, "body": "Two cups."}
    response = login(carol).post(f"/notes/{note.pk}/translations", typed, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert "T" * 121 in page
    assert "Two cups." in page
    assert '<details class="disclosure" open>' in page


def test_are_edited_in_the_form_that_adds_them(login, alice, bob, carol):
    note = make_note(alice, language="zh")
    add(carol, note, "My words", title="Tea")
    add(bob, note, "His words")
    page = login(carol).get(f"/notes/{note.pk}/translations?language=en")
    assert page.context["form"].initial == {"language": "en", "title": "Tea", "body": "My words"}


def test_propose_a_language_that_the_text_is_not_in(login, alice, carol):
    carol.languages = ["zh", "es"]
    carol.save()
    page = login(carol).get(f"/notes/{make_note(alice, language='zh').pk}/translations")
    assert page.context["form"].initial == {"language": "es"}


def test_are_accepted_by_the_author_of_the_text_alone(login, client, alice, bob, carol):
    translation = add(carol, make_note(alice, language="zh"))
    url = f"/translations/{translation.pk}/accept"
    assert client.post(url)["Location"].startswith("/login")
    assert login(alice).get(url).status_code == 405
    for other in (bob, carol):
        assert login(other).post(url).status_code == 404
    assert "Accepted by the author" in login(alice).post(url, headers=HTMX).content.decode()
    assert login(bob).post(f"/translations/{translation.pk}/unaccept").status_code == 404
    assert login(alice).post(f"/translations/{translation.pk}/unaccept").status_code == 303
    translation.refresh_from_db()
    assert translation.accepted_at is None


def test_are_deleted_by_who_added_them(login, alice, bob, carol):
    translation = add(carol, make_note(alice))
    url = f"/translations/{translation.pk}/delete"
    for other in (alice, bob):
        assert login(other).post(url).status_code == 404
    assert login(carol).post(url).status_code == 303
    assert not Translation.objects.exists()


def test_of_what_one_sees_no_longer_can_be_deleted_without_seeing_it(login, alice, carol):
    note = make_note(alice, language="zh")
    translation = add(carol, note)
    note.visibility = "private"
    note.save(update_fields=["visibility"])
    assert login(carol).post(f"/translations/{translation.pk}/delete", headers=HTMX).status_code == 404
    assert not Translation.objects.exists()


def test_are_for_readers_of_the_text_only(login, client, alice, carol, mallory):
    note = make_note(alice, visibility="followers", language="zh")
    url = f"/notes/{note.pk}/translations"
    assert client.get(url).status_code == 404
    for user in (carol, mallory):
        assert login(user).get(url).status_code == 404
        assert login(user).post(url, {"language": "en", "body": "x"}).status_code == 404


def test_of_blocked_people_and_taken_down_ones_are_not_there(login, client, alice, bob, carol):
    note = make_note(alice, language="zh")
    hers, his = add(carol, note, "her words"), add(bob, note, "his words")
    block(blocker=alice, blocked=carol)
    actions.take_down_translation(translation=his, reason="Unkind.")
    url = f"/notes/{note.pk}/translations"
    assert "her words" not in login(alice).get(url).content.decode()
    assert "his words" not in client.get(url).content.decode()
    own = login(bob).get(url).content.decode()
    assert "his words" in own
    assert "Unkind." in own
    actions.restore_translation(translation=his)
    assert "his words" in client.get(url).content.decode()
    assert login(alice).post(f"/translations/{hers.pk}/accept").status_code == 404
