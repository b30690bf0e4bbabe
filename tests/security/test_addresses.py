"""An e-mail address opens an account: it belongs to one person."""

import pytest

pytestmark = pytest.mark.django_db


def test_somebody_elses_address_cannot_be_added_or_made_ones_own(login, alice, carol):
    page = login(carol)
    answer = page.post("/settings/email", {"action_add": "", "email": "Alice@Example.org"})
    assert "Somebody has this address already." in answer.content.decode()
    page.post("/settings/email", {"action_primary": "", "email": "alice@example.org"})
    carol.refresh_from_db()
    assert carol.email == "carol@example.org"
    assert not carol.emailaddress_set.filter(email="alice@example.org").exists()
