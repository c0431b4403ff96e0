"""The sample class, against the lab as it is handed out: each work earns what its honest content deserves."""

import json

import pytest

from course.grading.command import grade_class
from course.grading.notebook import read_notebook
from course.grading.observer import Limits
from course.grading.sample import build_class, notebook_of, read_work
from tests.grading.make import LAB, ROOT, TEXTS, lab_json

RELEASE = ROOT / "labs" / LAB.name / f"{LAB.name}.ipynb"
WORKS = [read_work(p) for p in sorted(TEXTS.glob("*.py"))]


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


def test_there_are_ten_students_and_each_says_in_a_line_what_it_is():
    assert len(WORKS) == 10
    assert all(w.says.lower().startswith(w.student) for w in WORKS)


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


@pytest.mark.skipif(not RELEASE.exists(), reason="the lab is not built: course build")
def test_the_same_texts_give_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        build_class(RELEASE, TEXTS, tmp_path / folder)
    one, two = (sorted((tmp_path / f).rglob("*.ipynb")) for f in ("one", "two"))
    assert len(one) == 10
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@pytest.mark.skipif(not RELEASE.exists(), reason="the lab is not built: course build")
def test_each_sample_submission_earns_what_it_deserves(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_KEY", "a key for tests")
    build_class(RELEASE, TEXTS, tmp_path / "in")
    report = grade_class(
        LAB.name, tmp_path / "in", tmp_path / "out", root=ROOT, limits=Limits(wall=4), workers=2
    )
    assert {r.student: r.score for r in report.results} == {w.student: w.expected for w in WORKS}
    assert report.all_graded
    assert report.trouble == ()
