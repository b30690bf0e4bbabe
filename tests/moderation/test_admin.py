"""The admin."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.models import Avatar
from moderation import actions
from posts import actions as posts
from posts.models import Photo
from rednote.lib.models import WorkState
from tests.factories import make_comment, make_note, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(alice, bob, carol, moderator):
    """A row of every model in the admin."""
    note = make_note(alice, title="Cat tax")
    comment = make_comment(note, bob)
    report = actions.report(reporter=carol, subject=note, rule="spam", text="")
    return {
        "user": alice,
        "note": note,
        "comment": comment,
        "translation": posts.add_translation(author=bob, note=note, language="zh", body="茶"),
        "photo": make_photo(alice, note=note),
        "report": report,
        "decision": actions.warn(moderator=moderator, person=alice, rule="spam", reason="Because."),
    }


def models():
    return [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]


def test_knows_only_our_models(rows):
    assert {name for _app, name in models()} == set(rows)


def test_shows_every_list_and_row_to_look_at(login, admin_user, rows):
    client = login(admin_user)
    for app, name in models():
        assert client.get(f"/admin/{app}/{name}/").status_code == 200, name
        page = client.get(f"/admin/{app}/{name}/{rows[name].pk}/change/")
        assert page.status_code == 200, name
        assert 'name="_save"' not in page.content.decode()


def test_refuses_every_raw_write_even_to_administrators(login, admin_user, rows):
    client = login(admin_user)
    for app, name in models():
        row = f"/admin/{app}/{name}/{rows[name].pk}"
        assert client.get(f"/admin/{app}/{name}/add/").status_code == 403, name
        assert client.post(f"/admin/{app}/{name}/add/", {}).status_code == 403, name
        assert client.post(f"{row}/change/", {}).status_code == 403, name
        assert client.post(f"{row}/delete/", {"post": "yes"}).status_code == 403, name
        chosen = {"action": "delete_selected", "_selected_action": [rows[name].pk], "post": "yes"}
        client.post(f"/admin/{app}/{name}/", chosen)
        assert "delete_selected" not in client.get(f"/admin/{app}/{name}/").content.decode()
        rows[name].refresh_from_db()


def test_asks_strangers_to_log_in_on_the_site_s_own_page(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/login?next=%2Fadmin%2F"
    assert client.get("/admin")["Location"] == "/admin/"


def test_refuses_those_who_are_not_staff(login, alice):
    assert login(alice).get("/admin/", follow=True).status_code == 403


def test_leads_on_only_within_the_site(login, moderator):
    client = login(moderator)
    assert client.get("/admin/login/?next=https://evil.example/")["Location"] == "/admin/"
    assert client.get("/admin/login/?next=/admin/moderation/queue")["Location"] == "/admin/moderation/queue"


def test_keeps_the_strict_policy_on_its_pages(login, admin_user, rows):
    client = login(admin_user)
    note = rows["note"].pk
    for url in (
        "/admin/",
        "/admin/posts/note/",
        f"/admin/posts/note/{note}/change/",
        "/admin/moderation/queue",
        f"/admin/moderation/cases/note/{note}",
    ):
        response = client.get(url)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        text = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), url
        assert not re.search(r"<[^>]+\sstyle=|<[^>]+\son\w+=|<style", text), url


def test_shows_moderators_what_the_group_may_see(login, person, rows):
    clerk = person("clerk", is_staff=True)
    assert login(clerk).get("/admin/posts/note/").status_code == 403
    clerk.groups.add(Group.objects.get(name="Moderators"))
    client = login(clerk)
    for app, name in models():
        assert client.get(f"/admin/{app}/{name}/").status_code == 200, name
    assert client.get("/admin/moderation/queue").status_code == 200
    assert "alice@example.org" not in client.get(f"/admin/accounts/user/{rows['user'].pk}/change/").content.decode()


def test_shows_no_draft_and_nothing_that_was_meant_for_a_few(login, admin_user, alice, bob):
    make_note(alice, title="My draft", state="draft")
    few = make_note(alice, title="For my followers", visibility="followers")
    make_comment(few, bob, "A word among friends")
    client = login(admin_user)
    assert "My draft" not in client.get("/admin/posts/note/").content.decode()
    assert "For my followers" not in client.get("/admin/posts/note/").content.decode()
    assert "A word among friends" not in client.get("/admin/posts/comment/").content.decode()
    actions.report(reporter=bob, subject=few, rule="spam", text="")
    assert "For my followers" in client.get("/admin/posts/note/").content.decode()


def test_tries_a_failed_photo_once_more(login, admin_user, alice):
    photo = make_photo(alice, ready=False)
    Photo.objects.filter(pk=photo.pk).update(state=WorkState.FAILED, failure="broken", tries=3)
    client = login(admin_user)
    page, retry = f"/admin/posts/photo/{photo.pk}/change/", f"/admin/posts/photo/{photo.pk}/retry/"
    assert retry in client.get(page).content.decode()
    assert client.get(retry).status_code == 403
    assert client.post(retry)["Location"] == page
    photo.refresh_from_db()
    assert (photo.state, photo.tries) == (WorkState.PENDING, 0)
    assert retry not in client.get(page).content.decode()


def test_plots_people_notes_reports_and_work(login, admin_user, rows, carol):
    Avatar.objects.create(user=carol, original_key="nowhere")
    response = login(admin_user).get("/admin/")
    charts = {chart.name: chart for chart in response.context["charts"]}
    assert list(charts) == ["signups", "notes", "reports", "work"]
    assert charts["signups"].bars[-1].value == 5
    assert charts["notes"].bars[-1].value == 1
    assert sum(bar.value for bar in charts["reports"].bars) == 1
    assert sum(bar.value for bar in charts["work"].bars) == 1
    text = response.content.decode()
    assert text.count('<svg class="chart__bars"') == 4
    assert text.count("Show the numbers") == 4


def test_plots_an_empty_site(login, admin_user):
    assert "Nothing waits." in login(admin_user).get("/admin/").content.decode()


def test_keeps_the_charts_for_moderators(login, person):
    assert login(person("clerk", is_staff=True)).get("/admin/").context["charts"] == []
