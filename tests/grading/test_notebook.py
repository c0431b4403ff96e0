import json

import pytest

from course.grading.notebook import UnreadableNotebook, parse_notebook, read_notebook
from tests.grading.make import cell, notebook_json, write


def test_a_source_may_be_one_text_or_a_list_of_lines():
    nb = parse_notebook(notebook_json("a = 1\nb = 2", cell(["a = 1\n", "b = 2"])))
    assert nb.cells[0].source == nb.cells[1].source == "a = 1\nb = 2"


def test_cells_are_counted_from_one_and_told_apart():
    nb = parse_notebook(notebook_json(cell("# Title", "markdown"), "x = 1"))
    assert [c.index for c in nb.code] == [2]


def test_colabs_extra_keys_and_widgets_without_state_are_read(tmp_path):
    data = notebook_json(
        cell("x = 1", metadata={"id": "Abc-1", "colab": {"base_uri": "…"}, "outputId": "o"}, id="kept")
    )
    data["metadata"] = {"widgets": {"application/vnd.jupyter.widget-state+json": {"b1": {"model_name": "M"}}}}
    data["nbformat_minor"] = 0
    nb = read_notebook(write(tmp_path / "colab.ipynb", data))
    assert (nb.cells[0].id, nb.cells[0].source) == ("kept", "x = 1")


def test_an_id_in_the_metadata_does_where_the_cell_has_none():
    assert (
        parse_notebook(notebook_json(cell("x = 1", metadata={"id": "mp_neuron"}))).find("mp_neuron")
        is not None
    )


def test_nbgraders_name_comes_before_the_cells_id():
    nb = parse_notebook(
        notebook_json(cell("a", id="f"), cell("b", id="other", metadata={"nbgrader": {"grade_id": "f"}}))
    )
    assert nb.find("f").source == "b"


def test_an_old_notebook_with_worksheets_is_read():
    data = {"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}], "nbformat": 3}
    assert parse_notebook(data).cells[0].source == "x = 1"


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(notebook_json("a = 1\r\nb = 2")).encode())
    assert read_notebook(path).cells[0].source == "a = 1\nb = 2"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{nope", "no valid JSON"),
        ("", "no valid JSON"),
        ("[1, 2]", "no list of cells"),
        ('{"cells": []}', "has no cells"),
        ('{"cells": [3, null]}', "has no cells"),
        ("[" * 100_000, "no valid JSON"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_sentence(tmp_path, text, says):
    with pytest.raises(UnreadableNotebook, match=says):
        read_notebook(write(tmp_path / "x.ipynb", text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableNotebook, match="cannot be read"):
        read_notebook(tmp_path / "none.ipynb")


def test_strange_values_in_a_cell_are_taken_as_text():
    nb = parse_notebook(
        {"cells": [{"cell_type": "code", "source": None, "metadata": [], "id": 7}], "metadata": 3}
    )
    assert (nb.cells[0].source, nb.cells[0].id, nb.cells[0].nbgrader) == ("", "7", {})
