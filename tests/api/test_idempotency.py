"""`Idempotency-Key`: however often a POST arrives, it happens once."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.idempotency import LEASE
from accounts.models import IdempotentRequest
from posts.models import Comment, Note, Photo
from tests.factories import make_note

NOTE = {"cover_text": "Tea for two"}


def test_answers_a_repeat_with_the_first_answer(api, alice):
    client = api(alice)
    first, again = client.post("notes", NOTE, key="k1"), client.post("notes", NOTE, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "Idempotent-Replay" not in first
    assert again["Idempotent-Replay"] == "true"
    assert Note.objects.count() == 1


def test_the_first_answer_stays_though_its_note_is_gone(api, alice):
    client = api(alice)
    first = client.post("notes", NOTE, key="k1").json()
    client.delete(f"notes/{first['id']}")
    assert client.post("notes", NOTE, key="k1").json() == first
    assert not Note.objects.exists()


def test_refuses_another_body_under_the_same_key(api, alice, refused):
    client = api(alice)
    client.post("notes", NOTE, key="k1")
    assert refused(client.post("notes", {"cover_text": "Coffee"}, key="k1"), 422)["code"] == "key_reused"
    assert Note.objects.count() == 1


def test_refuses_another_path_under_the_same_key(api, alice, refused):
    note, other = make_note(alice), make_note(alice)
    client, body = api(alice), {"body": "Lovely"}
    client.post(f"notes/{note.pk}/comments", body, key="k1")
    refused(client.post(f"notes/{other.pk}/comments", body, key="k1"), 422)
    assert Comment.objects.count() == 1


def test_keys_of_different_people_are_different(api, alice, carol):
    ids = {api(person).post("notes", NOTE, key="k1").json()["id"] for person in (alice, carol)}
    assert len(ids) == 2


def test_without_a_key_every_post_happens(api, alice):
    client = api(alice)
    assert client.post("notes", NOTE).json()["id"] != client.post("notes", NOTE).json()["id"]


def test_a_refusal_is_not_kept(api, alice, refused):
    client = api(alice)
    refused(client.post("notes", {"title": "Nothing on it"}, key="k1"), 422)
    assert not IdempotentRequest.objects.exists()
    assert client.post("notes", NOTE, key="k1").status_code == 201


def test_says_so_while_the_first_is_in_flight(api, alice, refused):
    client = api(alice)
    client.post("notes", NOTE, key="k1")
    IdempotentRequest.objects.update(status=None)
    assert refused(client.post("notes", NOTE, key="k1"), 409)["code"] == "in_flight"


def test_takes_over_from_a_first_that_died(api, alice):
    client = api(alice)
    note_id = client.post("notes", NOTE, key="k1").json()["id"]
    long_ago = timezone.now() - 2 * LEASE
    IdempotentRequest.objects.update(status=None, created_at=long_ago)
    answer = client.post("notes", NOTE, key="k1")
    assert answer.json()["id"] == note_id
    assert Note.objects.count() == 1


def test_a_key_that_was_forgotten_may_stand_for_something_else(api, alice):
    client = api(alice)
    first = client.post("notes", NOTE, key="k1").json()
    IdempotentRequest.objects.update(created_at=timezone.now() - timedelta(days=2))
    IdempotentRequest.objects.all().delete()
    second = client.post("notes", {"cover_text": "Coffee"}, key="k1").json()
    assert second["id"] != first["id"]


@pytest.mark.parametrize("key", ["x" * 101, "tab\there"])
def test_refuses_keys_that_are_none(api, alice, refused, key):
    refused(api(alice).post("notes", NOTE, key=key), 422)


def test_an_upload_happens_once(api, alice, picture):
    client = api(alice)
    ids = {client.upload(picture(), key="k1").json()["id"] for _ in range(3)}
    assert len(ids) == 1
    assert Photo.objects.count() == 1


def test_another_file_under_the_same_key_is_refused(api, alice, picture, refused):
    client = api(alice)
    client.upload(picture(60, 80), key="k1")
    refused(client.upload(picture(80, 60), key="k1"), 422)
    assert Photo.objects.count() == 1


def test_keys_that_begin_alike_are_different(api, alice, picture):
    client = api(alice)
    ids = {client.upload(picture(), key=f"{'upload' * 10}-{number}").json()["id"] for number in range(2)}
    assert len(ids) == 2


def test_a_report_happens_once(api, alice, bob):
    client, body = api(bob), {"person": "alice", "rule": "spam", "text": "Look"}
    assert client.post("reports", body, key="k1").json() == client.post("reports", body, key="k1").json()


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one_note(api, alice):
    client = api(alice)
    answers, start = [], threading.Barrier(10)

    def send() -> None:
        start.wait()
        try:
            answers.append(client.post("notes", NOTE, key="k1"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert Note.objects.count() == 1
    assert client.post("notes", NOTE, key="k1").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_ten_uploads_at_once_are_one_photo(api, alice, picture):
    client, file = api(alice), picture()
    answers, start = [], threading.Barrier(10)
    content = file.read()

    def send() -> None:
        start.wait()
        try:
            copy = type(file)("cat.png", content, "image/png")
            answers.append(client.upload(copy, key="k1"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert Photo.objects.count() == 1
