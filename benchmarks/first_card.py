"""From the upload of a photo to the picture of its card, through a site of its own with an idle worker.

Run by `bench photos` as `python -m benchmarks.first_card PHOTO TIMES`; prints the seconds of each as JSON.
"""

import http.client
import json
import sys
import time
from pathlib import Path

from benchmarks.site import site

PATIENCE = 30


def measure(port: int, photo: bytes, times: int) -> list[float]:
    """Seconds from the first byte sent to the last byte of the card's picture received."""
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    from accounts.models import User
    from posts.models import Photo, Refinement

    user = User.objects.create_user("bench", email="bench@example.org", password=None)
    client, secret = Client(), _get_new_csrf_string()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}",
        "X-CSRFToken": secret,
        "Content-Type": MULTIPART_CONTENT,
    }

    def ask(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    took = []
    for number in range(times + 2):
        # A comment makes each a photo of its own; two to warm up.
        body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("photo.jpg", photo + bytes([number]))})
        began = time.monotonic()
        status, content = ask("POST", "/notes/photos", body)
        assert status == 200, content[:300]
        while not (row := Photo.objects.order_by("-id").first()) or not row.is_ready:
            assert time.monotonic() - began < PATIENCE, row
            time.sleep(0.01)
        status, content = ask("GET", row.card_webp)
        assert status == 200
        took.append(time.monotonic() - began)
        while Refinement.objects.exists():
            time.sleep(0.1)
    return took[2:]


if __name__ == "__main__":
    with site() as port:
        import django

        django.setup()
        print(json.dumps(measure(port, Path(sys.argv[1]).read_bytes(), int(sys.argv[2]))))
