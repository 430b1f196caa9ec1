# Every command of the house. Paths are relative, so that a folder with spaces in its name works.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check bench lock

.venv/run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/check: .venv/run requirements/check.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/check.txt
	touch $@

.venv/bench: .venv/check requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

setup: .venv/run

lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --group setup pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --group setup --group check pyproject.toml -o requirements/check.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --group setup --group check --group bench pyproject.toml -o requirements/bench.txt

demo: setup
	$(BIN)/dispositif demo

test: .venv/check
	rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=
	$(BIN)/python tests/covered.py

# the checks load settings, and settings want a home: one of their own, gone afterwards
check: .venv/check
	home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export DISPOSITIF_HOME="$$home" && \
	$(BIN)/ruff format --check . && \
	$(BIN)/ruff check . && \
	$(BIN)/mypy && \
	$(BIN)/lint-imports && \
	$(BIN)/djlint --lint src --quiet && \
	$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --skip-checks --settings dispositif.config.settings && \
	$(BIN)/python -m dispositif.look.catalogues check && \
	$(BIN)/python -m dispositif.cli.reference check

bench: .venv/bench
	$(BIN)/python -m benchmarks
