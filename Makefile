# demo: grade a sample class · lab: open a lab · test: everything that CI checks. Each sets up .venv by itself.
SHELL := /bin/sh
comma := ,
PYTHON ?= python3
LAB ?= lab01_perceptron
FOLDER ?= work
OUT ?= build/grades
BIN := .venv/bin
CONSTRAINTS := $(if $(filter true,$(CI)),-c constraints-ci.txt)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(CONSTRAINTS)
TEST_EXTRAS := test$(if $(filter true,$(CI)),$(comma)torch)

.PHONY: help demo lab grade test prove build wheel bench clean

help:
	@echo "make demo          grade a sample class: gradebook, feedback pages, grades"
	@echo "make lab           open a lab in JupyterLab (LAB=lab01_perceptron)"
	@echo "make grade         grade a folder of submissions (LAB=... FOLDER=work OUT=build/grades)"
	@echo "make test          everything that CI checks"
	@echo "make prove         variants pass, wrong solutions fail and are named"
	@echo "make build         notebooks from the labs' text sources"
	@echo "make wheel         a wheel for Colab, in build/"

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/lab: .venv/python pyproject.toml
	@echo "Installing what a lab needs into .venv (once) ..."
	@$(PIP) -e '.[lab]'
	@touch $@

.venv/instructor: .venv/python pyproject.toml
	@echo "Installing what grading needs into .venv (once) ..."
	@$(PIP) -e '.[instructor]'
	@touch $@ .venv/lab

.venv/test: .venv/python pyproject.toml
	@echo "Installing what the tests need into .venv (once) ..."
	@$(PIP) -e '.[$(TEST_EXTRAS)]'
	@touch $@ .venv/lab .venv/instructor

demo: .venv/instructor
	@$(BIN)/course demo --out build/demo

lab: .venv/lab
	@$(BIN)/course start $(LAB) --open

test: .venv/test
	@$(BIN)/python tools/check.py

grade: .venv/instructor
	@$(BIN)/course grade $(LAB) $(FOLDER) --out $(OUT)

prove: .venv/test
	@$(BIN)/python -m tests.proof.prove

build: .venv/instructor
	@$(BIN)/course build

wheel: .venv/test
	@$(BIN)/python -m build --wheel --outdir build .

bench: .venv/test
	@for f in bench/*.py; do $(BIN)/python $$f; done

clean:
	rm -rf build .venv
