# Two commands do everything: `make run` and `make test`. All else is for people who change Casefile.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install run postgres test test-postgres check bench lock format clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m bot

# What `make run` does before it starts the bot, for those who start it otherwise.
install: $(VENV)/run.stamp

# What DATABASE=postgresql://… needs beyond `make run`.
postgres: $(VENV)/postgres.stamp

test: $(VENV)/dev.stamp
	@command -v chromium >/dev/null || echo "No Chromium on this machine: the demo is not tested in a browser (Debian: apt-get install chromium)." >&2
	@$(BIN)/python -m pytest $(PARALLEL) $(PYTEST_FLAGS)
	@! $(BIN)/python -m tests.engines.server || $(BIN)/python -m pytest $(PARALLEL) --engine postgres $(ON_BOTH)

# What `make test` runs on PostgreSQL as well: the store, what shows that the layers above it get the same from it, and
# what becomes of posts when the server is killed.
ON_BOTH = tests/store/postgres tests/store/test_several_writers.py tests/store/test_copying.py \
	tests/store/test_prepared.py tests/store/test_transactions.py tests/store/test_values.py \
	tests/store/gateways/test_deliveries.py tests/store/gateways/test_catalogue.py \
	tests/cogs/answers/test_same_answers.py tests/cogs/answers/test_statements.py::$(EXPLAINED) \
	tests/reliability/test_server_away.py tests/reliability/test_on_server.py
EXPLAINED = test_no_statement_of_an_answer_reads_a_large_table_whole_on_a_server

# All that can run on PostgreSQL.
test-postgres: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.engines.server
	@$(BIN)/python -m pytest $(PARALLEL) --engine postgres tests/store tests/services tests/cogs $(PYTEST_FLAGS)

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
	$(LOCK) --extra demo --extra postgres -o requirements-postgres.lock
	$(LOCK) --extra dev -o requirements-dev.lock

# pip says much; of that, one line for each package is shown as it comes, and every error.
PIP = PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --require-hashes
define INSTALL
@all=$$(grep -c '^[a-z0-9].*==' $<); number=0; \
{ $(PIP) -r $< || echo "Failed"; } | while read -r word rest; do case $$word in \
	Ignoring) all=$$((all - 1)) ;; \
	Requirement) number=$$((number + 1)) ;; \
	Collecting) number=$$((number + 1)); echo "  $$number of $$all: $${rest%% *}" ;; \
	Installing) echo "  All $$all are here. Unpacking them …" ;; \
	Failed) echo "The packages could not be installed. The lines above say why; make goes on where it stopped." >&2; exit 1 ;; \
esac; done
endef

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Casefile needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin/python
	@echo "Installing the packages that Casefile needs. Only the first start does this; it takes a minute or two."
	$(INSTALL)
	@touch $@

$(VENV)/postgres.stamp: requirements-postgres.lock | $(VENV)/bin/python
	@echo "Installing the packages for a store on PostgreSQL."
	$(INSTALL)
	@touch $@ $(VENV)/run.stamp

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing the packages that the tests need. Only the first time does this; it takes a minute or two."
	$(INSTALL)
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV)
