# One front door: make run, make demo, make test, make check, make thorough, make coverage, make bench, make growth,
# make durability, make hostile, make mutants, make wheel.
# Needs Python 3.11 or newer and make; everything else goes into the private environment .venv.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# Tests wait as often as they work, so that half as many more than there are cores are done sooner; four to two are not.
JOBS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) * 3 // 2)')
ENDS := tests/packaging/test_bounds.py

.PHONY: run demo test thorough wheel check coverage coverage-core coverage-faces schema snapshots pictures bench growth \
	durability hostile mutants clean

# Open the program; where there is no terminal, do the same job scripted on the sample city.
run: $(VENV)/.run
	@if [ -t 0 ] && [ -t 1 ]; then \
		$(BIN)/wwc-assess; \
	else \
		folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		{ told=$$($(BIN)/wwc-assess demo --keep "$$folder/sample" 2>&1) || { echo "$$told"; exit 2; }; } && \
		$(BIN)/wwc-assess --workspace "$$folder/sample" score && \
		$(BIN)/wwc-assess --workspace "$$folder/sample" report --output gap-report.md && \
		echo "The sample city's gap report is in gap-report.md. In a terminal, make run opens the program itself."; \
	fi

# Look around in the filled sample city; nothing you do there is kept.
demo: $(VENV)/.run
	@$(BIN)/wwc-assess demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --ignore=$(ENDS)

# Try all cases of those that are drawn at random; make test tries a fifth of them.
thorough: $(VENV)/.test
	THOROUGH=1 $(BIN)/python -m pytest tests/readiness tests/records/test_undo.py -n $(JOBS)

# Do the main job from the wheel with the lowest and the newest libraries that it allows.
wheel: $(VENV)/.test
	$(BIN)/python -m pytest $(ENDS)

check: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/wwc-assess criteria schema | cmp - criteria/schema.json
	$(BIN)/wwc-assess report schema | cmp - src/wwc_assess/report/report.schema.json
	$(BIN)/wwc-assess criteria check criteria/*/

# Count the lines and branches that tests take: those of the core by its own tests, those of the commands by theirs, and
# those of the screens by the tours through them, which take a few minutes where all tests of the screens take a quarter of
# an hour. Examples count: no random case, none of hundreds, nothing in a process of its own. So the same branches are
# taken every time, and each has an example that says what it is for.
COVER := -m pytest -q -n $(JOBS) -m "not hypothesis and not many and not apart" --ignore=tests/report/test_browser.py
CORE := $(addprefix tests/,standard records readiness report links cli/test_cli_care.py) \
	$(filter-out tests/test_docs.py tests/test_layers.py,$(wildcard tests/test_*.py))
CORE_BARS := text=100 standard=100 records=100 readiness=100 report=100
FACES_BARS := tui=90 cli=90

# $(call hold,run,package=bar …): fail where fewer lines and branches of a hundred, counted together, are taken.
define hold
	@$(BIN)/coverage combine --quiet --data-file=.coverage.$(1)
	@low=; for bar in $(2); do \
		part=src/wwc_assess/$${bar%=*}; echo "$$part, at least $${bar#*=} %:"; \
		$(BIN)/coverage report --data-file=.coverage.$(1) --include="$$part.py,$$part/*" --fail-under=$${bar#*=} || low="$$low $$part"; \
	done; test -z "$$low" || { echo "Tests take too few branches of$$low: those named above are missing."; exit 1; }
endef

coverage: coverage-core coverage-faces

coverage-core: $(VENV)/.test
	@$(BIN)/coverage erase --data-file=.coverage.core
	$(BIN)/coverage run --data-file=.coverage.core $(COVER) $(CORE)
	$(call hold,core,$(CORE_BARS))

coverage-faces: $(VENV)/.test
	@$(BIN)/coverage erase --data-file=.coverage.faces
	$(BIN)/coverage run --data-file=.coverage.faces $(COVER) tests/cli
	$(BIN)/coverage run --data-file=.coverage.faces -m pytest -q -n $(JOBS) -m tour tests/tui
	$(call hold,faces,$(FACES_BARS))

# Write the schemas of the criteria files and of the report in JSON again, after their models changed.
schema: $(VENV)/.test
	$(BIN)/wwc-assess criteria schema > criteria/schema.json
	$(BIN)/wwc-assess report schema > src/wwc_assess/report/report.schema.json

# Take the pictures of the screens again that the tests compare with; look at each before it is committed.
snapshots: $(VENV)/.test
	$(BIN)/python -m pytest tests/tui/test_snapshots.py --snapshot-update

# Take the picture of the main screen again that the README shows; look at it before it is committed.
pictures: $(VENV)/.run
	$(BIN)/python docs/pictures.py

# Measure what is promised about speed, and write the table into README.md and the figures into bench.json.
bench: $(VENV)/.test $(VENV)/.harlequin
	$(BIN)/python benchmarks/run.py --json bench.json

# Measure how the program grows and write the tables into docs/speed.md; takes many minutes.
growth: $(VENV)/.test
	$(BIN)/python benchmarks/growth.py

# Kill the program a thousand times (DURABILITY_KILLS), let the disk fail at each system call of each act, and write what
# came of it into docs/promises.md.
durability: $(VENV)/.test
	$(BIN)/python tests/durability/run.py

# Mangle criteria files at every place (or at HOSTILE_SITES of each file for each kind), and flip their bytes 20,000
# times (HOSTILE_FLIPS).
hostile: $(VENV)/.test
	HOSTILE_LONG=1 HOSTILE_SITES=$${HOSTILE_SITES:-1000} HOSTILE_FLIPS=$${HOSTILE_FLIPS:-20000} $(BIN)/python -m pytest tests/hostile -n $(JOBS)

# Change the rules in thousands of small ways, each of which has to fail a test; MODULES="standing score" tries only these.
mutants: $(VENV)/.mutation
	$(BIN)/python tests/readiness/mutation.py $(MODULES)

$(VENV)/.run: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make run PYTHON=/path/to/python"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,quality]"
	@touch $@

# Another program to measure beside, in an environment of its own; where it cannot be had, the table does without.
$(VENV)/.harlequin: $(VENV)/.run
	@echo "Installing harlequin into $(VENV)/harlequin …"
	@{ $(BIN)/python -m venv --clear $(VENV)/harlequin && \
		$(VENV)/harlequin/bin/python -m pip install --quiet --disable-pip-version-check harlequin==2.17.0 && \
		touch $@; } || echo "It could not be installed; its row will be missing."

$(VENV)/.mutation: $(VENV)/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[mutation]"
	@touch $@

clean:
	rm -rf $(VENV) mutants build dist bench.json .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
