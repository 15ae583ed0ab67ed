# Byggvägen. `make run` and `make test` are all one needs; `make help` lists the rest.
PORT ?= 8000
PYTHON ?= python3
PY = .venv/bin/python
export PYTHON PORT

.DEFAULT_GOAL := help
.PHONY: help run test setup build migrate demo lint format bench truth screens schema clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 10

run: ## start everything on http://localhost:PORT (default 8000)
	@$(PYTHON) scripts/run.py

test: ## every check and test, with a summary
	@$(PYTHON) scripts/check.py

setup: ## virtual environment, Python packages, front-end packages and build
	@$(PYTHON) scripts/install.py --dev

build: setup ## alias: the front end is built by setup when its sources changed

migrate: setup ## bring the database up to date
	@$(PY) manage.py migrate --no-input

demo: migrate ## practice data: make demo CANDIDATES=400 SEED=1
	@$(PY) manage.py load_reference
	@$(PY) manage.py demo --candidates $(or $(CANDIDATES),400) --seed $(or $(SEED),1)

lint: setup ## the checks that run no test
	@$(PYTHON) scripts/check.py --only lint

format: setup ## let ruff format the Python code
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup ## the optimiser's targets beside its peers: make bench SIZES=S,M,L,XL
	@$(PY) -m tests.benchmarks.table --sizes $(or $(SIZES),S,M,L)
	@$(PY) -m tests.benchmarks.end_to_end
	@$(PY) -m tests.benchmarks.large_lists --candidates $(or $(CANDIDATES),100000)
	@$(PY) -m tests.benchmarks.rotation --candidates $(or $(CANDIDATES),100000)

truth: setup ## 10 000 random plans verified and compared with trying everything (PROBLEMS=, SEED=)
	@$(PY) -m tests.matchning.optimering.truth --problems $(or $(PROBLEMS),10000) --seed $(or $(SEED),0) --processes 2

screens: setup ## pictures of the pages into docs/bilder, looked over by axe
	@$(PY) -m tests.e2e.screens

schema: setup ## docs/openapi.yaml and the front end's client types from the code
	@$(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml
	@cd frontend && npm run --silent gen:api

clean: ## remove what was built (never var/, where the data is)
	@rm -rf frontend/dist frontend/node_modules .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
