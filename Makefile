# Tradepost. `make help` lists what can be made.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run dev web build debug test lint test-rust test-web test-e2e bench api setup-node setup-browser clean

LISTEN ?= 127.0.0.1:8080
DATA ?= ./data
CARGO_TEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo "cargo nextest run" || echo "cargo test")
NPM := npm --prefix frontend

help: ## Show this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: build ## Build everything and open the shop on http://127.0.0.1:8080, with a demo catalogue in ./data
	target/release/tradepost serve --listen $(LISTEN) --data-dir $(DATA) --demo

dev: ## Run the shop unoptimised; `npm --prefix frontend run dev` beside it reloads the web app
	cargo run -p tradepost -- serve --listen $(LISTEN) --data-dir $(DATA) --demo

build: web ## Build the web app and the release binary target/release/tradepost
	cargo build --release --locked -p tradepost

# npm's own record of what is installed: newer than the lock file once `npm ci` is through.
frontend/node_modules/.package-lock.json: frontend/package-lock.json | setup-node
	$(NPM) ci --no-audit --no-fund
	@touch $@

WEB_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/*.ts frontend/package.json -type f 2>/dev/null)

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(WEB_SOURCES)
	$(NPM) run build
	@touch $@

web: frontend/dist/index.html ## Build the web app into frontend/dist

test: lint test-rust test-web test-e2e ## Check formatting and lints, run every Rust, TypeScript and browser test

lint: frontend/dist/index.html
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(NPM) run format:check
	$(NPM) run lint
	$(NPM) run type-check

# All targets at once, so that tests and the program that they start are built with the same features, once.
debug: frontend/dist/index.html
	cargo build --workspace --all-targets --locked

test-rust: debug ## Run the Rust tests
	$(CARGO_TEST) --workspace --locked

test-web: frontend/node_modules/.package-lock.json ## Run the web app's unit and component tests
	$(NPM) run api:check
	$(NPM) test

test-e2e: debug setup-browser ## Buy in a real browser
	npm --prefix tests/e2e ci --no-audit --no-fund
	npm --prefix tests/e2e run type-check
	npm --prefix tests/e2e test

bench: build ## Measure speed and memory (about three minutes; wants an idle machine)
	cargo run --locked -p tradepost-load -- --binary target/release/tradepost

api: debug frontend/node_modules/.package-lock.json ## Write the API's description and the web app's client anew, after a route changed
	target/debug/tradepost openapi > frontend/openapi.json.new
	mv frontend/openapi.json.new frontend/openapi.json
	$(NPM) run api:generate

setup-node:
	@node --version | grep -qE '^v(2[0-9]|[3-9][0-9])\.' || { echo 'Node.js 20 or newer is needed to build the web app: install it from your system or https://nodejs.org'; exit 1; }

setup-browser:
	@deploy/scripts/install-chromium.sh

clean: ## Remove what was built; ./data stays
	rm -rf target frontend/dist frontend/node_modules tests/e2e/node_modules
