# Everything one does with Nyttja. `make help` lists it; `make demo` and `make test` are the two that matter.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT   ?= 8050
SCALE  ?= 1.0
SIZE   ?= 10m

BIN    := .venv/bin
PY     := $(BIN)/python
# Node from the machine where it has one, else from the environment (requirements-node.txt).
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What is compiled once is kept, whatever the machine says: every process would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test test-full mutants check format bench docs lock locale browser postgresql clean

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

demo: .venv/runtime.stamp assets/build/stamp locale/compiled.stamp ## make the sample city, run the ETL and serve it (PORT=8050 SCALE=1.0)
	$(PY) -m etl demo --scale $(SCALE)
	$(MAKE) --no-print-directory run

run: .venv/runtime.stamp assets/build/stamp locale/compiled.stamp ## serve what is published, in demo mode on this machine only (PORT=8050)
	@echo "Nyttja: http://127.0.0.1:$(PORT)"
	@NYTTJA_DEMO=1 NYTTJA_SECRET="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(48))')" PORT=$(PORT) \
		$(BIN)/gunicorn -c gunicorn.conf.py app:server

test: .venv/dev.stamp assets/build/stamp locale/compiled.stamp browser postgresql ## run the tests (installs what they need, Chromium and PostgreSQL too)
	$(BIN)/pytest -m "not full" -n 2 --dist loadgroup --no-loadscope-reorder

test-full: .venv/dev.stamp assets/build/stamp locale/compiled.stamp browser postgresql ## run the whole browser matrix, faults and long property runs
	$(BIN)/pytest -m full -n 2 --dist loadgroup --no-loadscope-reorder

mutants: .venv/dev.stamp ## write a mistake at every place of the models, and see which no test catches
	$(PY) -m tests.chargeback.mutants

check: .venv/dev.stamp ## format, lint and type check, Python and SQL
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar chargeback
	$(PY) -m docs.dictionary --check

format: .venv/dev.stamp ## put the Python files in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp assets/build/stamp locale/compiled.stamp browser ## measure against the raw reference (SIZE=10m or 100m)
	$(PY) -m bench --size $(SIZE)

docs: .venv/dev.stamp ## write docs/data-dictionary.md from the models and contracts
	$(PY) -m docs.dictionary

locale: .venv/runtime.stamp ## collect the texts of the screens into locale/ and compile them
	$(BIN)/pybabel -q extract -F babel.cfg -k _ -k _l -k ngettext:1,2 --no-location --omit-header -o locale/messages.pot .
	$(BIN)/pybabel -q update -i locale/messages.pot -d locale -l sv --no-fuzzy-matching --omit-header --ignore-obsolete
	$(BIN)/pybabel -q compile -f -d locale
	@touch locale/compiled.stamp

lock: .venv/dev.stamp ## compile requirements*.in into pinned, hashed requirements*.txt
	$(BIN)/pip install -q uv
	for part in requirements requirements-dev requirements-node; do \
		$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $$part.in -o $$part.txt; \
	done

clean: ## remove what was built; source files, inbox and reference stay
	rm -rf .venv assets/build frontend/node_modules data/batches data/rejects data/warehouse locale/compiled.stamp

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements.txt | .venv/bin/python
	$(PY) -m pip install -q --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/runtime.stamp
	$(PY) -m pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

assets/build/stamp: frontend/package.json frontend/package-lock.json $(wildcard frontend/*.js frontend/*.mjs frontend/*.scss) | .venv/runtime.stamp
	command -v npm >/dev/null || $(PY) -m pip install -q --require-hashes -r requirements-node.txt
	cd frontend && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build
	@touch $@

locale/compiled.stamp: $(wildcard locale/*/LC_MESSAGES/*.po) | .venv/runtime.stamp
	$(BIN)/pybabel -q compile -f -d locale
	@touch $@

browser:
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
		else echo "The tests need Chromium: sudo apt-get install chromium"; exit 2; fi; }

# The server's programs only: the tests start one of their own, and none is left running.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
		else echo "The tests need PostgreSQL: sudo apt-get install postgresql"; exit 2; fi; }
