import pytest

from course.grading.cells import codes, mentions, oddities, plain_python, select, source_of, without_stubs
from tests.grading.make import notebook

STUB = "def f(x):\n    raise NotImplementedError"


def chosen(*sources, names=("f",)):
    return [c.index for c in select(codes(notebook(*sources)), names)]


def test_only_cells_that_define_what_an_exercise_needs_are_run():
    assert chosen(
        "import numpy as np", "X = np.ones(3)\nprint(X)", "def f(x):\n    return np.abs(x)", "f(X)"
    ) == [1, 3]


def test_a_parameter_of_the_same_name_pulls_in_no_cell():
    assert chosen("X = slow()", "def f(X):\n    return X") == [2]


def test_a_function_of_the_students_that_bears_a_builtins_name_is_found():
    assert chosen("def sum(xs):\n    return 7", "def f(x):\n    return sum(x)") == [1, 2]


def test_helpers_are_found_wherever_they_stand():
    assert chosen("def f(x):\n    return helper(x)", "k = 3", "def helper(x):\n    return k * x") == [1, 2, 3]


def test_every_definition_is_run_so_that_the_last_one_wins():
    assert chosen("def f(x):\n    return 1", "def f(x):\n    return 2") == [1, 2]


def test_a_cell_that_repeats_an_import_is_not_run_for_it():
    assert chosen(
        "import numpy as np", "import numpy as np\ntrain_for_hours()", "def f(x):\n    return np.abs(x)"
    ) == [1, 3]


def test_a_cell_that_changes_what_is_needed_is_run():
    assert chosen("table = {}", "def f(x):\n    return table[x]", "table['a'] = 1") == [1, 2, 3]


def test_check_cells_are_not_run():
    assert chosen("def f(x):\n    return x", "check('f', f)") == [1]


def test_a_star_import_is_run():
    assert chosen("from numpy import *", "def f(x):\n    return abs(x)") == [1, 2]


def test_a_cell_that_is_no_python_is_left_out_with_its_reason():
    cells = codes(notebook("def f(x)\n    return x"))
    assert select(cells, ["f"]) == []
    assert "SyntaxError" in source_of(cells, "f").error


@pytest.mark.parametrize("line", ["%matplotlib inline", "!pip install x", "%timeit f(1)", "f?"])
def test_magics_and_shell_lines_do_nothing(line):
    namespace = {"get_ipython": lambda: __import__("course.grading.child", fromlist=["_"])._Nothing()}
    exec(plain_python(f"{line}\nx = 1"), namespace)
    assert namespace["x"] == 1


def test_a_cell_magic_over_python_keeps_its_body_and_its_line_numbers():
    assert plain_python("%%time\ndef f(x):\n    return x") == "\ndef f(x):\n    return x"


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile f.py"])
def test_other_cell_magics_do_nothing(magic):
    assert plain_python(f"{magic}\nrm -rf x") == ""


def test_python_with_percent_signs_is_left_as_it_is():
    source = "text = '''\n%d of\n! 100'''\nx = (5\n% 3)"
    assert plain_python(source) == source


def test_an_empty_cell_below_the_answer_is_left_out_and_told():
    cells, repairs = without_stubs(codes(notebook("def f(x):\n    return x", STUB)), ["f"])
    assert [c.index for c in cells] == [1]
    assert "written in cell 1" in repairs[0]


def test_an_empty_cell_alone_stays():
    cells, repairs = without_stubs(codes(notebook(STUB)), ["f"])
    assert (len(cells), repairs) == (1, [])


def test_the_cell_shown_to_the_student_is_the_last_definition():
    assert (
        source_of(codes(notebook("def f(x):\n    return 1", "def f(x):\n    return 2", "f(3)")), "f").index
        == 2
    )


def test_a_check_line_is_no_mention_but_an_unusual_definition_is():
    assert not mentions(codes(notebook('check("f", f)')), "f")
    assert mentions(codes(notebook('exec("def f(x): return x")')), "f")


@pytest.mark.parametrize(
    "source",
    [
        "from course.exercises import find_lab",
        "import course.checks.judge as j",
        "from course import exercises",
    ],
)
def test_use_of_the_courses_own_specifications_is_reported(source):
    assert "cell 1" in oddities(codes(notebook(source)))[0]


def test_the_doors_of_a_lab_are_not_reported():
    assert oddities(codes(notebook("from course import check, explore, hint, load, me, toy"))) == []
