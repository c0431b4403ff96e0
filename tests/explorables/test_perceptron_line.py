"""The perceptron's line without a browser: state, the student's function, the poster."""

from __future__ import annotations

import math
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import numpy as np
import pytest
import traitlets

from course.explorables import explore, known
from course.explorables.base import newest
from course.explorables.perceptron_line import POINTS, START, PerceptronLine

X = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, -2.0]])
Y = np.array([1, -1, 1])


def right(X: Any, y: Any, w: Any, eta: float, order: Any) -> Any:
    w, mistakes = w.copy(), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w = w + eta * y[n] * np.r_[1.0, X[n]]
            mistakes += 1
    return w, mistakes


def sign_flipped(X: Any, y: Any, w: Any, eta: float, order: Any) -> Any:
    new, mistakes = right(X, y, w, eta, order)
    return 2 * w - new, mistakes


def unwritten(X: Any, y: Any, w: Any, eta: float, order: Any) -> Any:
    raise NotImplementedError("perceptron_epoch")


def raising(X: Any, y: Any, w: Any, eta: float, order: Any) -> Any:
    return X[99]


def ask(widget: Any, order: list[int] | None = None, **more: Any) -> Any:
    """Send one question as the front end does, and return the reply."""
    sent: list[Any] = []
    widget.send = lambda content, buffers=None: sent.append(content)
    question = {"kind": "ask", "id": "7", "points": widget.points, "w": widget.w, "eta": widget.eta}
    widget._handle_custom_msg({**question, "order": order or [0], **more}, [])
    assert len(sent) == 1
    assert (sent[0].pop("kind"), sent[0].pop("id")) == ("reply", "7")
    return sent[0]


def test_explore_gives_the_widget_by_name() -> None:
    assert isinstance(explore("perceptron_line"), PerceptronLine)
    assert known() == ("perceptron_line",)


def test_unknown_name_lists_the_known_ones_and_the_remedy() -> None:
    with pytest.raises(
        ValueError, match=r"Known: perceptron_line\. Did you mean explore\(\"perceptron_line\"\)\?"
    ):
        explore("perceptron_lines")
    with pytest.raises(ValueError, match="got 'zzz'"):
        explore("zzz")


def test_the_table_of_explorables_needs_no_widget_library() -> None:
    code = "import sys, course.explorables; assert 'anywidget' not in sys.modules"
    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}).returncode == 0
    )


def test_first_state_stands_in_the_traits() -> None:
    widget = explore("perceptron_line")
    assert widget.points == [list(point) for point in POINTS]
    assert (widget.w, widget.start, widget.eta) == (list(START), list(START), 1.0)
    assert (widget.cursor, widget.mistakes, widget.history) == (0, [], [])
    assert (widget.engine, widget.has_code) == ("reference", False)


def test_settings_reach_the_traits() -> None:
    widget = explore("perceptron_line", X=X, y=Y, w=[0, 0, 0], eta=0.5, update=right)
    assert widget.points == [[1.0, 2.0, 1.0], [-1.0, 0.5, -1.0], [0.3, -2.0, 1.0]]
    assert (widget.w, widget.eta, widget.has_code, widget.code_name) == ([0, 0, 0], 0.5, True, "right")


def test_state_can_be_set_from_python_and_is_validated() -> None:
    widget = explore("perceptron_line")
    widget.points = [[0, 0, 1], [1, 1, -1]]
    widget.w = [1, 2, 3]
    widget.eta = 2
    with pytest.raises(traitlets.TraitError):
        widget.points = [[0, 0, 2]]
    with pytest.raises(traitlets.TraitError):
        widget.w = [1, 2]
    with pytest.raises(traitlets.TraitError):
        widget.eta = 5
    assert (widget.points, widget.w, widget.eta) == ([[0, 0, 1], [1, 1, -1]], [1, 2, 3], 2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"X": [[0, 0, 0]], "y": [1]}, r"X must have shape \(N, 2\), got \(1, 3\)"),
        ({"X": [[0, 0]], "y": [1, -1]}, r"y must have shape \(1,\).* got \(2,\)"),
        ({"X": [[0, 0]], "y": [0]}, r"y must hold \+1 and -1 only, got 0: .*2 \* y - 1"),
        ({"X": [[0, math.nan]], "y": [1]}, "X must be finite"),
        ({"X": [[0, 0]]}, "X and y belong together"),
        ({"w": [1, 2]}, r"w must have shape \(3,\), bias first, got \(2,\)"),
        ({"w": [1, 2, math.inf]}, "w must be finite"),
    ],
)
def test_bad_data_is_refused_with_a_remedy(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        explore("perceptron_line", **settings)


def test_a_result_instead_of_a_function_is_refused() -> None:
    with pytest.raises(TypeError, match="got tuple: pass its name without parentheses"):
        explore("perceptron_line", update=(1, 2))


@pytest.mark.parametrize("points", [POINTS, [(100.0, 5.0, 1), (300.0, 7.0, -1)], [(0.001, 0.002, 1)], []])
def test_every_point_is_in_view_with_one_scale(points: Any) -> None:
    table = np.array(points, dtype=float).reshape(-1, 3)
    low1, high1, low2, high2 = explore("perceptron_line", X=table[:, :2], y=table[:, 2]).view
    assert high1 - low1 == pytest.approx(high2 - low2)
    assert high1 > low1
    assert ((table[:, 0] > low1) & (table[:, 0] < high1)).all()
    assert ((table[:, 1] > low2) & (table[:, 1] < high2)).all()


def test_right_code_is_called_with_the_visits_of_the_question() -> None:
    widget = explore("perceptron_line", X=X, y=Y, w=[0, 0, 0], eta=0.5, update=right)
    assert ask(widget, [0]) == {"w": [0.5, 0.5, 1.0], "mistakes": 1}
    assert ask(widget, [1]) == {"w": [0, 0, 0], "mistakes": 0}
    assert ask(widget, [0, 1, 2]) == {"w": pytest.approx([0.5, 1.15, -0.25]), "mistakes": 3}


def test_the_function_gets_arrays_of_the_promised_kinds() -> None:
    seen: list[Any] = []

    def spy(X: Any, y: Any, w: Any, eta: float, order: Any) -> Any:
        seen.extend((X, y, w, eta, order))
        X[:], y[:], w[:] = 9, 9, 9  # its own copies: the widget does not change
        return w, 0

    widget = explore("perceptron_line", X=X, y=Y, update=spy)
    ask(widget, [2])
    assert [a.shape for a in (seen[0], seen[1], seen[2], seen[4])] == [(3, 2), (3,), (3,), (1,)]
    assert isinstance(seen[3], float)
    assert seen[4].dtype.kind == "i"
    assert widget.points[0] == [1.0, 2.0, 1.0]
    assert widget.w == list(START)


def test_wrong_code_is_reported_as_it_is() -> None:
    widget = explore("perceptron_line", X=X, y=Y, w=[0, 0, 0], update=sign_flipped)
    assert ask(widget, [0]) == {"w": [-1.0, -1.0, -2.0], "mistakes": 1}


def test_unwritten_code_is_told_from_wrong_code() -> None:
    assert ask(explore("perceptron_line", update=unwritten))["unwritten"] is True


def test_an_error_of_the_student_becomes_type_and_message() -> None:
    reply = ask(explore("perceptron_line", update=raising))
    assert reply["error"].startswith("IndexError: index 99 is out of bounds")
    assert reply["unwritten"] is False


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1), RecursionError("deep")])
def test_nothing_that_the_code_raises_escapes(error: BaseException) -> None:
    def stops(*_: Any) -> Any:
        raise error

    assert ask(explore("perceptron_line", update=stops))["error"].startswith(type(error).__name__)


