"""Clients of the API: each with a token of its own person."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts import actions
from accounts.models import User

V1 = "/api/v1/"


class Api:
    """Sends and gets JSON under /api/v1/; every call returns Django's response."""

    def __init__(self, key: str = "") -> None:
        self.client = Client(headers={"Authorization": f"Token {key}"} if key else {})

    def get(self, path: str, **parameters: Any):
        return self.client.get(V1 + path, parameters)

    def post(self, path: str, data: Any = None, key: str = ""):
        return self._send("post", path, data, key)

    def put(self, path: str, data: Any = None):
        return self._send("put", path, data)

    def patch(self, path: str, data: Any = None):
        return self._send("patch", path, data)

    def delete(self, path: str):
        return self.client.delete(V1 + path)

    def upload(self, file: Any, key: str = ""):
        return self.client.post(V1 + "photos", {"file": file}, headers=named(key))

    def pages(self, path: str, **parameters: Any) -> list[dict]:
        """Every result of a list, page after page."""
        found, after = [], ""
        while True:
            answer = self.get(path, **parameters, **({"after": after} if after else {}))
            assert answer.status_code == 200, answer.content
            found += answer.json()["results"]
            after = answer.json()["next"]
            if not after:
                return found

    def _send(self, method: str, path: str, data: Any, key: str = ""):
        send = getattr(self.client, method)
        return send(V1 + path, {} if data is None else data, content_type="application/json", headers=named(key))


def named(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key} if key else {}


@pytest.fixture
def api(db: None) -> Callable[..., Api]:
    """api(alice): a client with a token of hers; api(): one without."""

    def client_of(user: User | None = None) -> Api:
        return Api(actions.create_token(user=user, name="tests")[1] if user else "")

    return client_of


@pytest.fixture
def picture() -> Callable[..., SimpleUploadedFile]:
    """picture(): a photo as a client sends it."""

    def draw(width: int = 60, height: int = 80, name: str = "cat.png") -> SimpleUploadedFile:
        file = io.BytesIO()
        Image.new("RGB", (width, height), "tomato").save(file, "PNG")
        return SimpleUploadedFile(name, file.getvalue(), "image/png")

    return draw


@pytest.fixture
def refused() -> Callable[..., dict]:
    """refused(answer, 422, "title"): the answer is a refusal in the one shape, about this field if one is named."""

    def check(answer: Any, status: int, field: str = "") -> dict:
        assert answer.status_code == status, answer.content
        assert answer["Content-Type"] == "application/json"
        body = answer.json()
        assert body.keys() <= {"code", "detail", "fields"}
        assert body["code"]
        assert body["detail"]
        assert isinstance(body["detail"], str)
        if field:
            assert body["fields"][field]
            assert all(isinstance(message, str) for message in body["fields"][field])
        return body

    return check
