# make letter   writes a letter as DOCX and PDF into output/
# make briefing writes a briefing on the whole matter, as PDF into output/
# make test     runs every check of the project
#
# The first use makes an environment of its own in .venv/ and installs what is missing; later uses install nothing.
# The rules are plain POSIX make and sh as far as GNU make 3.81 (macOS) and 4 know them.

.DEFAULT_GOAL := letter
.PHONY: letter briefing test fuzz lint bench fix picture clean help
.DELETE_ON_ERROR:

RECIPIENT ?= prc-foreign-minister
OPTIONS ?=

# Where Homebrew and MacPorts keep Pango; a Python from elsewhere does not look there. Other systems ignore it.
PYTHON_HERE := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/opt/local/lib .venv/bin/python
RUN := $(PYTHON_HERE) -m
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# bare.py, timing.py, editing.py and members.py serve the other benchmarks; batch.py, killed.py and many.py take minutes, and
# batch.py needs programs of others.
BENCHMARKS := $(filter-out %/bare.py %/timing.py %/editing.py %/members.py %/batch.py %/killed.py %/many.py,$(wildcard benchmarks/*.py))
TYPED := $(sort $(dir $(wildcard src/nkadvocate/*.py scripts/*.py benchmarks/*.py)))

letter: .venv/.letter
	@$(RUN) nkadvocate letter $(RECIPIENT) $(OPTIONS)

briefing: .venv/.letter
	@$(RUN) nkadvocate briefing $(OPTIONS)

test: lint
	$(RUN) pytest -n auto --maxprocesses 4

fuzz: .venv/.test
	$(RUN) pytest tests/fuzz --hypothesis-profile=fuzz

lint: .venv/.test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy --strict $(TYPED)
	$(RUN) nkadvocate check

bench: .venv/.test
	@for script in $(BENCHMARKS); do echo "$$script"; $(PYTHON_HERE) "$$script" || exit 1; done

fix: .venv/.test
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

picture: .venv/.test
	$(PYTHON_HERE) scripts/make_picture.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@echo 'make letter    write a letter as DOCX and PDF into output/ (RECIPIENT=prc-foreign-minister OPTIONS=)'
	@echo 'make briefing  write a briefing as PDF into output/ (OPTIONS=)'
	@echo 'make test      run every check: lint, types, records, tests'
	@echo 'make fuzz      feed every reader more than 25,000 files made up at random'
	@echo 'make lint      the same without the tests'
	@echo 'make bench     run the benchmarks'
	@echo 'make fix       mend what the linter can, and format'
	@echo 'make picture   make the pictures in the README anew'
	@echo 'make clean     remove .venv and caches; letters in output/ stay'

.venv/.letter: pyproject.toml constraints.txt scripts/find-python.sh scripts/system-packages.sh
	@python=$$(sh scripts/find-python.sh) && \
	sh scripts/system-packages.sh letter "$$python" && \
	echo 'Setting up .venv (the first time only)' >&2 && \
	{ .venv/bin/python -m pip --version >/dev/null 2>&1 || "$$python" -m venv --clear .venv; } && \
	$(PIP) hatchling editables && \
	$(PIP) --no-build-isolation --editable . && \
	touch $@

.venv/.test: .venv/.letter
	@sh scripts/system-packages.sh test .venv/bin/python && \
	echo 'Setting up the tools of the tests (the first time only)' >&2 && \
	$(PIP) --no-build-isolation --editable '.[dev]' && \
	touch $@
