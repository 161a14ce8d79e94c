.DEFAULT_GOAL := help
.PHONY: help run demo dev test lint fix translations migration check samples benchmarks lighthouse screenshots lock
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -n logical --dist loadfile
COMPILE := $(BIN)/advicedesk translations compile

help: ## these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/run ## the desk on http://127.0.0.1:8000; the first time it prints a set-up link
	@$(COMPILE) && exec $(BIN)/advicedesk run

demo: .venv/run ## the same with a made-up desk; prints names and passwords
	@$(COMPILE) && export ADVICEDESK_DATA=instance-demo && { test -e instance-demo/desk.db || $(BIN)/advicedesk demo; } && exec $(BIN)/advicedesk run

dev: .venv/dev ## the desk, started anew when the code changes
	@$(COMPILE) && exec $(BIN)/flask --app wsgi run --debug --port 8000

test: .venv/dev ## everything that can fail
	@$(COMPILE) && $(PYTEST) --ignore=tests/browser --cov --cov-report=term:skip-covered --cov-fail-under=95 && { $(PYTEST) tests/browser || $(BIN)/python -m pytest tests/browser --last-failed; } && $(BIN)/python -m tests.on_postgresql

lint: .venv/dev ## ruff, mypy, import contracts, templates
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/djlint templates --lint --quiet

fix: .venv/dev ## format and mend what can be mended
	@$(BIN)/ruff format . ; $(BIN)/ruff check --fix .

translations: .venv/dev ## extract, update every catalog, then check them
	@$(BIN)/advicedesk translations update && $(BIN)/advicedesk translations check

migration: .venv/dev ## the next revision: make migration what="acknowledgement date"
	@$(BIN)/advicedesk migration "$(what)"

check: lint test ## what CI runs: lint, types, import contracts, tests, catalogs, migrations, wheel
	@$(BIN)/advicedesk translations check && $(BIN)/python -m build --no-isolation --wheel --outdir dist . && $(BIN)/python -m tests.wheel dist

samples: .venv/dev ## check open sample data: make samples SAMPLES=FOLDER
	@$(COMPILE) && $(BIN)/python -m tests.samples $(SAMPLES)

benchmarks: .venv/dev ## measure against a floor in the same run
	@$(COMPILE) && $(BIN)/python -m tests.benchmarks

lighthouse: .venv/dev .ci/lighthouse/node_modules ## four figures for seven pages, desktop and telephone
	@$(COMPILE) && $(BIN)/python -m tests.lighthouse

screenshots: .venv/dev ## README's and the guide's pictures anew, in every language
	@$(COMPILE) && $(BIN)/python -m tests.screenshots

lock: .venv/dev ## make the lock files anew
	@$(BIN)/python -m piptools compile -q --strip-extras --generate-hashes --all-build-deps --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header -o requirements/run.txt pyproject.toml
	@$(BIN)/python -m piptools compile -q --strip-extras --generate-hashes --all-build-deps --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

.venv/run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "advicedesk needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements/run.txt && $(PIP) install --no-deps --no-build-isolation --editable . && touch $@

.venv/dev: requirements/dev.txt .venv/run
	@$(PIP) install --require-hashes -r requirements/dev.txt && touch $@

.ci/lighthouse/node_modules: .ci/lighthouse/package-lock.json
	@cd .ci/lighthouse && npm ci --silent --no-audit --no-fund && touch node_modules
