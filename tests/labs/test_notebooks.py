"""Every notebook in a real kernel: the reference earns everything, the untouched release nothing."""

import json
import time
from pathlib import Path

import pytest

from course.exercises import find_lab, labs

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.kernel


def executed(path: Path, folder: Path, graded: bool, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    monkeypatch.setenv("IPYTHONDIR", str(folder))
    if graded:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        monkeypatch.setenv("COURSE_KEY", "test")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=300,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return notebook


def outputs(notebook, kind):
    return [
        (c.id, o) for c in notebook.cells if c.cell_type == "code" for o in c.outputs if o.output_type == kind
    ]


def points(notebook) -> dict[str, float]:
    return {
        id: float(o.data["text/plain"])
        for id, o in outputs(notebook, "execute_result")
        if id.endswith("-check")
    }


@pytest.mark.parametrize("lab", labs())
@pytest.mark.parametrize("graded", [False, True], ids=["student", "graded"])
def test_the_reference_earns_every_point_without_an_error(lab, graded, tmp_path, monkeypatch):
    started = time.monotonic()
    notebook = executed(ROOT / "solutions" / lab / f"{lab}.ipynb", tmp_path, graded, monkeypatch)
    assert not [(id, o.evalue) for id, o in outputs(notebook, "error")]
    assert not [(id, o.text) for id, o in outputs(notebook, "stream") if o.name == "stderr"]
    due = {f"{e.name}-check": e.points for e in find_lab(lab).exercises if graded or not e.is_question}
    got = points(notebook)
    assert {k: got[k] for k in due} == due
    print(f"{lab}: {time.monotonic() - started:.1f} s")


@pytest.mark.parametrize("lab", labs())
def test_the_untouched_release_earns_nothing_and_stops_only_at_unwritten_code(lab, tmp_path, monkeypatch):
    notebook = executed(ROOT / "labs" / lab / f"{lab}.ipynb", tmp_path, True, monkeypatch)
    assert {o.ename for _, o in outputs(notebook, "error")} <= {"NotImplementedError"}
    got = points(notebook)
    assert set(got) == {f"{e.name}-check" for e in find_lab(lab).exercises}
    assert sum(got.values()) == 0


@pytest.mark.parametrize("lab", labs())
def test_the_release_holds_no_solution_and_no_output(lab):
    text = (ROOT / "labs" / lab / f"{lab}.ipynb").read_text()
    cells = json.loads(text)["cells"]
    assert "BEGIN SOLUTION" not in text
    assert "Mark scheme" not in text
    assert not any(c.get("outputs") for c in cells)
