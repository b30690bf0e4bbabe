"""`manage.py api_token` prints a key that the API knows, and nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ApiToken


def test_prints_only_a_key_that_is_known(alice):
    said = StringIO()
    call_command("api_token", "@Alice", name="backup", stdout=said)
    [key] = said.getvalue().split()
    token = ApiToken.objects.get(user=alice)
    assert (token.digest, token.name) == (ApiToken.digest_of(key), "backup")


@pytest.mark.django_db
def test_knows_nobody_of_that_handle():
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("api_token", "nobody")
