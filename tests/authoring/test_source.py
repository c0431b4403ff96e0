from pathlib import Path

import pytest

from course.authoring.source import SourceError, parse

HERE = Path("solutions/lab99_sample.py")


def test_prose_in_raw_strings_keeps_its_latex():
    source = parse('# %% [markdown]\nr"""\n$\\alpha \\\\ \\beta$ "quoted"\n"""\n', HERE)
    assert source.cells[0].text == '$\\alpha \\\\ \\beta$ "quoted"'
    assert source.cells[0].kind == "markdown"


def test_roles_and_lines_are_read():
    source = parse('# %% [markdown]\n# text\n\n# %% exercise="f" covers="1 2"\ndef f(): ...\n', HERE)
    assert [c.line for c in source.cells] == [1, 4]
    assert (source.cells[1].role, source.cells[1].target) == ("exercise", "f")
    assert source.cells[0].role is None


def test_an_unknown_role_is_refused_with_file_line_and_remedy():
    with pytest.raises(
        SourceError, match=r"lab99_sample\.py:3: unknown role 'exercice'; use one of answer, check"
    ):
        parse('# %%\nx = 1\n# %% exercice="f"\ny = 2\n', HERE)


def test_two_roles_in_one_cell_are_refused():
    with pytest.raises(SourceError, match=r":1: two roles, check and exercise; give each its own cell"):
        parse('# %% check="f" exercise="f"\nx = 1\n', HERE)


def test_a_first_cell_without_a_marker_is_refused():
    with pytest.raises(SourceError, match="start every cell"):
        parse("x = 1\n\n# %%\ny = 2\n", HERE)
