import pytest

from course.grading.collect import collect
from tests.grading.make import notebook_json, write

LAB = "lab01_perceptron"
NB = notebook_json("x = 1")


def test_one_folder_a_student_with_or_without_the_labs_folder(tmp_path):
    write(tmp_path / "ada" / f"{LAB}.ipynb", NB)
    write(tmp_path / "bob" / LAB / f"{LAB}.ipynb", NB)
    assert [(s.student, s.repairs) for s in collect(LAB, tmp_path)] == [("ada", ()), ("bob", ())]


@pytest.mark.parametrize(
    "name", ["ada", f"ada_{LAB}", "ada_lab01", "ada-lab01-perceptron", f"ada_{LAB} (1)", "lab01_ada"]
)
def test_one_file_a_student(tmp_path, name):
    write(tmp_path / f"{name}.ipynb", NB)
    assert [s.student for s in collect(LAB, tmp_path)] == ["ada"]


def test_a_renamed_notebook_is_taken_and_told(tmp_path):
    write(tmp_path / "ada" / "Untitled1.ipynb", NB)
    (one,) = collect(LAB, tmp_path)
    assert one.notebook is not None
    assert "Untitled1.ipynb" in one.repairs[0]


def test_of_several_notebooks_the_one_with_the_labs_name_is_graded(tmp_path):
    for name in ("scratch", LAB, f"{LAB}-Copy1"):
        write(tmp_path / "ada" / f"{name}.ipynb", NB)
    (one,) = collect(LAB, tmp_path)
    assert one.path.stem == LAB
    assert "3 notebooks" in one.repairs[0]


def test_checkpoints_hidden_files_and_other_files_are_no_submissions(tmp_path):
    write(tmp_path / "ada" / f"{LAB}.ipynb", NB)
    write(tmp_path / "ada" / ".ipynb_checkpoints" / f"{LAB}-checkpoint.ipynb", NB)
    write(tmp_path / ".DS_Store", "x")
    write(tmp_path / "readme.txt", "x")
    (one,) = collect(LAB, tmp_path)
    assert one.repairs == ()


def test_an_unreadable_notebook_and_an_empty_folder_become_submissions_with_a_reason(tmp_path):
    write(tmp_path / "ada" / f"{LAB}.ipynb", "{nope")
    (tmp_path / "bob").mkdir()
    write(tmp_path / "eve" / f"{LAB}.ipynb", NB)
    ada, bob, eve = collect(LAB, tmp_path)
    assert "no valid JSON" in ada.reason
    assert "no notebook" in bob.reason
    assert eve.reason == ""


def test_a_student_who_handed_in_twice_is_graded_once_and_told(tmp_path):
    write(tmp_path / "ada" / f"{LAB}.ipynb", NB)
    write(tmp_path / "ada.ipynb", NB)
    (one,) = collect(LAB, tmp_path)
    assert "handed in twice" in one.repairs[0]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="is no folder"):
        collect(LAB, tmp_path / "none")


def test_a_students_own_work_folder_is_graded_as_me_and_other_labs_are_left_alone(tmp_path):
    write(tmp_path / LAB / f"{LAB}.ipynb", NB)
    write(tmp_path / "lab05_backprop" / "lab05_backprop.ipynb", NB)
    assert [(s.student, s.repairs) for s in collect(LAB, tmp_path)] == [("me", ())]
