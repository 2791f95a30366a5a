# Everything runs in .venv; nothing but Python >= 3.11 and make is needed.
PYTHON ?= python3
BIN := .venv/bin
# more than the two cores of CI: tests of screens and of terminals wait for what they started
WORKERS ?= 4
# more for pytest, such as --basetemp=FOLDER, --today=2027-03-05 or --randomly-seed=last
TESTS ?=
# runs a command and notes how long it took, where a check will show it at its end
step = @echo '$(1)'; begun=$$(date +%s); $(1) || exit 1; \
	[ -z "$$STEP_TIMES" ] || echo "$@ $$(($$(date +%s) - begun)) s" >>$$STEP_TIMES
# compiled once, not anew in each worker and each program that the tests start
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check still format lint types contracts compiled tests bench soak catalogues clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.made: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.made-dev: .venv/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: .venv/.made ## open the half-prepared sample meeting
	@$(BIN)/huiqian demo

test: check ## set up and run every check

check: export STEP_TIMES := .venv/.step-times
check: still tests ## format, lint, types, import contracts, tests with a coverage floor

still: .venv/.made-dev
	@rm -f .venv/.step-times
	@$(MAKE) --no-print-directory -j2 types compiled contracts format lint

format: .venv/.made-dev ## is everything formatted?
	$(call step,$(BIN)/ruff format --check --quiet .)

lint: .venv/.made-dev ## ruff
	$(call step,$(BIN)/ruff check --quiet .)

types: .venv/.made-dev ## mypy, strict
	$(call step,$(BIN)/mypy --no-error-summary)

contracts: .venv/.made-dev ## which layer may import which
	$(call step,{ $(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports; })

# once for all workers of a run, while the types are checked: each would compile all tests for itself
compiled: .venv/.made-dev
	$(call step,{ $(BIN)/pytest --collect-only -qq >/dev/null || $(BIN)/pytest --collect-only -q; })

tests: .venv/.made-dev ## pytest with the coverage floor
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -q --cov --cov-report=term:skip-covered --no-header $(TESTS)

bench: .venv/.made-dev ## measure against floors in the same run
	$(BIN)/python -m tests.benchmarks

soak: .venv/.made-dev ## walk at random through the app: SEED=1 KEYS=2000
	@$(BIN)/python -m tests.soak --seed $(or $(SEED),1) --keys $(or $(KEYS),2000)

catalogues: .venv/.made-dev ## take new texts into the catalogues and compile them
	$(BIN)/python -m tests.catalogues

clean: ## remove the virtual environment and caches
	find checklists tui tests -name __pycache__ -prune -exec rm -rf {} +
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage
