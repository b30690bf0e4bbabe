"""What runs seldom."""

import pytest

from feeds.tasks import SELDOM, run_seldom
from rednote.lib import redis

pytestmark = pytest.mark.django_db


def test_runs_once_in_its_time_and_again_after_it(run_tasks):
    for _ in range(2):
        run_seldom()
    assert run_tasks() == [task.name for task in SELDOM]
    redis.client().delete("seldom:feeds.tasks.measure")
    run_seldom()
    assert run_tasks() == ["feeds.tasks.measure"]
