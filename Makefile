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
# Tests start programs of ours again and again: what is compiled once is kept.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run demo test check bench dialogues browser setup lock format clean help
.DEFAULT_GOAL := help

help:
	@echo "make run     set up, then answer calls on port 8000 (PORT=... for another)"
	@echo "make demo    set up, then a German and an English caller book by voice; recordings in out/"
	@echo "make test    set up, then all tests"
	@echo "make check   set up, then format, lint, types, import rules"
	@echo "make browser see to it that Chromium is there, in which the pages are tested"
	@echo "make bench   set up, then latency, barge-in and load figures (takes some minutes)"
	@echo "make dialogues  set up, then scripted callers by text: MODEL=name (OPENAI_BASE_URL) or MODEL=small, ONLY='dev de-01'"
	@echo "make lock    resolve the dependencies again into requirements.lock"

run: setup
	@exec $(BIN)/vorzimmer serve

demo: setup
	@exec $(BIN)/vorzimmer demo

test: setup browser
	@exec $(BIN)/python -m tests $(PYTEST_FLAGS)

check: $(INSTALLED)
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/ruff check $(PATHS)
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	@exec $(BIN)/python -m tests.bench

# MODEL: none = the built-in brain; KEEP=1 keeps the results, which the next run is compared with.
dialogues: $(INSTALLED)
	@exec $(BIN)/python -m tests.dialogue.dialogues $(ONLY) $(if $(MODEL),--model $(MODEL)) $(if $(KEEP),--keep) $(FLAGS)

setup: $(INSTALLED) $(MODELS)

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium, in which the pages are tested"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      chromium fonts-dejavu-core >/dev/null; \
	  else \
	    echo "The pages are tested in Chromium, which is missing here: apt-get install chromium (as root)"; exit 1; \
	  fi; }

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
