PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
SOURCES := tui knowledge advisors estimators tests
# Whole files, in the order that tests/conftest.py gives them: those that wait for the index last.
IN_ORDER := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: run test test-fast check format bench clean

run: $(INSTALLED)
	@$(BIN)/wattbrief

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

test: $(DEV)
	$(BIN)/python -m pytest $(IN_ORDER)

test-fast: $(DEV)
	$(BIN)/python -m pytest $(IN_ORDER) -m "not slow"

check: $(DEV)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV)
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(DEV)
	$(BIN)/python -m pytest tests/benchmarks tests/tui/inquiry/benchmarks -s --benchmarks

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
