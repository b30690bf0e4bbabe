"""What the API answers to input that nobody can use: one shape, 4xx, never an error of ours."""

import json

import pytest

from posts.models import Comment, Note
from tests.factories import make_comment, make_note

HUGE = 10**30
DEEP = "[" * 100_000
NUL = "a\x00b"
SURROGATE = "a\ud800b"
MARKS = "a" + "\u0301" * 10_000
LONG = "x" * 900_000


@pytest.fixture
def note(alice):
    return make_note(alice)


def raw(api, path, body, content_type="application/json", method="post"):
    return getattr(api.client, method)(f"/api/v1/{path}", data=body, content_type=content_type)


BROKEN = [b"{", b"", b"\xff\xfe", b"nul", b'{"body": NaN}', DEEP.encode(), ("9" * 5000).encode(), b'{"a":' * 5000]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("path", ["notes", "notes/{note}/comments", "reports"])
def test_broken_json_is_refused(api, alice, note, refused, body, path):
    answer = raw(api(alice), path.format(note=note.pk), body)
    assert answer.status_code in {400, 422}
    refused(answer, answer.status_code)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("value", [[], "text", 7, None, [{}], True])
def test_json_that_is_no_object_is_refused(api, alice, note, refused, value):
    for path in ("notes", f"notes/{note.pk}/comments", "reports"):
        refused(raw(api(alice), path, json.dumps(value)), 422)
    refused(raw(api(alice), f"notes/{note.pk}", json.dumps(value), method="patch"), 422)


VALUES = [NUL, MARKS, LONG, {"a": 1}, [1], True]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
@pytest.mark.parametrize("field", ["title", "body", "place", "cover_text", "channel", "language", "visibility"])
def test_a_note_refuses_what_no_field_can_hold(api, alice, refused, field, value):
    cover = {} if field == "cover_text" else {"cover_text": "Tea"}
    refused(api(alice).post("notes", cover | {field: value}), 422)
    assert not Note.objects.exists()


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_comment_refuses_what_it_cannot_hold(api, alice, note, refused, value):
    refused(api(alice).post(f"notes/{note.pk}/comments", {"body": value}), 422, "body")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("field", ["title", "body", "channel", "photos"])
def test_half_characters_are_no_text(api, alice, refused, field):
    refused(api(alice).post("notes", {"cover_text": "Tea"} | {field: SURROGATE}), 400)
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "photos", [["x"], [HUGE], [-1], ["1" * 400], [None], "12", {"a": 1}, [[1]], ["1"] * 101, [NUL]]
)
def test_photos_that_are_none_are_refused(api, alice, refused, photos):
    refused(api(alice).post("notes", {"photos": photos}), 422, "" if photos == [[1]] else "photos")


@pytest.mark.parametrize("alts", ["x", [1], {"x": {"y": 1}}, {"1": None}])
def test_alts_that_are_none_are_refused(api, alice, refused, alts):
    refused(api(alice).post("notes", {"cover_text": "Tea", "alts": alts}), 422)


@pytest.mark.parametrize("parent", [HUGE, "x", -1, {"a": 1}, [1], NUL, "٣", 1.5, 9e99, True])
def test_parents_that_are_none_are_refused(api, alice, note, parent):
    make_comment(note, alice)
    answer = api(alice).post(f"notes/{note.pk}/comments", {"body": "Hello", "parent": parent})
    assert answer.status_code in {404, 422}
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("subject", ["note", "comment", "translation", "person"])
@pytest.mark.parametrize("value", [HUGE, "x" * 5000, "-1", {"a": 1}, [1], NUL, "٣", 9e99, None])
def test_reports_of_nothing_are_refused(api, alice, refused, subject, value):
    answer = api(alice).post("reports", {subject: value, "rule": "spam"})
    assert answer.status_code in {404, 422}
    refused(answer, answer.status_code)


