from pathlib import Path

import numpy as np
import pytest

from course.authoring.roles import Expander
from course.authoring.source import SourceError, parse
from course.checks import Case, Exercise, Lab
from course.checks.question import choice

PATH = Path("solutions/lab99_sample.py")
DOUBLE = Exercise("double", 7, "double(x) → 2x", lambda rng, hidden: [Case({"x": np.ones(2)})], lambda x: 2 * x,
                  hints=("How many?", "Twice.", "x + x"), read="section 1")  # fmt: skip
QUESTION = choice("q_two", 2, "How many?", {"a": "one", "b": "two"}, "b", {"a": "Count again."})
LAB = Lab("lab99_sample", "Sample", (DOUBLE, QUESTION))
GOOD = '''# %% [markdown]
r"""
# Title · {{points double}} of {{total}}
"""

# %% exercise="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% check="double"
check("double", double)

# %% question="q_two"
q_two = "b"

# %% check="q_two"
check("q_two", q_two)

# %% [markdown] answer="why" points=4
r"""
Because.
"""
'''


def expand(text: str):
    return Expander(parse(text, PATH), LAB).cells()


def by_id(text: str = GOOD):
    return {c["id"]: c for c in expand(text)}


def test_points_come_from_the_declaration():
    cells = by_id()
    assert cells["double-check"]["metadata"]["nbgrader"]["points"] == 7
    assert cells["title-points-double-of-total-1"[:0] or "title-of-1"]["source"] == "# Title · 7 points of 9"


def test_ids_are_the_grade_ids():
    cells = by_id()
    assert {"double", "double-check", "q_two", "q_two-text", "q_two-check", "why"} <= set(cells)
    assert all(
        c["metadata"]["nbgrader"]["grade_id"] == id for id, c in cells.items() if "nbgrader" in c["metadata"]
    )


def test_a_question_becomes_text_options_and_an_answer_line():
    cells = by_id()
    assert "- **b** · two" in cells["q_two-text"]["source"]
    assert cells["q_two"]["source"].splitlines()[0] == 'q_two = "?"  # your answer: "a", "b"'


def test_hint_folds_are_the_first_two_declared_hints():
    text = by_id(GOOD.replace("# %% exercise", '# %% [markdown] hints="double"\n# Do it.\n\n# %% exercise'))[
        "double-hints"
    ]["source"]
    assert text.startswith("Do it.")
    assert "How many?" in text
    assert "Twice." in text
    assert "x + x" not in text


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("double(x):\n    ### BEGIN SOLUTION", "double(x):\n"), r":6: exercise 'double' without one pair of solution markers; put the solution between"),
        (('exercise="double"', 'exercise="triple"'), r":6: exercise of the undeclared exercise 'triple'; declare it in course/exercises/lab99_sample/"),
        (('check="double"', 'check="triple"'), r":12: check of the undeclared exercise 'triple'"),
        (("def double", "def twice"), r":6: the cell of exercise 'double' does not define it; define double in it"),
        (('check("double", double)', "double(1)"), r":12: a check cell is one line"),
        (("{{total}}", "{{totals}}"), r":1: unknown field \{\{totals\}\}; use"),
        (('# %% question="q_two"\nq_two = "b"\n\n# %% check="q_two"\ncheck("q_two", q_two)\n', ""), r"declares 'q_two', the text has no question cell for it; add a cell marked"),
        (('# %% check="double"\ncheck("double", double)\n', ""), r"declares 'double', the text has no check cell"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_line_and_remedy(change, complaint):
    assert change[0] in GOOD
    with pytest.raises(SourceError, match=complaint):
        expand(GOOD.replace(*change))


def test_a_duplicate_exercise_is_refused_with_both_lines():
    cell = '# %% exercise="double"\ndef double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n'
    with pytest.raises(
        SourceError, match=r":26: duplicate exercise 'double', first in line 6; remove or rename one"
    ):
        expand(GOOD + "\n" + cell)


def test_a_check_before_its_exercise_is_refused():
    early = '# %% check="double"\ncheck("double", double)\n\n'
    with pytest.raises(SourceError, match=r":1: check of 'double' before its exercise"):
        expand(early + GOOD)


def test_a_figure_without_a_file_is_refused():
    with pytest.raises(SourceError, match=r"figure 'no\.png' without a file"):
        expand(GOOD.replace("# Title", "![a line](figure:no.png)\n# Title"))
