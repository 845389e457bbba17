# make map    makes output/deployment.html
# make edit   shows the map in the browser, to move its units in data/units.csv with the mouse
# make test   runs all tests
# make golden updates the golden pages of the tests
# make bench  times deploymap beside folium, geopandas, pydeck and lonboard, in Python and in a browser
#
# Each sets up what it needs, once: a virtual environment with the locked packages, for the tests also a browser.

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,$(if $(shell $(p) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(p))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DRAWN := src/deploymap/packaged.py $(addprefix src/deploymap/symbols/,vocabulary.csv vocabulary.py sidc.py draw.py)
BUNDLED := hatch_build.py scripts/npm.py scripts/pack_shapes.py scripts/draw_symbols.py data/borders.geojson data/countries.csv data/gazetteer.csv data/places.gz $(wildcard data/world/*) $(wildcard src/deploymap/languages/*.json) web/package-lock.json web/build.js web/draw.js $(DRAWN) $(wildcard web/src/*.* web/src/*/*.* web/src/*/*/*.*)

.PHONY: map edit test browser check-python check-page golden bench clean

map: $(VENV)/installed
	@$(BIN)/deploymap build .

edit: $(VENV)/installed
	@$(BIN)/deploymap edit .

# what does not need the other is done at the same time
test: $(VENV)/installed-tests
	@$(MAKE) --no-print-directory --jobs browser check-python check-page
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

browser: $(VENV)/installed-tests
	@$(BIN)/python tests/browser.py

check-python: $(VENV)/installed-tests
	@$(BIN)/python -m compileall -q src
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

check-page: $(VENV)/installed-tests
	@$(BIN)/python scripts/npm.py run --silent check
	@$(BIN)/python scripts/npm.py run --silent test

golden: $(VENV)/installed-tests
	@$(BIN)/python -m pytest tests/test_golden.py --update-golden

bench: $(VENV)/installed-tests
	@$(PIP) install --requirement benchmarks/requirements.txt
	@$(BIN)/python scripts/npm.py ci --silent
	@$(BIN)/python benchmarks/run.py --write
	@$(BIN)/python benchmarks/steps.py --write
	@$(BIN)/python benchmarks/check.py --write
	@$(BIN)/python benchmarks/ground.py --write
	@$(BIN)/python benchmarks/browser.py --write
	@$(BIN)/python benchmarks/follow.py --write
	@$(BIN)/python benchmarks/asking.py --write

$(VENV)/ready:
	@test -n "$(PYTHON)" || { echo "deploymap needs Python 3.11 or newer: see https://www.python.org/downloads/" >&2; exit 1; }
	@echo "Setting up in $(VENV), once; this takes a minute."
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/ready pyproject.toml requirements/run.txt requirements/build.txt $(BUNDLED)
	@$(PIP) install --require-hashes --requirement requirements/build.txt
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/installed-tests: $(VENV)/installed requirements/test.txt
	@$(PIP) install --require-hashes --requirement requirements/test.txt
	@$(BIN)/python scripts/npm.py ci --silent
	@touch $@

clean:
	rm -rf $(VENV) web/node_modules src/deploymap/static build dist