@pytest.mark.parametrize(
    "path",
    [
        "notes/9223372036854775808",
        "notes/99999999999999999999999999",
        "notes/-1",
        "notes/9e99",
        "notes/0",
        "notes/%00",
        "users/%00",
        "users/" + "x" * 5000,
        "users/%F0%9F%8D%B5",
        "hashtags/%00/notes",
        "hashtags/" + "x" * 5000 + "/notes",
        "hashtags/%ED%A0%80/notes",
        "photos/0",
        "nothing",
        "notes/1/nothing",
    ],
)
def test_what_is_not_there_is_the_same_404(api, alice, refused, path):
    for client in (api(), api(alice)):
        assert refused(client.get(path), 404) == {"code": "not_found", "detail": "Not found."}


@pytest.mark.parametrize("cursor", ["x", "AAAA.BBBB", NUL, "\udcff", "é", "x" * 100_000, "0", "-1"])
@pytest.mark.parametrize(
    "path",
    [
        "notes",
        "feeds/explore",
        "feeds/following",
        "hashtags/tea/notes",
        "hashtags/tea/notes?sort=hot",
        "search?q=tea",
        "search?q=tea&tab=people",
        "search?q=tea&tab=hashtags",
        "notifications",
        "notes/{note}/comments",
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(api, alice, refused, path, cursor):
    note = make_note(alice, hashtags=("tea",))
    client = api(alice)
    path, _, query = path.format(note=note.pk).partition("?")
    parameters = dict(pair.split("=") for pair in query.split("&")) if query else {}
    parameters["after"] = cursor.encode("utf-8", "surrogateescape")
    assert refused(client.client.get(f"/api/v1/{path}", parameters), 400)["code"] == "bad_request"


def test_a_body_too_large_to_read_is_refused(api, alice, note, refused):
    client = api(alice)
    refused(raw(client, "notes", json.dumps({"cover_text": "x" * 1_100_000})), 413)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_bodies_of_other_types_are_refused(api, alice, refused, content_type):
    refused(raw(api(alice), "notes", b"title=Tea", content_type), 415)


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_broken_forms_are_refused(api, alice, refused, content_type):
    for path in ("notes", "photos"):
        answer = raw(api(alice), path, b"--y\r\n\r\n", content_type)
        assert answer.status_code in {400, 422}
        refused(answer, answer.status_code)


def test_forms_of_very_many_fields_are_refused(api, alice, refused):
    refused(api(alice).client.post("/api/v1/notes", {f"field{number}": "x" for number in range(1300)}), 400)


@pytest.mark.parametrize(
    "query", ["%00", "%ED%A0%80", "x" * 100_000, "%CC%81" * 5000, "'; DROP TABLE", "%25%5F\\", "🍵"]
)
@pytest.mark.parametrize("tab", ["notes", "people", "hashtags", "%00", ""])
def test_any_search_is_answered(api, query, tab):
    assert api().client.get(f"/api/v1/search?q={query}&tab={tab}").status_code == 200


@pytest.mark.parametrize("value", ["%00", "x" * 5000, "%ED%A0%80", "'"])
def test_unknown_parameters_never_break(api, alice, value):
    client = api(alice).client
    note = make_note(alice, hashtags=("tea",))
    for path in (
        f"feeds/explore?channel={value}&languages={value}",
        f"hashtags/tea/notes?sort={value}",
        f"notifications?bucket={value}",
    ):
        assert client.get(f"/api/v1/{path}").status_code == 200
    assert client.get(f"/api/v1/notes?author={value}").status_code == 404
    assert client.get(f"/api/v1/notes/{note.pk}/comments?parent={value}").status_code == 404


def test_errors_speak_the_readers_language(api, alice):
    answer = api(alice).client.post(
        "/api/v1/notes", {}, content_type="application/json", headers={"Accept-Language": "zh-CN"}
    )
    assert answer.status_code == 422
    assert not answer.json()["detail"].isascii()
