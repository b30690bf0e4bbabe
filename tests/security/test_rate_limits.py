"""No way around the limits."""

import pytest

from tests.factories import make_note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_at_a_time(settings):
    settings.LIMITS = settings.LIMITS | {"rate_search": [2, 60], "rate_write": [2, 60]}


@pytest.mark.parametrize("path", ["/search?q=tea", "/search/suggestions?q=tea"])
def test_asking_for_the_head_of_a_search_is_searching(client, path):
    assert [client.head(path).status_code for _ in range(3)] == [200, 200, 429]


def test_editing_a_note_again_and_again_ends(login, alice):
    note = make_note(alice, photos=1)
    typed = {"composer_key": note.composer_key, "visibility": "public", "photos": note.photos.get().pk}
    editor = login(alice)
    assert [editor.post(f"/notes/{note.pk}/edit", typed).status_code for _ in range(3)] == [303, 303, 429]
    assert editor.get(f"/notes/{note.pk}/edit").status_code == 200
