# The everyday commands; `make` lists them. Each one makes or refreshes .venv first if it needs to.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
PACKAGES := hub home communities knowledge search

.PHONY: help run test ci bench lighthouse lint format types imports check check-migrations check-messages messages lock \
	dump pictures services-up services-down clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNTIME) ## Start the site with its content at http://localhost:8000 (PORT= changes it)
	@deploy/run

test: $(DEV) ## Run every test this machine can run (DB=sqlite|postgres, ARGS='-k name')
	@deploy/test

ci: $(DEV) ## Everything that must pass before a change is merged
	@for step in lint types imports check check-migrations check-messages test; do \
		echo "=== $$step"; start=$$SECONDS; \
		$(MAKE) $$step || { echo "=== $$step failed after $$((SECONDS - start)) s"; exit 1; }; \
		echo "=== $$step passed in $$((SECONDS - start)) s"; \
	done

bench: $(DEV) ## Run the benchmarks, which print ratios measured in one run
	@deploy/test bench

lighthouse: $(DEV) ## Measure one page of each kind with Lighthouse, as on a phone (needs npm and Chromium)
	@deploy/lighthouse

lint: $(DEV) ## Check style and format of code and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --check $(PACKAGES)
	@$(BIN)/djlint --quiet --lint $(PACKAGES)

format: $(DEV) ## Rewrite code and templates in the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint --quiet --reformat $(PACKAGES)

types: $(DEV) ## Check types
	@$(BIN)/mypy

imports: $(DEV) ## Check that the layers import only what lies below them
	@$(BIN)/lint-imports --no-logo

check: $(DEV) ## Django's own checks
	@$(BIN)/python manage.py check

check-migrations: $(DEV) ## Fail if a model changed without its migration
	@DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run

check-messages: $(DEV) ## Fail if a string lacks a translation
	@$(BIN)/python manage.py check_messages

messages: $(DEV) ## Collect the strings to translate into locale/ and compile them (needs gettext)
	@$(BIN)/python manage.py messages
	@$(BIN)/python manage.py compile_messages

lock: $(DEV) ## Write requirements*.txt from requirements*.in (ARGS=--upgrade for newer versions)
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 --no-header $(ARGS) $$name.in --output-file $$name.txt; \
	done

dump: $(DEV) ## Write the database dump that the next version's tests migrate
	@deploy/dump

pictures: $(DEV) ## Take the pictures of docs/ from a running site of its own
	@mkdir -p docs/pictures/editors
	@GUIDE_PICTURES=docs/pictures/editors $(BIN)/python -m pytest -q tests/e2e/test_editors_guide.py
	@$(BIN)/python -m tests.e2e.pictures

services-up: ## Start local Elasticsearch, PostgreSQL and Redis
	@deploy/services up

services-down: ## Stop them
	@deploy/services down

clean: ## Remove the environment and every cache (the site's data in var/ stays)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage htmlcov
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: a stamp for what running needs, one for what developing needs besides.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Headwaters needs Python 3.11 or newer, but $(PYTHON) is: $$($(PYTHON) --version 2>&1 || true)." \
			"Name another one, for example: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo "$(PYTHON) could not make .venv; on Debian its venv module is in the package python3-venv." >&2; exit 1; }

define install
@echo "Installing $(1)…"
@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet "$$(grep '^uv==' requirements-dev.txt)" || true
@$(BIN)/uv pip install --quiet --compile-bytecode --system-certs --python $(BIN)/python -r $(1) || \
	$(BIN)/python -m pip install --quiet -r $(1)
endef

$(RUNTIME): requirements.txt | $(BIN)/python
	$(call install,requirements.txt)
	@touch $@

$(DEV): requirements.txt requirements-dev.txt | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(RUNTIME) $@
