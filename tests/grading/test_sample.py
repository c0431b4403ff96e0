"""The sample classes, against the labs as they are handed out: each work earns what its honest content deserves."""

import json
from pathlib import Path

import pytest

from course.grading.command import grade_class
from course.grading.notebook import read_notebook
from course.grading.observer import Limits
from course.grading.sample import build_class, notebook_of, read_work
from tests.grading.make import ROOT, TEXTS, lab_json

CLASSES = sorted(p for p in (ROOT / "examples" / "sample_class").iterdir() if p.is_dir())
each_class = pytest.mark.parametrize("texts", CLASSES, ids=lambda p: p.name)


def works_of(texts: Path):
    return [read_work(p) for p in sorted(texts.glob("*.py"))]


def release_of(texts: Path) -> Path:
    path = ROOT / "labs" / texts.name / f"{texts.name}.ipynb"
    if not path.exists():
        pytest.skip("the lab is not built: course build")
    return path


def test_a_text_says_who_it_is_what_it_deserves_and_which_cells_differ(tmp_path):
    path = tmp_path / "ada.py"
    path.write_text(
        "# Ada: half.\n# expected: 50.5\n# saved: colab\n\n# %% f\n# %%time\nx = 1\n\n# %% why [markdown]\n# Because\n#\n# of that.\n"
    )
    work = read_work(path)
    assert (work.student, work.says, work.expected, work.saved) == ("ada", "Ada: half.", 50.5, "colab")
    assert work.cells == (("f", "code", "%%time\nx = 1"), ("why", "markdown", "Because\n\nof that."))


def test_a_text_without_an_expected_score_is_refused(tmp_path):
    (tmp_path / "ada.py").write_text("# Ada\n")
    with pytest.raises(ValueError, match="expected"):
        read_work(tmp_path / "ada.py")


@each_class
def test_there_are_eight_students_or_more_and_each_says_in_a_line_what_it_is(texts):
    works = works_of(texts)
    assert len(works) >= 8
    assert all(w.says.lower().startswith(w.student) for w in works)


@each_class
def test_a_text_changes_cells_that_the_release_has_or_a_scratch_cell(texts):
    names = {c["id"] for c in json.loads(release_of(texts).read_text(encoding="utf-8"))["cells"]}
    assert {name for w in works_of(texts) for name, _, _ in w.cells} <= names | {"scratch"}


def test_a_cell_takes_the_place_of_the_releases_and_another_stands_below_the_one_before(tmp_path):
    (tmp_path / "ada.py").write_text("# Ada.\n# expected: 1\n\n# %% mp_neuron\nA\n\n# %% mine\nB\n")
    cells = notebook_of(lab_json({}), read_work(tmp_path / "ada.py"))["cells"]
    names = [c["id"] for c in cells]
    at = names.index("mp_neuron")
    assert names[at + 1] == "mine"
    assert (cells[at]["source"], cells[at]["metadata"]["nbgrader"]["grade_id"]) == (["A"], "mp_neuron")


def test_a_notebook_saved_by_colab_has_its_extra_keys_and_is_read(tmp_path):
    work = read_work(TEXTS / "elif.py")
    data = notebook_of(lab_json({}), work)
    assert data["nbformat_minor"] == 0
    assert all("id" not in c and "id" in c["metadata"] for c in data["cells"])
    assert "state" not in data["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]
    (tmp_path / "x.ipynb").write_text(json.dumps(data))
    assert read_notebook(tmp_path / "x.ipynb").find("mp_neuron") is not None


@each_class
def test_the_same_texts_give_the_same_bytes(tmp_path, texts):
    for folder in ("one", "two"):
        build_class(release_of(texts), texts, tmp_path / folder)
    one, two = (sorted((tmp_path / f).rglob("*.ipynb")) for f in ("one", "two"))
    assert len(one) == len(works_of(texts))
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@each_class
def test_each_sample_submission_earns_what_it_deserves(tmp_path, monkeypatch, texts):
    monkeypatch.setenv("COURSE_KEY", "a key for tests")
    works = build_class(release_of(texts), texts, tmp_path / "in")
    report = grade_class(
        texts.name, tmp_path / "in", tmp_path / "out", root=ROOT, limits=Limits(wall=4), workers=2
    )
    assert {r.student: r.score for r in report.results} == {w.student: w.expected for w in works}
    assert report.all_graded
    assert report.trouble == ()