@pytest.mark.parametrize(
    ("result", "error"),
    [
        (None, "TypeError: it must return (w_new, n_mistakes), got NoneType"),
        (np.zeros(3), "TypeError: it must return (w_new, n_mistakes), got ndarray of shape (3,)"),
        ((np.zeros(2), 0), "ValueError: w_new must have shape (3,), bias first, got (2,)"),
        ((np.zeros((3, 1)), 0), "ValueError: w_new must have shape (3,), bias first, got (3, 1)"),
        ((np.array([0, np.nan, 0]), 0), "ValueError: w_new must be finite, got [0.0, nan, 0.0]"),
        ((np.zeros(3), [1, 2]), "TypeError: n_mistakes must be one number, got list"),
        ((np.zeros(3), "1"), "TypeError: n_mistakes must be one number, got str"),
    ],
)
def test_a_result_of_another_form_is_named(result: Any, error: str) -> None:
    assert ask(explore("perceptron_line", update=lambda *_: result))["error"] == error


@pytest.mark.parametrize("content", [{}, {"kind": "other"}, "text", None])
def test_other_messages_are_ignored(content: Any) -> None:
    widget = explore("perceptron_line", update=right)
    widget.send = lambda *_, **__: pytest.fail("answered")
    widget._handle_custom_msg(content, [])


def test_without_code_the_kernel_says_so() -> None:
    assert ask(explore("perceptron_line"))["error"] == "no function of yours was given"


def test_a_corrected_function_is_used_without_making_the_picture_again() -> None:
    notebook: dict[str, Any] = {"__name__": "__main__"}
    exec("def f(): return 1", notebook)
    first = notebook["f"]
    exec("def f(): return 2", notebook)
    assert newest(first)() == 2
    notebook["f"] = "no function any more"
    assert newest(first) is first
    assert newest(right) is right


def bundle(widget: Any) -> dict[str, Any]:
    data, _metadata = widget._repr_mimebundle_()
    return dict(data)


def test_poster_stands_beside_the_live_view() -> None:
    data = bundle(explore("perceptron_line"))
    assert set(data) == {"text/plain", "application/vnd.jupyter.widget-view+json", "text/html"}
    assert "Run this cell" in data["text/html"]


def test_poster_is_well_formed_and_asks_for_nothing() -> None:
    widget = explore("perceptron_line")
    figure = ET.fromstring(bundle(widget)["text/html"])
    svg = figure.find("{http://www.w3.org/2000/svg}svg")
    assert svg is not None
    assert svg.get("role") == "img"
    assert "12 points" in str(svg.get("aria-label"))
    kinds = [node.tag.split("}")[1] for node in svg.iter()]
    assert (kinds.count("circle"), "script" in kinds, "image" in kinds) == (6, False, False)
    assert "href" not in widget.poster()


@pytest.mark.parametrize("w", [(0, 0, 0), (1, 0, 0), (1e6, 1e-3, 0), (-3, 0, 2), (0.1, 5, 0)])
def test_poster_draws_every_line(w: Any) -> None:
    svg = explore("perceptron_line", w=w).poster()
    ET.fromstring(svg)
    assert "nan" not in svg
    assert ("<path" in svg) == any(w[1:])


def test_front_end_asks_for_nothing_from_the_network() -> None:
    text = PerceptronLine._esm.replace("http://www.w3.org/2000/svg", "") + PerceptronLine._css
    for word in ("http", "import(", "import {", "url(", "fetch("):
        assert word not in text
