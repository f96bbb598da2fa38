# Each target does its own set-up: a virtual environment from the lock file, then the work.
PYTHON ?= python3
QUARTER ?= 2016-17-Q4
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS_READY := $(VENV)/.tests_ready

.PHONY: book demo test lint bench error-rates chart-types lock clean

book: $(READY)
	$(BIN)/nelscb build $(QUARTER)

# The illustrative board: every figure of it is invented.
demo: $(READY)
	$(BIN)/nelscb build $(QUARTER) --project examples/havenshire

# The quick tests first; then the book is built and read, and its notebooks are run again cell by cell.
test: $(TESTS_READY)
	$(BIN)/python -m pytest -n auto -m "not book"
	$(BIN)/python -m pytest -n 2 --dist loadfile -m book

lint: $(TESTS_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check nelscb tests benchmarks
	$(BIN)/mypy

bench: $(TESTS_READY)
	$(BIN)/python benchmarks/read_returns.py
	$(BIN)/python benchmarks/assess_many.py
	$(BIN)/python benchmarks/build_against_plain.py
	$(BIN)/python benchmarks/many_boards.py
	$(BIN)/python benchmarks/make_formats.py
	$(BIN)/python benchmarks/protect_cells.py --cells 1000 5600 20000
	$(BIN)/python benchmarks/attack_cells.py --cells 1000 5600 20000

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "nelscb needs Python 3.11 or later: call make with PYTHON=python3.12, say"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q nelscb
	@touch $@

# The tests' own tools, a browser's driver among them, are large: who only makes books does without.
$(TESTS_READY): requirements-test.lock $(READY)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

# The simulated error rates, after a change of what they describe: minutes.
error-rates: $(READY)
	$(BIN)/python -m nelscb.error_rates book/error_rates.csv

# One invented example of each kind of chart, after a change of how they look.
chart-types: $(READY)
	$(BIN)/python -m nelscb.charts.examples book/chart_types

# Only for those who change what the project depends on; needs uv (pip install uv).
lock: LOCKED = --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header
lock:
	uv pip compile $(LOCKED) pyproject.toml -o requirements.lock
	uv pip compile $(LOCKED) --extra test --constraints requirements.lock pyproject.toml -o requirements-test.lock

clean:
	rm -rf build
