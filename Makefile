# `make` alone lists the targets.
PYTHON ?= python3
V := .venv
BIN := $(V)/bin
export PYTHONPATH := src
export DJANGO_SETTINGS_MODULE ?= mueang.config.settings

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(V)/.core: requirements/core.txt pyproject.toml
	$(PYTHON) -m venv $(V)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/core.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	touch $@

$(V)/.dev: $(V)/.core requirements/dev.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt
	touch $@

$(V)/.messages: $(V)/.core $(shell find src -name django.po)
	$(BIN)/python tools/messages.py compile
	touch $@

setup: $(V)/.core $(V)/.messages  ## build the environment

run: setup  ## start the demo city: web and worker together
	$(BIN)/mueang run --demo

demo: setup  ## fill the demo city without starting it
	$(BIN)/mueang manage migrate -v 0
	$(BIN)/mueang demo

worker: setup  ## the worker alone
	$(BIN)/mueang worker

test: $(V)/.dev $(V)/.messages  ## every test on SQLite, all that meets a database on PostgreSQL too, with the coverage gate
	$(BIN)/python tools/test.py

check: $(V)/.dev $(V)/.messages  ## format, lint, types, contracts, migrations, messages
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/djlint --lint src --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	MUEANG_DATA_DIR=$(V)/check-var $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/python tools/messages.py check
	MUEANG_DATA_DIR=$(V)/check-var $(BIN)/python tools/docs.py --check

fix: $(V)/.dev  ## format and mend what a machine can mend
	$(BIN)/ruff format src tests tools benchmarks
	$(BIN)/ruff check --fix src tests tools benchmarks
	$(BIN)/djlint --reformat src --quiet || true

messages: $(V)/.dev  ## bring the Thai catalogues in step with the code
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py compile

docs: $(V)/.dev  ## draw the pages that are made from the code
	$(BIN)/python tools/docs.py

bench: $(V)/.dev $(V)/.messages  ## every performance claim, peer and us in one run
	$(BIN)/python -m benchmarks

lock:  ## resolve the pinned requirements anew
	$(BIN)/uv pip compile -q requirements/core.in -o requirements/core.txt --generate-hashes --no-emit-index-url --no-header --no-emit-find-links --python-version 3.11
	$(BIN)/uv pip compile -q requirements/dev.in -o requirements/dev.txt --generate-hashes --no-emit-index-url --no-header --no-emit-find-links --python-version 3.11

sbom: $(V)/.core  ## write the bill of materials (CycloneDX)
	$(BIN)/python tools/sbom.py

audit: $(V)/.core  ## ask which pinned parts have known holes; fails where nobody can be asked
	$(BIN)/python tools/advisories.py

release: $(V)/.dev $(V)/.messages  ## build the wheel
	$(BIN)/uv build --wheel

.PHONY: help setup run demo worker test check fix messages docs bench lock sbom audit release
