#!/usr/bin/env python
"""Django's command line for the site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rednote.settings")
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        from rednote import embedded, env

        if env.text("DATABASE_URL") or embedded.running(env.state_dir()):
            raise
        print(
            f"No database: start `make run` first, or set DATABASE_URL. ({str(error).splitlines()[0]})", file=sys.stderr
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
