# Two commands do all the set-up on a fresh Debian or Ubuntu machine: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The demo's own photo comes with scikit-learn; the starter encoder never saw it.
export PHOTO ?=
DEMO_PHOTO = $$($(BIN)/python -c 'import importlib.util as u; print(u.find_spec("sklearn").submodule_search_locations[0] + "/datasets/images/china.jpg")')

.PHONY: help demo screenshots test check format bench setup clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.ready ## make .venv and install everything from pyproject.toml

$(VENV)/.ready: pyproject.toml installer/setup
	@PYTHON="$(PYTHON)" VENV="$(VENV)" installer/setup
	@touch $@

demo: setup ## place a photo: make demo [PHOTO=file]
	@$(BIN)/g3desktop locate "$${PHOTO:-$(DEMO_PHOTO)}"

screenshots: setup ## take the README's pictures of the window: make screenshots [PHOTO=file]
	@mkdir -p docs/pictures
	@for theme in light dark; do QT_QPA_PLATFORM=offscreen $(BIN)/g3desktop --screenshot docs/pictures/window-$$theme.png \
		--size 1440x900 --theme $$theme "$${PHOTO:-$(DEMO_PHOTO)}"; done

test: setup ## run the tests; says what it skipped and why
	@$(BIN)/python -m pytest

check: setup ## format, lint, types, layer contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup ## format and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup ## measure: each row is a ratio against a baseline in the same run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@$(BIN)/python -m benchmarks

clean: ## remove the environment and every cache
	rm -rf resources/map/dist resources/map/node_modules $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
