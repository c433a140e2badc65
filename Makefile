# make brief   set up and write a briefing on the examples (or ACTOR=… DOCS=…)
# make test    set up and run every test that needs no system package
# make test-browser   the workbench in headless Chromium
# make soak    the long forms of what may go wrong: kills, full disks, readers, feeds, fuzzing (hours)
# make test-cluster   coding by Ray, started on this machine
PYTHON ?= python3
VENV   ?= .venv
ACTOR  ?= SRB
DOCS   ?= examples
OUT    ?= out
# The examples are read as of a fixed day, so that their briefing is the same for everyone.
AS_OF  ?= $(if $(filter examples,$(DOCS)),2026-06-01,)
BIN    := $(VENV)/bin

.PHONY: setup setup-test brief test test-unit test-browser test-cluster bench-scale bench-pages recovery gate lint lock docs build bench weights check-weights soak fuzz bom clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup-test: $(VENV)/.ready-test

$(VENV)/.ready-test: $(VENV)/.ready requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-test.lock
	@touch $@

brief: setup
	@mkdir -p $(OUT)
	$(BIN)/detente brief "$(ACTOR)" "$(DOCS)" $(if $(AS_OF),--as-of $(AS_OF)) --project $(OUT)/project-$(ACTOR) --out $(OUT)/brief-$(ACTOR).html

test: setup-test
	$(BIN)/python -m pytest -n auto --ignore=tests/browser --ignore=tests/cluster

# The fast part of it, to be run often.
test-unit: setup-test
	$(BIN)/python -m pytest -n auto tests/unit

# What is simulated with known answers.
recovery: setup-test
	$(BIN)/python -m pytest -n auto tests/recovery

# Real flows in headless Chromium; a missing browser is installed where that is allowed.
test-browser: setup-test
	tools/bring_browser.sh
	$(BIN)/python -m pytest tests/browser

# Ray on this machine; nothing else should run beside it, as Ray waits only so long for its parts.
test-cluster: setup-test
	$(BIN)/python -m pytest tests/cluster

# What each stage costs against the number of documents and rows.
bench-scale: setup-test
	$(BIN)/python tools/measure_scale.py --folder $(OUT)/scale

# How fast the pages of the workbench are on 2,000 documents and a million events.
bench-pages: setup-test
	$(BIN)/python tools/measure_pages.py --project $(OUT)/large

# What every test run tries for seconds, for as long as it takes: 200 kills, disks that fill up, torn
# pages, ten minutes of readers beside a writer, a week of feeds, a million inputs (INPUTS=…).
# Of it tests/soak takes half an hour, the long forms of tests/fuzz and the inputs take hours.
INPUTS ?= 1000000
soak: setup-test
	DETENTE_SOAK=long $(BIN)/python -m pytest tests/soak tests/fuzz
	$(BIN)/python tools/fuzz.py --inputs $(INPUTS)

# Inputs that grow by coverage for every reader and the coder; what breaks one is kept as a case.
fuzz: setup-test
	$(BIN)/python tools/fuzz.py --inputs $(INPUTS)

# The bill of materials, as CycloneDX JSON, of what the lock file brings.
bom: setup-test
	@mkdir -p $(OUT)
	$(BIN)/python -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o $(OUT)/bom.json

gate: setup-test
	$(BIN)/python -m pytest tests/gate -n 2

lint: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

build: setup-test
	$(BIN)/python -m build --no-isolation

lock:
	uv pip compile --universal --generate-hashes --no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-header --group dev pyproject.toml -c requirements.lock -o requirements-test.lock

# The pair model is trained on training/pairs/ with the codebook's words among its features: train it
# again after a change of either.
weights: setup
	$(BIN)/python tools/train_pairs.py
	$(BIN)/python tools/train_targets.py

check-weights: setup
	$(BIN)/python tools/train_pairs.py --check
	$(BIN)/python tools/train_targets.py --check

# How fast files become rows beside DuckDB, in one run for each form, on made-up datasets (ROWS=…).
ROWS  ?= 1000000
FORMS ?= gdelt icews polecat ucdp plain scores
bench: setup
	@mkdir -p $(OUT)/bench
	set -e; for form in $(FORMS); do \
		$(BIN)/detente bench generate $(OUT)/bench/$$form.txt --form $$form --rows $(ROWS); \
		$(BIN)/detente bench import $$form $(OUT)/bench/$$form.txt; \
	done
	$(BIN)/detente bench generate $(OUT)/bench/train.txt --form quadruples --rows $(ROWS)
	$(BIN)/detente bench import icews $(OUT)/bench/train.txt --mapping $(OUT)/bench/train.txt.mapping.toml

clean:
	rm -rf $(VENV) $(OUT) dist build

# The pages of docs/ that are made from the code; `make test` fails where one is out of date.
docs: setup
	$(BIN)/python tools/make_docs.py
