# make demo: set up, answer "why agents now", write the page.   make test: set up, every check and test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check unit browser readers bench docs generate clean

demo: $(VENV)/installed
	@$(BIN)/causal-compute why agents now
	@echo
	@$(BIN)/causal-compute explore -o causal-compute.html

# What both need is fetched side by side.
test:
	@$(MAKE) --no-print-directory -j2 $(VENV)/developing readers
	@$(MAKE) --no-print-directory check unit

check: $(VENV)/developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/causal-compute check --strict
	$(BIN)/causal-compute check --strict examples/solar
	$(BIN)/causal-compute fmt --check graph/deck
	$(BIN)/causal-compute fmt --check examples/solar
	$(BIN)/causal-compute coverage
	$(BIN)/zensical build --strict

# In two parts, each measured for its own rooms: what is behind the faces shows a failure first, and is not traced again
# under every face, which would take twice as long.
FACES := agents api authoring cli comparing endpoint explorer exports imports
TRIED := $(FACES) command_pages console docs examples export house large_page notebook page serving sparql
FACE_TESTS := $(sort $(foreach each,$(TRIED),$(wildcard tests/test_$(each)*.py)))
PYTEST := $(BIN)/pytest -n auto --dist worksteal --cov-report=term:skip-covered

unit: $(VENV)/developing browser readers
	$(PYTEST) --cov $(addprefix --ignore=,$(FACE_TESTS))
	$(PYTEST) $(foreach each,$(FACES),--cov=causal_compute.$(each)) $(FACE_TESTS)

# The page's tests drive a real Chromium, node's test runner, and programs that read our exports. As root on Debian they are
# installed; elsewhere bring your own.
PROGRAMS := chromium node npm dot rapper
browser:
	@for each in $(PROGRAMS); do command -v $$each >/dev/null || exit 1; done || { [ "$$(id -u)" = 0 ] \
	  && command -v apt-get >/dev/null && apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk graphviz \
	     raptor2-utils $$(command -v node >/dev/null || echo nodejs) $$(command -v npm >/dev/null || echo npm) >/dev/null; } \
	  || echo "one of $(PROGRAMS) is missing: some tests will not run"

# Other people's JavaScript, by which exports are read again and the endpoint is asked.
readers: tests/readers/node_modules/installed

tests/readers/node_modules/installed: tests/readers/package.json | browser
	@npm install --prefix tests/readers --no-package-lock --no-audit --no-fund --silent && touch $@

bench: $(VENV)/developing
	$(BIN)/python -m compileall -q $(VENV)/lib src
	$(BIN)/python benchmarks/start.py

# The documentation as a site of plain files: open site/index.html.
docs: $(VENV)/developing
	$(BIN)/zensical build --clean --strict

# Files that are generated and committed: a test holds each equal to a fresh one.
generate: $(VENV)/developing
	$(BIN)/python -m causal_compute.readers.schema
	$(BIN)/python -m causal_compute.schemas
	$(BIN)/python -m causal_compute.agents.documents
	$(BIN)/python -m causal_compute.rules.pages
	$(BIN)/python -m causal_compute.cli.pages
	$(BIN)/causal-compute build -o graph/deck/deck.trig
	$(BIN)/causal-compute backtest --format markdown --as-of 2026-11-22 > docs/backtest.md
	$(BIN)/causal-compute when --as-of 2026-11-22 --plot docs/when.svg > /dev/null

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, not " + sys.version) if sys.version_info < (3, 11) else None'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) tests/readers/node_modules build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage causal-compute.html
