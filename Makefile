# Everything that is done to kpdesk, by name. “make help” lists it.
.DEFAULT_GOAL := help
PY := .venv/bin/python
STAMP := .venv/.kpdesk-ready

.PHONY: help setup run test lint bench model torture shots lock clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## make .venv with the pinned versions, ready to run

$(STAMP): requirements.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh
	@touch $(STAMP)

run: $(STAMP) ## open the workbench on the sample case; without a display, work through it
	@$(PY) -m kpdesk demo

test: $(STAMP) ## the whole test suite, without a display
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(STAMP) ## style, types and import rules
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m pyright
	@.venv/bin/lint-imports

bench: $(STAMP) ## make bench NAME=desk|timeline|brief|extract|protected|backup: figures, also in build/bench/NAME.json
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks $(NAME)

model: $(STAMP) ## train the shipped language model from ../shared/corpora (WITHOUT=polnear leaves one out)
	@$(PY) -m kpdesk.extract.training $(if $(WITHOUT),--without $(WITHOUT))

torture: $(STAMP) ## kill, cut, fill, flip and fuzz the case file (up to 40 minutes)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.torture

shots: $(STAMP) ## pictures of every screen, both themes, four sizes, into build/shots (ARGS="review dark 1280" narrows)
	@$(PY) -m scripts.screenshots $(ARGS)

lock: ## pin all versions with hashes
	@uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-emit-index-url \
	  --no-annotate -o requirements.lock

clean: ## remove what was made
	@rm -rf .venv build dist
