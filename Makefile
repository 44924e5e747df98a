# make run   sets everything up and opens the campaign in kiosk mode
# make test  sets everything up and runs the whole test suite
# Nothing is needed but Python 3.11 or newer; on Debian the Qt system libraries are added where allowed.

PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
DECK ?=

.PHONY: run test lint types imports bench soak lock docs clean

run: $(VENV)/.run
	@$(BIN)/kjc kiosk $(DECK)

test: $(VENV)/.dev
	@sh .ci/system-libraries test
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not soak"

# The long forms of what the suite does in short; the reports of three days are left in build/soak.
soak: $(VENV)/.dev
	@$(BIN)/python -m pytest -m soak
	@mkdir -p build/soak
	@$(BIN)/kjc soak slides --hours 72 -o build/soak/slides.md -o build/soak/slides.json
	@$(BIN)/kjc soak tests/decks/alles --hours 72 -o build/soak/alles.md -o build/soak/alles.json

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy

imports: $(VENV)/.dev
	@$(BIN)/lint-imports

bench: $(VENV)/.dev
	@sh .ci/system-libraries test
	@$(BIN)/python benchmarks/run.py

# What the program writes about itself: schema files, the format reference, pictures, keys, messages.
docs: $(VENV)/.dev
	@$(BIN)/kjc schema --output resources/schema --reference docs/format.md
	@rm -rf docs/pictures/kampagne
	@$(BIN)/kjc export slides --range 1-4,7,10 --scale 0.18 --at 2018-11-26 -o docs/pictures/kampagne
	@$(BIN)/python -m pytest -q -n 0 tests/unit/test_docs.py tests/unit/test_docs_data.py --golden-update

# Writes the lock files anew from pyproject.toml; needs the network.
lock: $(VENV)/.dev
	@$(PIP) install uv
	@cd .ci && ../$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	    --no-header --python-version 3.11 ../pyproject.toml build.in -o requirements.txt
	@cd .ci && ../$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	    --no-header --python-version 3.11 ../pyproject.toml build.in --group ../pyproject.toml:dev \
	    -o requirements-dev.txt

clean:
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.venv:
	@sh .ci/system-libraries run
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.venv .ci/requirements.txt pyproject.toml
	@echo "Installing (once) …"
	@$(PIP) install --require-hashes -r .ci/requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run .ci/requirements-dev.txt
	@$(PIP) install --require-hashes -r .ci/requirements-dev.txt
	@touch $@
