"""Staff see what moderating needs, and that only while they moderate."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import User
from moderation.models import MODERATORS, Report
from posts import access
from tests.factories import make_note, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo(person: Callable[..., User]) -> User:
    mo = person("mo", is_staff=True)
    mo.groups.add(Group.objects.get(name=MODERATORS))
    return mo


@pytest.mark.parametrize("field", ["email__startswith", "password__contains", "is_superuser", "last_login__isnull"])
def test_what_a_list_does_not_show_cannot_be_guessed_by_filtering(login: Callable[[User], Client], mo, alice, field):
    assert login(mo).get("/admin/accounts/user/", {field: "1"}).status_code == 400
    assert login(mo).get("/admin/accounts/user/?suspended_at__isempty=1&is_staff__exact=0").status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/moderation/queue", "/admin/accounts/user/"])
def test_a_moderator_who_is_suspended_looks_at_nothing_more(login: Callable[[User], Client], mo, path):
    assert login(mo).get(path).status_code == 200
    mo.suspended_at = timezone.now()
    mo.save()
    assert login(mo).get(path, follow=True).status_code == 403


def test_nor_at_photos_that_were_reported(mo, alice, bob):
    photo = make_photo(alice, note=make_note(alice, visibility="private"))
    Report.objects.create(reporter=bob, note=photo.note, rule="spam")
    assert access.is_visible(photo, mo)
    mo.suspended_at = timezone.now()
    assert not access.is_visible(photo, mo)
