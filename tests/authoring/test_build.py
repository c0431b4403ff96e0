import json
import shutil
from pathlib import Path

import pytest

from course.authoring.build import build, build_lab, drifts, sources
from course.authoring.start import start_lab

ROOT = Path(__file__).resolve().parents[2]
LAB = "lab01_perceptron"


@pytest.fixture
def copy(tmp_path):
    """The project's sources and notebooks, where they may be changed."""
    for folder in ("solutions", "labs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_committed_notebooks_are_what_their_sources_give():
    assert not drifts(ROOT)


def test_a_build_repeats_itself_byte_for_byte():
    source = sources(ROOT, LAB)[0]
    assert build_lab(source) == build_lab(source)


def test_a_one_character_edit_of_a_notebook_is_found_and_its_cell_named(copy):
    path = copy / "labs" / LAB / f"{LAB}.ipynb"
    path.write_text(path.read_text().replace("Teach a neuron", "Teach a neutron", 1))
    (drift,) = drifts(copy)
    assert drift.cell == "title"
    assert "course build lab01_perceptron" in str(drift)
    build(copy)
    assert not drifts(copy)


def test_a_deleted_cell_is_found(copy):
    path = copy / "labs" / LAB / f"{LAB}.ipynb"
    notebook = json.loads(path.read_text())
    gone = notebook["cells"].pop()
    path.write_text(json.dumps(notebook, indent=1))
    (drift,) = drifts(copy)
    assert drift.cell == gone["id"]


def test_a_broken_notebook_is_reported_not_raised(copy):
    (copy / "labs" / LAB / f"{LAB}.ipynb").write_text("{")
    (drift,) = drifts(copy)
    assert "not a notebook" in str(drift)


def test_start_copies_once_and_never_overwrites(copy, tmp_path):
    path, fresh = start_lab(copy, "lab01", tmp_path / "work")
    assert fresh
    path.write_text("mine")
    again, fresh = start_lab(copy, "lab01", tmp_path / "work")
    assert (again, fresh) == (path, False)
    assert path.read_text() == "mine"


def test_an_unknown_lab_is_refused_with_those_there_are(copy):
    with pytest.raises(ValueError, match=r"no source for lab77.*lab01_perceptron"):
        sources(copy, "lab77")
