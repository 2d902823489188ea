# Anumodon. `make run` and `make test` do all the set-up themselves.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-ocr setup-heic run test lint unit postgresql window keyring bench bench-growth bench-reading bench-desks eval classifier lock deb windows

BIN := .venv/bin
# Where it is set, each of the hundreds of programs that tests start would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

help:  ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Install what running needs (Debian packages, .venv, hashes checked) and compile the rule pack into build/
	@packaging/setup.sh run

setup-dev:  ## Install what testing needs besides
	@packaging/setup.sh test

setup-ocr: setup  ## Add reading of text in images (Tesseract with Bangla)
	@packaging/setup.sh ocr

setup-heic: setup  ## Add reading of HEIC, the format of some phones' photographs
	@packaging/setup.sh heic

run: setup  ## Open the workstation; with no display, do the whole job on the demo data into out/
	@packaging/run.sh

deb:  ## Build dist/anumodon_VERSION_amd64.deb for the release of Debian this is, some minutes (needs the network; the desk none)
	@packaging/setup.sh deb
	@/usr/bin/python3 -B packaging/deb/build.py

windows: setup  ## Build dist/anumodon-VERSION-windows-setup.exe (PYTHON=python-3.X.Y-embed-amd64.zip, see packaging/windows/README.md)
	@packaging/setup.sh windows
	@/usr/bin/python3 -B packaging/windows/build.py "$(PYTHON)"

test: setup-dev  ## Run every check and every test
	@tests/helpers/all_parts.sh

lint:  ## ruff, mypy, layers, rule pack
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.helpers.check_rulepack

# A file's tests stay in one process: what its fixtures and caches make is then made once.
unit:  ## Tests that need neither a display nor a keyring
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist loadfile -m "not window and not keyring and not postgresql"

postgresql:  ## The tests of models and services on PostgreSQL: Debian's, started on loopback for them
	$(BIN)/python -m tests.helpers.postgresql env QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 --dist loadfile tests/models tests/services \
		tests/cli/test_joining.py tests/ui/first_start/test_joining.py tests/ui/shell/test_colleagues.py tests/ui/shell/test_office_desks.py \
		-m "not window and not keyring"

window:  ## Tests that drive the real window, on an X server of their own
	tests/helpers/with_display.sh $(BIN)/pytest -m window

keyring:  ## Tests against the real Secret Service, on a bus of its own
	tests/helpers/with_keyring.sh $(BIN)/pytest -m keyring

bench:  ## Measure speed on this machine, against bare baselines (SHARED=../shared for real texts)
	$(BIN)/python -m tests.bench --shared "$(or $(SHARED),../shared)" $(if $(SIZES),--sizes $(SIZES))

bench-growth:  ## What grows with the posts, on SQLite and PostgreSQL (SIZES="1000 3000 1000000" for a million)
	$(BIN)/python -m tests.bench.growth --both --waited $(if $(SIZES),--sizes $(SIZES)) $(if $(KEPT),--kept $(KEPT))

bench-reading:  ## Whether a read waits while a record of 100,000 events is audited: for a quiet machine
	$(BIN)/python -m tests.bench.reading

bench-desks:  ## Measure fifty desks deciding at once on PostgreSQL, beside pgbench (POSTS=1000000)
	$(BIN)/python -m tests.bench.desks $(if $(POSTS),--posts $(POSTS)) $(if $(KEPT),--kept $(KEPT))

eval:  ## Measure misses and false alarms (SHARED=../shared for real texts and photographs)
	$(BIN)/python -m tests.eval --shared "$(or $(SHARED),../shared)"

classifier:  ## Train the classifier of the rule pack anew (SHARED=../shared for news passages)
	@packaging/setup.sh train
	$(BIN)/python -m tests.training.apart
	$(BIN)/python -m tests.training.train --data "$(or $(SHARED),../shared)"

lock:  ## Pin every dependency anew, with hashes (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header -q -o packaging/requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header -q -o packaging/requirements-dev.lock
	for extra in ocr heic train; do \
		uv pip compile pyproject.toml --extra $$extra --universal --python-version 3.11 --no-header -q | \
		grep -E '^(tesserocr|pillow-heif|scikit-learn|scipy|joblib|threadpoolctl|narwhals|cloudpickle)==' | uv pip compile - --no-deps --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate -q -o packaging/requirements-$$extra.lock; \
	done
	echo "distlib>=0.4" | uv pip compile - --no-deps --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate -q -o packaging/requirements-windows.lock
