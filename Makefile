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
