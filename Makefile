# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2

# The front door. Every target does its own set-up on a machine that has python3 (3.11 or newer, with venv) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
OUT ?= out
WORKERS ?= 2
export PYTHONDONTWRITEBYTECODE = 1

.DEFAULT_GOAL := help
.PHONY: help run demo test check fmt bench crash tamper faults walks inputs mutants locks messages settings functions lock clean system-packages

help:  ## list what make can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## ?/\1|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

$(READY): requirements/dev.txt pyproject.toml tools/system_packages.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: install it and run make PYTHON=python3.11"; exit 3; }
	sh tools/system_packages.sh
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

run: $(READY)  ## open the program (with a demo vault when there is none); without a display: the demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/gehoorwijzer --demo-vault; \
	else echo "There is no display here, so the demo runs instead."; $(BIN)/gehoorwijzer demo --out $(OUT); fi

demo: $(READY)  ## play a whole hearing; leaves the reports and screenshots in out/
	$(BIN)/gehoorwijzer demo --out $(OUT)

check: $(READY)  ## style, types, walls between the rooms, licences, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/reuse --suppress-deprecation lint --quiet || $(BIN)/reuse lint
	$(BIN)/python tools/messages.py --check
	$(BIN)/python tools/check_documents.py
	$(BIN)/python tools/settings_document.py --check

test: check  ## every check and every test
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n $(WORKERS) --dist worksteal

crash: $(READY)  ## kill the program a thousand times in a hearing, and fifty times in each work
	QT_QPA_PLATFORM=offscreen KILLS=1000 $(BIN)/pytest tests/crash -m crash --timeout 7200

faults: $(READY)  ## let the disk fail at every point of every work (needs a C compiler)
	POINTS=0 $(BIN)/pytest -n $(WORKERS) tests/faults --timeout 7200

tamper: $(READY)  ## cut off every file of a vault at every length, and flip bits everywhere
	TAMPER_STRIDE=1 $(BIN)/pytest -n $(WORKERS) tests/tamper --timeout 14400

walks: $(READY)  ## walk at random beside JavaRosa (2,000 times; needs a Java compiler) and beside pyxform (20,000)
	WALKS=2000 NEIGHBOURS=20000 $(BIN)/pytest -n $(WORKERS) tests/conformance --timeout 7200

inputs: $(READY)  ## give every reader ten thousand mutilated files
	QT_QPA_PLATFORM=offscreen INPUT_CASES=10000 $(BIN)/pytest -n $(WORKERS) tests/inputs --timeout 7200

mutants: $(READY)  ## change the code of the questionnaire language at random and see what the tests notice (MUTANTS=300)
	$(BIN)/python -m tools.mutants

locks: $(READY)  ## lock two hundred times at random moments while somebody types
	QT_QPA_PLATFORM=offscreen LOCKS=200 $(BIN)/pytest tests/stories/test_lock.py --timeout 3600

bench: $(READY)  ## speed as ratios, printed and written to build/bench.json (BENCH=questionnaire: of that alone)
	QT_QPA_PLATFORM=offscreen $(BIN)/python tools/bench.py

fmt: $(READY)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(READY)  ## renew the translation catalogue from the code
	$(BIN)/python tools/messages.py

settings: $(READY)  ## print docs/settings.md from the schema of settings
	$(BIN)/python tools/settings_document.py

functions: $(READY)  ## print docs/functions.md from the functions of expressions
	$(BIN)/python -m tools.functions_document

lock: $(READY)  ## renew the lock files (hashes and versions only)
	sh tools/lock.sh

clean:  ## remove what make made
	rm -rf $(VENV) build out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
