"""The API's description of itself, and the page that shows it."""

import io

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse

from rednote import urls  # noqa: F401 - which makes the converters known that the resources use
from rednote.api_urls import resources

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema() -> dict:
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


def test_is_valid_and_complete(schema):
    assert schema["openapi"] == "3.1.0"
    assert len(schema["paths"]) == len(resources)


def test_every_write_may_carry_the_token(schema):
    assert schema["components"]["securitySchemes"]["token"]["name"] == "Authorization"
    for path in schema["paths"].values():
        for operation in path.values():
            assert operation["operationId"]
            assert operation["responses"]


def test_ids_are_strings(schema):
    for name, component in schema["components"]["schemas"].items():
        if "id" in component.get("properties", {}):
            assert component["properties"]["id"]["type"] == "string", name


def test_is_served(client):
    answer = client.get(reverse("schema"))
    assert answer.status_code == 200
    assert b"openapi: 3.1.0" in answer.content


def test_the_page_that_shows_it_answers_with_its_scripts(client):
    answer = client.get(reverse("docs"))
    assert answer.status_code == 200
    script = client.get(reverse("docs"), {"script": ""})
    assert script.status_code == 200
    assert b"SwaggerUIBundle" in script.content


def test_no_url_of_a_resource_ends_in_a_slash():
    assert not [pattern for pattern in resources if str(pattern.pattern).endswith("/")]
