# Two commands do everything: `make run` and `make test`. All else is for people who change Casefile.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench lock format clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m bot

test: $(VENV)/dev.stamp
	@command -v chromium >/dev/null || echo "No Chromium on this machine: the demo is not tested in a browser (Debian: apt-get install chromium)." >&2
	@$(BIN)/python -m pytest $(PARALLEL) $(PYTEST_FLAGS)

check: test lint

# A file at a time for each core; what its tests share is made once.
PARALLEL = -n logical --maxprocesses 4 --dist loadfile

.PHONY: lint
lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The lock files pin every package with its hashes and name no index.
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-package casefile \
	--custom-compile-command "make lock" pyproject.toml
lock: $(VENV)/dev.stamp
	$(LOCK) --extra demo -o requirements.lock
	$(LOCK) --extra dev -o requirements-dev.lock

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Casefile needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin/python
	@echo "Installing what Casefile needs; only the first time takes a minute …"
	@$(INSTALL) requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing what the tests need; only the first time takes a minute …"
	@$(INSTALL) requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV)
