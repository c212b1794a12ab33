# `make demo` and `make test` on a fresh machine need Python 3.11 or newer and a package registry, nothing else.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
CORPORA := ../shared/corpora
COMPILED := $(wildcard monitor/match/native/*.p*) $(patsubst %,monitor/classify/%.py,context discounts topics)
QUICK := $(foreach part,alert archive classify collect config extract facts match stories watch,tests/$(part))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo test quick bench run lint quality faults soak dictionary clean

help: ## Print the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

install: $(INSTALLED) ## Install into .venv, unless that is up to date

$(INSTALLED): pyproject.toml constraints.txt $(COMPILED)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
			"Name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv, a minute or two ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --no-compile --editable '.[dev]' --constraint constraints.txt
	@$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true # on all cores; some packages ship templates
	@touch $@

demo: $(INSTALLED) ## Two days of a sample newsroom through the Prefect flow, in .demo
	@$(BIN)/monitor demo --dir .demo

test: $(INSTALLED) ## Run the tests, on all cores
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

quick: $(INSTALLED) ## Run the tests of what needs no warehouse, no whole run and no page, in about a minute
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m "not slow" $(QUICK)

bench: $(INSTALLED) ## Measure collecting against bare libraries, on feeds beside the repository
	@if [ -d $(CORPORA)/feeds_real ]; then $(BIN)/python tests/bench/bench_collect.py; \
	else echo "Skipped: no feeds in $(CORPORA)/feeds_real."; fi
	@if [ -d $(CORPORA)/pages ]; then $(BIN)/python tests/bench/bench_archive.py; \
	else echo "Skipped: no pages in $(CORPORA)/pages."; fi
	@$(BIN)/python tests/bench/bench_match.py
	@$(BIN)/python tests/bench/bench_search.py
	@LONG=1 $(BIN)/python tests/bench/bench_sql.py
	@$(BIN)/python tests/bench/bench_alerts.py
	@$(BIN)/python tests/bench/bench_stories.py
	@$(BIN)/python tests/bench/bench_judge.py
	@$(BIN)/python tests/bench/bench_day.py
	@$(BIN)/python tests/bench/bench_web.py
	@$(BIN)/python tests/bench/bench_scale.py

run: $(INSTALLED) ## One pass over the feeds of the workspace in MONITOR_DIR, else in this folder
	@$(BIN)/monitor run

lint: $(INSTALLED) ## Check style, types and layers
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

quality: $(INSTALLED) ## Measure on labelled sets how well articles are read and topics given
	@if [ -d $(CORPORA)/pages ]; then $(BIN)/python tests/quality/measure_extract.py; \
	else echo "Skipped: no labelled pages in $(CORPORA)/pages."; fi
	@$(BIN)/python tests/quality/measure_topics.py
	@$(BIN)/python tests/quality/measure_facts.py
	@$(BIN)/python tests/quality/measure_stories.py
	@$(BIN)/python tests/quality/measure_newsroom.py
	@$(BIN)/python tests/quality/measure_alerts.py

faults: $(INSTALLED) ## Kill passes at every step and 60 moments (LONG=1: 300), fill disks, flood feeds (ten minutes)
	@FAULTS=1 $(BIN)/python -m pytest --numprocesses auto --dist worksteal --durations 8 \
		tests/run/test_run_sender_killed.py tests/flows/test_server_lost.py tests/run/test_run_again_killed.py \
		tests/run/test_run_killed.py tests/run/test_run_work_killed.py tests/run/test_run_broken.py \
		tests/run/test_run_readers.py tests/store/test_store_migrations.py

soak: $(INSTALLED) ## Live a week with 1,000 feeds, fuzz feeds, read hostile pages (ten minutes and more)
	@LONG=1 $(BIN)/python -m pytest tests/collect/test_collect_week.py \
		tests/collect/test_collect_fuzz.py tests/collect/test_collect_pieces.py tests/extract/test_hostile.py \
		tests/watch/test_watch_search.py

dictionary: $(INSTALLED) ## Write the tables of warehouse/README.md and COLUMNS.md anew from the schema's comments
	@$(BIN)/python tests/warehouse/dictionary.py

clean: ## Remove the environment, the demo and the caches
	@rm -rf .venv .demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
