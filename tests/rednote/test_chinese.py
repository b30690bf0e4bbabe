"""The interface speaks Chinese to those who ask for it."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import make_note

CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9,en;q=0.5"}
FOR_MEMBERS = ["发现", "关注", "发布", "通知", "收藏夹", "我"]
FOR_VISITORS = ["发现", "登录", "注册"]


def read(client, path):
    response = client.get(path, **CHINESE)
    assert response.status_code == 200
    assert response["Content-Language"] == "zh-hans"
    return response.content.decode()


def navigation(page):
    nav = page[page.index('class="site-nav"') : page.index("</nav>")]
    return re.findall(r"[\u4e00-\u9fff]+", nav.split(">", 1)[1])


def test_translate_every_string():
    call_command("check_messages")


@pytest.mark.parametrize("name", ["feeds:explore", "feeds:search", "feeds:about", "feeds:rules", "account_login"])
def test_greet_visitors(client, db, name):
    page = read(client, reverse(name))
    assert '<html lang="zh-hans"' in page
    assert list(dict.fromkeys(navigation(page))) == FOR_VISITORS


@pytest.mark.parametrize(
    "name",
    [
        "feeds:explore",
        "feeds:following",
        "feeds:welcome",
        "notifications:notifications",
        "posts:boards",
        "posts:compose",
        "posts:drafts",
        "accounts:profile",
        "accounts:privacy",
    ],
)
def test_accompany_members(alice, login, name):
    assert list(dict.fromkeys(navigation(read(login(alice), reverse(name))))) == FOR_MEMBERS


def test_show_a_note_and_what_can_be_done_with_it(alice, bob, login):
    note = make_note(alice, title="Tea on the roof")
    page = read(login(bob), note.get_absolute_url())
    assert "刚刚" in page
    assert "赞“Tea on the roof”" in page
    assert "已关注" in page


def test_tell_the_state_of_a_button_from_the_name_of_a_page(alice, bob, login):
    page = read(login(bob), reverse("feeds:profile", args=[alice.handle]))
    assert ">已关注</span>" in page
    assert "关注" in navigation(page)


def test_name_the_channel_home_otherwise_than_the_front_page(client, db):
    page = read(client, reverse("feeds:explore"))
    assert "家居" in page
    assert "首页" not in page


def test_say_what_is_wrong_in_a_form(client, db):
    fields = {"email": "dora@example.org", "username": "A b", "password1": "moon"}
    page = client.post(reverse("account_signup"), fields, **CHINESE).content.decode()
    assert "请用 3 到 30 个小写字母、数字或下划线。" in page
    assert "至少 8 个字符。" in page
    assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", re.sub(r"<[^>]*>", "", page))


def test_say_that_a_password_is_wrong(client, alice):
    fields = {"login": alice.handle, "password": "sun and moon"}
    page = client.post(reverse("account_login"), fields, **CHINESE).content.decode()
    assert "用户名或密码不对" in page


def test_prefer_the_language_that_a_person_chose(alice, login):
    alice.interface_language = "en"
    alice.save(update_fields=["interface_language"])
    response = login(alice).get(reverse("feeds:explore"), **CHINESE)
    assert response["Content-Language"] == "en"
