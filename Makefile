# Everything a person or a CI does with Roost. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build run test unit journeys check bench format clean

PYTHON ?= python3

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: ## install the system libraries that are missing
	@scripts/setup

build: setup ## build the program (release) and put it at bin/roost
	@scripts/build-release

run: build ## set up what is missing, build, and serve on 127.0.0.1:8899 with the sample Hub
	@scripts/run

test: setup ## set up, build, and run every test
	@scripts/test

unit: setup ## the fast tests in Swift only
	@scripts/unit-tests

journeys: setup ## the tests with real clients only
	@scripts/journey-tests

check: setup ## format, layers and style
	@scripts/check

bench: build ## measure Roost beside its peers in one run
	@scripts/bench

format: ## rewrite the sources as `make check` wants them
	swift format -i -r -p Sources Tests Package.swift

clean: ## remove everything that was built or installed here
	rm -rf .build .venv .venv-* bin
