# Two commands on a fresh machine: `make demo`, `make test`. Everything else is for those who change digest.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help demo test check format lock clean bench

help:
	@echo "make demo    sets everything up and does the whole job on bundled feeds; open out/demo/index.html"
	@echo "make test    sets everything up and runs the tests"
	@echo "make check   format, lint, types, import contracts, sizes, words, tests with coverage"

demo: $(VENV)/ready
	@$(BIN)/digest demo --keep out/demo

test: $(VENV)/ready-dev
	@$(BIN)/pytest

check: $(VENV)/ready-dev
	@$(BIN)/ruff format --check digest tests
	@$(BIN)/ruff check digest tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -q
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report --fail-under=95

bench: $(VENV)/ready-dev
	@$(BIN)/pytest tests/bench -s

format: $(VENV)/ready-dev
	@$(BIN)/ruff format digest tests
	@$(BIN)/ruff check --fix digest tests

# Needs `uv` on the PATH; writes no machine path and no registry address.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header -q --upgrade --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header -q --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) out .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A virtual environment of our own; a bare machine is told the one line it needs.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "digest needs Python 3.11 or newer:  sudo apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "digest needs Python 3.11 or newer; name one:  make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing:  sudo apt-get install -y python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute) ..."
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@echo "Setting up the tools for tests (once) ..."
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
