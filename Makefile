# The front door. Needs only python3 (3.11 or newer, with venv) and make; everything else is brought along.

BIN = .venv/bin
PYTEST_ARGS =
BENCH_ARGS =
SEARCH_BENCH_ARGS =
MONITORING_BENCH_ARGS =

# Else every process would compile all that it imports again: a start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run stop test check bench lighthouse pictures clean assets

help:
	@echo 'make run    set up, load the deal and sample data, start everything; Ctrl-C stops it'
	@echo 'make test   the whole test suite'
	@echo 'make check  lint, types, boundaries, templates, migrations (under a minute)'
	@echo 'make bench  the benchmarks; writes benchmarks/results.json'
	@echo 'make lighthouse  scores and weights of the main pages of a running site'
	@echo 'make pictures   of every page of a running demonstration, on a phone and a desk; FOLDER=…'
	@echo 'make stop   stop a running house, or what is left of a killed one'
	@echo 'make clean  remove what was made; asks before it deletes data'

setup:
	@sh cli/setup.sh

assets: setup
	@$(BIN)/zuidwest assets

run: setup
	@ZUIDWEST_MODE="$${ZUIDWEST_MODE:-demo}" exec $(BIN)/zuidwest run

stop: setup
	@exec $(BIN)/zuidwest stop

test: setup assets
	@exec $(BIN)/python -m pytest -n 2 --dist loadgroup $(PYTEST_ARGS)

check: setup
	@exec $(BIN)/python -m cli.check

bench: setup
	@.tools/python/bin/uv sync --quiet --locked --inexact --group bench
	@$(BIN)/python -m benchmarks $(BENCH_ARGS)
	@$(BIN)/python -m benchmarks.search $(SEARCH_BENCH_ARGS)
	@$(BIN)/python -m benchmarks.monitoring $(MONITORING_BENCH_ARGS)
	@$(BIN)/python -m benchmarks.feeds $(FEEDS_BENCH_ARGS)
	@$(BIN)/python -m benchmarks.pages
	@exec $(BIN)/python -m benchmarks.estimation $(ESTIMATION_BENCH_ARGS)

# Beside `make run`; needs chromium.
lighthouse: setup
	@exec $(BIN)/python -m benchmarks.lighthouse $(LIGHTHOUSE_ARGS)

# Beside `make run`; needs chromium.
pictures: setup
	@exec $(BIN)/python -m tests.journeys.pictures $(or $(FOLDER),pictures)

clean:
	@sh cli/clean.sh
