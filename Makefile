# make run | demo | test | check | bench: each sets up what is missing first, once. Needs python3.11 (or 3.12) and make.
# The stamps carry the hash of the lock file, so a changed lock installs again and an unchanged one costs nothing.

SHELL := /bin/sh
LOCK := $(shell sha256sum requirements.lock | cut -c1-16)
PIP_FLAGS ?= --disable-pip-version-check --no-input
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed-$(LOCK)
MODELS := models/.placed-$(LOCK)
PATHS := app voice tests

export PYTHONUNBUFFERED := 1

.PHONY: run demo test check bench setup lock format clean help
.DEFAULT_GOAL := help

help:
	@echo "make run     set up, then answer calls on port 8000 (PORT=... for another)"
	@echo "make demo    set up, then a German and an English caller book by voice; recordings in out/"
	@echo "make test    set up, then all tests"
	@echo "make check   set up, then format, lint, types, import rules"
	@echo "make bench   set up, then latency, barge-in and load figures (takes some minutes)"
	@echo "make lock    resolve the dependencies again into requirements.lock"

run: setup
	@exec $(BIN)/vorzimmer serve

demo: setup
	@exec $(BIN)/vorzimmer demo

test: setup
	@exec $(BIN)/python -m pytest $(PYTEST_FLAGS)

check: $(INSTALLED)
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/ruff check $(PATHS)
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	@exec $(BIN)/python -m tests.bench

setup: $(INSTALLED) $(MODELS)

$(INSTALLED): requirements.lock
	@set -e; \
	for candidate in python3.11 python3.12 python3; do \
	  if command -v $$candidate >/dev/null && \
	     $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))'; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or 3.12 is needed: apt-get install python3 python3-venv"; exit 1; fi; \
	if [ ! -x $(BIN)/python ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  echo "1/3 Making $(VENV) with $$($$python --version)"; \
	  rm -rf $(VENV); \
	  $$python -m venv $(VENV) >/dev/null 2>&1 || { \
	    rm -rf $(VENV); $$python -m virtualenv $(VENV) >/dev/null 2>&1; } || { \
	    rm -rf $(VENV); echo "Python cannot make a virtual environment: apt-get install python3-venv"; exit 1; }; \
	fi; \
	echo "2/3 Installing the locked dependencies (about 700 MB the first time)"; \
	$(BIN)/python -m pip install $(PIP_FLAGS) --require-hashes -r requirements.lock; \
	$(BIN)/python -m pip install $(PIP_FLAGS) --quiet --no-deps --no-build-isolation -e . ; \
	rm -f $(VENV)/.installed-*; touch $@

$(MODELS): $(INSTALLED)
	@echo "3/3 Putting the speech models in place"
	@$(BIN)/vorzimmer models fetch
	@mkdir -p models; rm -f models/.placed-*; touch $@

lock: $(INSTALLED)
	$(BIN)/uv pip compile --generate-hashes --no-emit-index-url --extra embedded --extra piper --extra dev \
	  --python-version 3.11 pyproject.toml -o requirements.lock

format: $(INSTALLED)
	$(BIN)/ruff check --fix $(PATHS)
	$(BIN)/ruff format $(PATHS)

clean:
	rm -rf $(VENV) models out .mypy_cache .ruff_cache .import_linter_cache
