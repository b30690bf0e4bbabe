# Paths are relative, so that the folder's own path may hold spaces.
.PHONY: help run test check format messages lock clean

help:
	@echo "make run     the site on http://localhost:8000 (PORT=8001, PHOTOS=folder of photos)"
	@echo "make test    all tests (ARGS='tests/posts -k publish' for some)"
	@echo "make check   what a change must pass: lint, types, contracts, translations, tests ..."
	@echo "make format  put the code in the house style"
	@echo "make messages  collect the interface's strings for translation"
	@echo "make lock    resolve the dependencies anew (needs uv)"
	@echo "make clean   remove what tools left; the site's data in var/ stay"

ifdef PHOTOS
export REDNOTE_DEMO_PHOTOS := $(PHOTOS)
endif

run:
	@scripts/install requirements.lock
	@exec .venv/bin/python -m rednote.up

test:
	@scripts/install requirements-dev.lock
	@.venv/bin/python -m pytest -q -n 2 $(ARGS)

check:
	@scripts/install requirements-dev.lock
	@.venv/bin/python scripts/check.py

format:
	@scripts/install requirements-dev.lock
	@.venv/bin/python -m ruff check --fix --quiet .
	@.venv/bin/python -m ruff format --quiet .

messages:
	@scripts/install requirements-dev.lock
	@.venv/bin/python manage.py make_messages

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: pyproject.toml

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
