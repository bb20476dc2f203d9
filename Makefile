# On a machine with nothing but Python (3.11 or newer), git and make: `make run` opens the app, `make test` passes the tests.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PLAN ?=
TRY ?=
MODULES ?=

# Compiled modules are kept: the app, each worker of the tests and each program they start would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check check-static format screenshots proof proof-long torture coverage mutation bench bench-compare clean
.DEFAULT_GOAL := help

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(VENV)/.ready  ## set everything up and open the app (PLAN=my-bot.yaml opens a plan)
	@$(BIN)/advisor $(PLAN)

test: $(VENV)/.ready  ## set everything up and pass the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

check: test check-static  ## all that CI runs: tests, format, lint, types, import contracts

check-static: $(VENV)/.ready  ## format, lint, types and import contracts, without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/advisor lint

format: $(VENV)/.ready  ## format the code and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(VENV)/.ready  ## draw screenshots/ anew from scripted plans
	$(BIN)/python -m tests.screens

proof: $(VENV)/.ready  ## what is proven of packs and engine, as one table: mutants, oracles, interviews (about five minutes)
	$(BIN)/python -m tests.proof

proof-long: $(VENV)/.ready  ## 100,000 random plans against a second, naive evaluator
	$(BIN)/python -m pytest -n auto -m proof --override-ini addopts=

$(VENV)/.torture: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,torture]'
	@touch $@

torture: $(VENV)/.torture  ## whatever happens, nothing is lost and nothing let in: one table of what was tried (TRY="kills writers")
	$(BIN)/python -m tests.torture $(TRY)

coverage: $(VENV)/.torture  ## every branch of what reads, saves, judges and escapes is tested: fails below 100 %
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -p no:cacheprovider tests/source tests/plan tests/policy tests/report tests/assess
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

mutation: $(VENV)/.torture  ## change that code in small ways and see whether a test notices (MODULES=advisor/source/tree.py)
	$(BIN)/python -m tests.mutation $(MODULES)

bench: $(VENV)/.ready  ## measure everything beside its reference and write tests/benchmarks/RESULTS.md; fails where a target is missed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python -m tests.benchmarks

bench-compare: $(VENV)/.ready  ## measure again and say what changed since RESULTS.md was written
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python -m tests.benchmarks --compare

clean:  ## remove what these targets made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants .coverage .coverage.*
