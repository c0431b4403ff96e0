"""The perceptron's line as a student meets it: JupyterLab, mouse, keyboard, own code, dark theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.explorables.perceptron_line import POINTS, START

pytestmark = pytest.mark.browser

PLAIN = "from course.explorables import explore\nw = explore('perceptron_line')\nw"
LAW = """
import numpy as np
from course.explorables import explore

def perceptron_epoch(X, y, w, eta, order):
    w, mistakes = w.copy(), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w = w + eta * y[n] * np.r_[1.0, X[n]]
            mistakes += 1
    return w, mistakes
"""
SHOW = "w = explore('perceptron_line', update=perceptron_epoch)\nw"
CONTROLS = ["Step", "Epoch", "Reset"]


def visits(count: int, w: Any = START, eta: float = 1.0) -> list[float]:
    """The weights after `count` visits from the start of the first epoch, in NumPy."""
    w = np.array(w)
    for n in range(count):
        x1, x2, y = POINTS[n % len(POINTS)]
        if (1 if w @ (1, x1, x2) > 0 else -1) != y:
            w = w + eta * y * np.array([1, x1, x2])
    return [float(v) for v in w]


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def says(page: Any, text: str) -> None:
    page.locator(".xp-status", has_text=re.compile(text)).first.wait_for()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def centre(page: Any, i: int) -> tuple[float, float]:
    box = page.locator(".xp-point").nth(i).locator(".xp-hit").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def unit(page: Any) -> float:
    """Pixels of one unit of the plane, from two points that are 2.4 + 0.1 apart along x1."""
    return (centre(page, 0)[0] - centre(page, 2)[0]) / 2.5


def use_my_code(page: Any) -> None:
    page.get_by_label("my code").check()
    page.locator(".xp-lines").wait_for()


@pytest.fixture
def plain(lab: Callable[..., Any]) -> Any:
    """A notebook of three cells with the explorable in the first."""
    one = lab([PLAIN, "1 + 1", "2 + 2"])
    one.page.locator(".xp-point").first.wait_for()
    return one


def test_renders_alone_without_network_or_errors(plain: Any, tmp_path: Path) -> None:
    page = plain.page
    assert page.locator(".xp-point").count() == 12
    assert page.locator(".xp-line").first.get_attribute("d")
    button(page, "Step").click()
    says(page, "is right: w stays")
    image = tmp_path / "perceptron_line.png"
    page.locator(".xp").screenshot(path=image)
    assert image.stat().st_size > 10_000
    assert plain.external() == []
    assert plain.errors == []


def test_step_by_mouse_moves_w_as_the_reference(plain: Any) -> None:
    page = plain.page
    for count in range(1, 4):
        button(page, "Step").click()
        plain.becomes("w.w", visits(count))
    assert plain.python("(w.cursor, w.mistakes)") == (3, [1])
    plain.becomes("w.history[-1]", visits(3))


def test_step_by_keyboard_moves_w_as_the_reference(plain: Any) -> None:
    page = plain.page
    button(page, "Step").focus()
    press(page, "Enter", "Space")
    plain.becomes("w.w", visits(2))
    says(
        page, r"Point 2, class −1, is predicted \+1: a mistake\. w ← w \+ η·y·x̃ = .*\(−0\.50, −1\.10, 0\.30\)"
    )
    press(page, "Tab", "Enter")  # the next control finishes the epoch
    says(page, "The rest of epoch 1: 2 mistakes in 10 visits")
    plain.becomes("w.w", visits(12))
    assert plain.n_cells() == 3


def test_epochs_back_and_reset(plain: Any) -> None:
    page = plain.page
    for _ in range(5):
        button(page, "Epoch").click()
    says(page, "Epoch 5: 0 mistakes in 12 visits. A whole epoch without a mistake: the line separates")
    plain.becomes("w.mistakes", [3, 2, 2, 2, 0])
    assert page.locator(".xp-bars").get_attribute("aria-label") == "Mistakes per epoch: 3, 2, 2, 2, 0"
    assert page.locator('.xp-point[data-wrong="true"]').count() == 0
    button(page, "Back").click()
    plain.becomes("(w.mistakes, w.w)[0]", [3, 2, 2, 2])
    button(page, "Reset").click()
    plain.becomes("w.w", list(START))
    assert plain.python("(w.cursor, w.mistakes, w.history)") == (0, [], [])
    button(page, "Back").click()  # even a reset can be taken back
    plain.becomes("w.w", visits(48))


def test_play_runs_until_an_epoch_has_no_mistake(lab: Callable[..., Any]) -> None:
    one = lab([PLAIN.replace("line'", "line', X=[[1, 1], [-1, -1], [2, 1]], y=[1, -1, 1], w=[0, 0, 0]")])
    button(one.page, "Play").click()
    button(one.page, "Pause").wait_for()
    says(one.page, "A whole epoch without a mistake")
    button(one.page, "Play").wait_for()
    one.becomes("w.mistakes", [1, 0])


def test_a_point_follows_the_mouse(plain: Any) -> None:
    page, n = plain.page, 5
    (x, y), scale = centre(page, n), unit(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - scale, y + 0.5 * scale, steps=4)
    page.mouse.up()
    plain.becomes("w.points[5]", [0.4, 0.2, 1.0])
    press(page, "ArrowRight", "ArrowUp", "ArrowUp")  # the point that was dragged has the focus
    plain.becomes("w.points[5]", [0.5, 0.4, 1.0])
    button(page, "Back").click()
    button(page, "Back").click()
    plain.becomes("w.points[5]", list(POINTS[5]))
    assert plain.n_cells() == 3


def test_points_are_added_flipped_and_removed(plain: Any) -> None:
    page = plain.page
    (x, y), scale = centre(page, 0), unit(page)
    page.get_by_role("radio", name="−1").check()
    page.mouse.click(x - 2.4 * scale, y + 3.4 * scale)
    plain.becomes("w.points[12]", [0.0, -1.0, -1.0])
    page.locator(".xp-point").nth(12).focus()
    press(page, "Enter")
    plain.becomes("w.points[12]", [0.0, -1.0, 1.0])
    press(page, "Delete")
    plain.becomes("len(w.points)", 12)
    assert page.evaluate(
        "document.activeElement.classList.contains('xp-point')"
    )  # the keys stay in the plane
    button(page, "Add a point").focus()
    press(page, "Enter", "ArrowLeft")  # without a mouse: added in the middle, focused, moved
    plain.becomes("w.points[12]", [-0.1, 0.0, -1.0])


def test_the_last_point_can_go(lab: Callable[..., Any]) -> None:
    one = lab([PLAIN.replace("line'", "line', X=[[1, 1]], y=[1]"), "1 + 1"])
    one.page.locator(".xp-point").focus()
    press(one.page, "Delete", "d", "d")  # the focus stays in the plane, so the cell stays, too
    one.becomes("w.points", [])
    assert one.n_cells() == 2
    button(one.page, "Step").click()
    says(one.page, "There is no point to visit")
    button(one.page, "Back").click()
    one.becomes("len(w.points)", 1)
    assert one.errors == []


def test_python_sets_the_picture_and_two_views_agree(lab: Callable[..., Any]) -> None:
    one = lab([PLAIN, "w"])
    page = one.page
    page.locator(".xp").nth(1).wait_for()
    assert one.python("[w.set_trait('w', [0.0, 0.0, 1.0]), w.set_trait('points', [[1, 1, 1]])]") == [
        None,
        None,
    ]
    page.locator(".xp-equation", has_text="0.00 + 0.00 x₁ + 1.00 x₂ = 0").nth(1).wait_for()
    button(page.locator(".xp").nth(0), "Epoch").click()
    one.becomes("w.mistakes", [0])
    assert page.locator(".xp-point").count() == 2
    for view in page.locator(".xp-bars").all():
        assert view.get_attribute("aria-label") == "Mistakes per epoch: 0"


@pytest.mark.parametrize("control", ["button", "slider", "radio", "point"])
def test_the_notebooks_keys_do_nothing_to_it(plain: Any, control: str) -> None:
    page = plain.page
    places = {
        "button": button(page, "Step"),
        "slider": page.get_by_role("slider"),
        "radio": page.get_by_role("radio", name="+1"),
        "point": page.locator(".xp-point").nth(3),
    }
    places[control].focus()
    active = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = page.evaluate(active)
    press(page, "b", "a", "d", "d", "x", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight")
    assert plain.n_cells() == 3
    assert page.evaluate(active) == before
    assert page.evaluate("document.querySelector('.xp').contains(document.activeElement)")
    if control == "slider":
        plain.becomes("w.eta", 1.0)  # two down, two up
        press(page, "ArrowRight")
        plain.becomes("w.eta", 1.1)
    if control == "point":
        plain.becomes("w.points[3]", [1.2, -2.4, -1.0])


def test_every_control_has_a_name(plain: Any) -> None:
    names = plain.page.locator(".xp").evaluate(
        """root => [...root.querySelectorAll('button, input, [tabindex="0"]')].map(node =>
             node.getAttribute('aria-label') || node.labels?.[0]?.textContent || node.textContent)"""
    )
    assert len(names) == 6 + 1 + 4 + 12
    assert all(name.strip() for name in names)
    assert "Point 3 of 12, class +1, at (−0.10, 2.50), wrong side" in names


def test_right_code_agrees_with_the_reference(lab: Callable[..., Any]) -> None:
    one = lab([LAW, SHOW])
    use_my_code(one.page)
    assert one.python("w.engine") == "mine"
    for count in (1, 2):
        button(one.page, "Step").click()
        says(one.page, f"Point {count},.* Your code and the reference agree")
    one.becomes("w.w", visits(2))
    button(one.page, "Epoch").click()
    says(one.page, "The rest of epoch 1: 2 mistakes in 10 visits. Your code and the reference agree")
    lines = one.page.locator(".xp-plane .xp-line")
    assert lines.nth(0).get_attribute("d") == lines.nth(1).get_attribute("d")
    assert one.errors == []


def test_a_flipped_sign_is_seen_and_said(lab: Callable[..., Any]) -> None:
    one = lab([LAW.replace("w + eta", "w - eta"), SHOW])
    page = one.page
    use_my_code(page)
    button(page, "Step").click()
    says(page, "agree")
    button(page, "Step").click()
    says(
        page,
        r"disagree after this step: yours gives w = \(1\.50, 3\.10, −2\.30\), the reference w = \(−0\.50",
    )
    yours, reference = (page.locator(".xp-plane .xp-line").nth(k).get_attribute("d") for k in (0, 1))
    assert yours != reference
    assert page.locator(".xp-plane .xp-dashed").is_visible()
    one.becomes("w.w", [1.5, 3.1, -2.3])


def test_a_wrong_count_is_said(lab: Callable[..., Any]) -> None:
    one = lab([LAW.replace("mistakes += 1", "mistakes += 2"), SHOW])
    use_my_code(one.page)
    button(one.page, "Epoch").click()
    says(one.page, r"disagree after this epoch: .*Yours counts 6 mistakes, the reference 3\.")


def test_unwritten_and_raising_code_is_told_apart_and_can_be_corrected(lab: Callable[..., Any]) -> None:
    body = "def perceptron_epoch(X, y, w, eta, order):\n    "
    one = lab([LAW + body + "raise NotImplementedError()", SHOW])
    page = one.page
    use_my_code(page)
    button(page, "Step").click()
    says(page, "perceptron_epoch is not written yet: write it, run its cell")
    one.execute(body + "return X @ w, 0")
    button(page, "Step").click()
    says(page, "perceptron_epoch stopped with ValueError: matmul")
    assert one.python("(w.w, w.cursor)") == (list(START), 0)
    one.execute(LAW)
    button(page, "Step").click()
    says(page, "Your code and the reference agree")
    assert one.errors == []


def test_a_silent_kernel_is_reported_and_asked_only_once(lab: Callable[..., Any], jupyter: Any) -> None:
    waits = LAW.replace(
        "    w, mistakes", "    calls.append(1)\n    while not Path('go').exists(): pass\n    w, mistakes"
    )
    more = "w = explore('perceptron_line', update=perceptron_epoch, patience=0.2)\nw"
    one = lab(["from pathlib import Path\ncalls = []\n" + waits, more])
    page, go = one.page, jupyter[1] / "go"
    use_my_code(page)
    button(page, "Step").click()
    says(page, "kernel has not answered for 0.2 s: it is busy or has stopped")
    assert button(page, "Step").get_attribute("aria-disabled") == "true"
    button(page, "Step").click(force=True)
    button(page, "Epoch").click(force=True)
    go.touch()
    says(page, "Point 1, .*agree")  # the late answer still counts
    go.unlink()
    assert one.python("(len(calls), w.cursor)") == (1, 1)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_readable_in_both_themes(lab: Callable[..., Any], contrasts: Any, theme: str, tmp_path: Path) -> None:
    one = lab([LAW.replace("w + eta", "w - eta"), SHOW])
    page = one.page
    one.theme(theme)
    page.locator(".xp-point").first.wait_for()
    try:
        weakest = min(contrasts(page.locator(".xp")), key=lambda pair: pair[1])
        assert weakest[1] >= 4.5, weakest
        use_my_code(page)
        button(page, "Epoch").click()
        says(page, "disagree")
        found = contrasts(page.locator(".xp"))
        assert len(found) > 50
        assert min(ratio for _, ratio in found) >= 4.5, sorted(found, key=lambda pair: pair[1])[:5]
        page.locator(".xp").screenshot(path=tmp_path / f"{theme.split()[1]}.png")
    finally:
        one.theme("JupyterLab Light")


@pytest.mark.parametrize("width", [640, 1060, 1500])
def test_nothing_overflows_at_any_width(lab: Callable[..., Any], width: int) -> None:
    page = lab([LAW, SHOW], width=width).page
    page.locator(".xp-point").first.wait_for()
    use_my_code(page)
    button(page, "Step").click()
    says(page, "agree")
    too_wide = page.locator(".xp").evaluate(
        """root => [...root.querySelectorAll('*')].filter(node => !node.closest('svg, .xp-hidden')
             && node.scrollWidth > node.clientWidth + 1 && node.clientWidth).map(node => node.className)"""
    )
    assert too_wide == []
    assert page.locator(".xp").bounding_box()["width"] <= 720


def test_reduced_motion_has_no_transitions(lab: Callable[..., Any]) -> None:
    page = lab([PLAIN], reduced_motion="reduce").page
    page.locator(".xp-point").first.wait_for()
    durations = page.locator(".xp-halo").evaluate_all(
        "all => all.map(n => getComputedStyle(n).transitionProperty)"
    )
    assert set(durations) == {"none"}
