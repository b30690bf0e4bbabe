"""The servers behind the tests are the real ones: nothing here may be a fake that forgives what they do not."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from rednote.lib import redis


@pytest.mark.django_db
def test_the_database_is_postgresql_with_vectors():
    assert settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, pg_backend_pid()")
        version, backend = cursor.fetchone()
        cursor.execute("SELECT '[1,2,3]'::vector <-> '[1,2,4]'::vector")
        assert cursor.fetchone() == (1.0,)
    assert version >= 180000
    assert "postgres" in Path(f"/proc/{backend}/cmdline").read_text()


def test_redis_is_a_server_of_its_own():
    client = redis.client()
    about = client.info("server")
    assert type(client).__module__ == "redis.client"
    assert "-server" in Path(f"/proc/{about['process_id']}/cmdline").read_text()
    assert int(about["redis_version"].split(".")[0]) >= 7


def test_celery_sends_its_tasks_through_redis(run_tasks):
    from rednote.celery import app

    assert not app.conf.task_always_eager
    assert app.conf.broker_url.startswith(("redis://", "redis+socket://"))
    app.send_task("celery.backend_cleanup")
    assert redis.client().llen("default") == 1
    assert run_tasks() == ["celery.backend_cleanup"]
    assert redis.client().llen("default") == 0


@pytest.mark.django_db
def test_the_cast_is_who_it_says(alice, bob, carol, mallory, login):
    assert bob.followees_ties.get().followee == alice
    assert alice.blocks_made.get().blocked == mallory
    assert not carol.followees_ties.exists()
    assert login(alice).session["_auth_user_id"] == str(alice.pk)
