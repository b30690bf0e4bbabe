"""What must hold before a change is merged: `make check`. A step is a line here; the first failure ends it."""

import os
import subprocess
import sys
import time
from pathlib import Path

PYTHON = [sys.executable, "-m"]
PIP = [*PYTHON, "pip", "install", "--quiet", "--disable-pip-version-check"]
MANAGE = [sys.executable, "manage.py"]
PRODUCTION = {
    "REDNOTE_HTTPS": "1",
    "REDNOTE_BASE_URL": "https://rednote.example",
    "REDNOTE_SECRET_KEY": "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "REDNOTE_TRUSTED_PROXIES": "1",
}

STEPS = {
    "lint": [*PYTHON, "ruff", "check", "--quiet", "."],
    "format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "types": [*PYTHON, "mypy"],
    "import contracts": [str(Path(sys.executable).with_name("lint-imports"))],
    "migrations": [sys.executable, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "dependencies": [*PYTHON, "deptry", "."],
    "wheels": [*PIP, "--dry-run", "--require-hashes", "--only-binary", ":all:", "-r", "requirements-dev.lock"],
    "translations": [*MANAGE, "check_messages"],
    "templates": [*PYTHON, "djlint", "--lint", "--quiet", "templates"],
    "compose file": [*PYTHON, "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
    "tests": [*PYTHON, "pytest", "-q", "-n", "2"],
}
ENVIRONMENTS = {"deployment": PRODUCTION}
SHOWN = {"tests"}


def main() -> int:
    for name, command in STEPS.items():
        began = time.monotonic()
        environment = os.environ | ENVIRONMENTS.get(name, {})
        done = subprocess.run(command, env=environment, capture_output=name not in SHOWN, text=True, check=False)
        verdict = "failed" if done.returncode else "ok"
        if done.returncode and name not in SHOWN:
            print(done.stdout + done.stderr)
        print(f"{name:<18} {verdict:<7} {time.monotonic() - began:5.1f} s", flush=True)
        if done.returncode:
            print(f"make check stops at: {name}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
