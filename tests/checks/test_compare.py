"""Values by tolerance, laws by their test; whatever a student returned, a difference is found or there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.checks import Breach, Holds, Tolerance, items, sampled
from course.checks.compare import difference, pick, show
from course.checks.names import Made, Mine, Public, Rng
from course.checks.plain import Listed, Opaque, Tensor

STRANGE: list[Any] = [
    None, True, 3, -2.5, 1 + 2j, "text", "", 10**400, -(10**30), float("nan"), float("inf"), [], (), {}, set(), frozenset({1}), [[1], [2, 3]],
    {"a": [None]}, Listed([1, np.ones(2)], True), Listed([]), Opaque("module"), Tensor(np.ones(2, "f"), "torch.float32"), np.array(1.0), np.zeros((0, 2)),
    np.float32(2), np.bool_(True), np.array([1 + 1j, 0]), np.array([True, False]), np.array([[np.nan, 1.0]]), np.arange(3, dtype=np.uint64), Rng(1),
    np.longdouble(1) / 3, np.array([1e300, 1e-300]),
]  # fmt: skip


def diff(got: Any, right: Any, **tolerance: Any) -> Any:
    return difference(got, right, Tolerance(**tolerance), set())


def kind(got: Any, right: Any, **tolerance: Any) -> str:
    found = diff(got, right, **tolerance)
    return found.kind if found else ""


@pytest.mark.parametrize("right", STRANGE, ids=lambda x: show(x, 30))
@pytest.mark.parametrize("got", STRANGE, ids=lambda x: show(x, 30))
def test_any_two_plain_values_can_be_compared(got: Any, right: Any) -> None:
    with np.errstate(all="ignore"):
        found = diff(got, right)
    assert found is None or (found.kind in ("type", "shape", "dtype", "nonfinite", "value") and found.text)


@pytest.mark.parametrize(
    "x",
    [x for x in STRANGE if type(x) not in (Opaque, Rng, Listed) and not (type(x) is dict and x)],
    ids=lambda x: show(x, 30),
)
def test_a_value_equals_itself(x: Any) -> None:
    assert diff(x, x) is None


@pytest.mark.parametrize("x", STRANGE, ids=lambda x: show(x, 30))
def test_opaque_equals_nothing(x: Any) -> None:
    assert kind(x, Opaque("a")) == "type"
    assert diff(Opaque("a"), x) is not None


def test_findings_are_named_by_kind_in_order() -> None:
    right = np.ones((2, 3))
    assert kind([[1, 1, 1]] * 2, right) == "type"
    assert kind(right.T * np.nan, right) == "shape"
    assert kind(right * 1j, right) == "dtype"
    assert kind(right * np.nan, right) == "nonfinite"
    assert kind(right + 1e-6, right) == "value"
    assert kind(right + 1e-9, right) == ""
    assert kind(right.astype(int), right) == ""
    assert kind(right.astype(int), right, strict=True) == "dtype"


def test_the_tolerance_is_relative_to_the_largest_entry() -> None:
    right = np.array([1e6, 0.0])
    assert diff(right + np.array([0, 0.01]), right) is None
    assert kind(right + np.array([0, 1.0]), right) == "value"


def test_whole_numbers_count_to_the_last_digit() -> None:
    assert kind(62_378_345, 62_378_344) == "value"
    assert kind(62_378_344.0, 62_378_344) == ""
    assert kind(np.array([10**9 + 1]), np.array([10**9])) == "value"
    assert kind(10**9 + 1, 1e9) == ""


def test_infinities_that_are_right_are_right() -> None:
    right = np.array([np.inf, np.nan, 1.0])
    assert diff(right.copy(), right) is None
    assert kind(np.array([1e300, np.nan, 1.0]), right) == "value"
    assert kind(np.array([-np.inf, np.nan, 1.0]), right) == "value"


def test_float32_passes_with_a_note_where_the_law_says_float64() -> None:
    right, notes = np.array([1 / 3, 2 / 3]), set[str]()
    assert difference(right.astype("f"), right, Tolerance(), notes) is None
    assert notes == {"float32 passes within 0.0001; the course computes in float64"}
    assert difference(right.astype("f"), right.astype("f"), Tolerance(), quiet := set[str]()) is None
    assert not quiet
    assert kind((right * 1.001).astype("f"), right) == "value"


def test_scalars_pass_in_every_numeric_guise() -> None:
    for got in (2, 2.0, np.float64(2), np.int8(2), np.array(2), 2 + 0j * 0):
        assert kind(got, 2.0) in ("", "dtype")
    assert kind(np.array([2.0]), 2.0) == "shape"
    assert kind("2", 2.0) == "type"
    assert kind(True, 1) == ""
    assert kind(True, 1.0) == "type"


def test_truth_values_are_no_numbers_and_numpy_s_are_truth_values() -> None:
    assert diff(np.bool_(True), True) is None
    assert diff(1, True) is not None
    assert diff(np.bool_(False), True) is not None


def test_nested_differences_say_where() -> None:
    assert diff([1, (2, 4)], [1, (2, 3)]).text == "entry 1: entry 1: 4, expected 3"
    assert diff({"a": 1}, {"a": 1, "b": 2}).text == "no key 'b'"
    assert diff({"a": [np.ones(2)]}, {"a": [np.zeros(2)]}).text.startswith(
        "a: entry 0: 2 of 2 entries differ, by up to 1"
    )
    assert diff({"a": 1, "extra": 2}, {"a": 1}) is None


def test_generators_count_as_the_list_they_gave() -> None:
    assert diff(Listed([1, 2]), [1, 2]) is None
    assert kind(Listed([1, 2], True), [1, 2]) == "value"
    assert items(Listed([1])) == items([1]) == items((1,)) == [1]
    for bad in (Listed([1], True), 3, None, np.ones(2)):
        with pytest.raises(TypeError):
            items(bad)


def test_sets_are_compared_as_sets() -> None:
    assert diff({1, 2}, {2, 1}) is None
    assert diff({1}, {2, 1}) is not None


@pytest.mark.parametrize("got", STRANGE, ids=lambda x: show(x, 30))
def test_a_law_whose_test_stumbles_is_broken_by_its_type(got: Any) -> None:
    found = diff(got, Holds("two unit vectors", lambda v: 1 / 0))
    assert (found.kind, found.breach) == ("type", None)
    assert found.text.endswith("the law: two unit vectors")


def test_a_broken_law_is_named_by_its_breach() -> None:
    law = Holds("at least 3", lambda v: Breach("too-small", f"{v} is less than 3") if v < 3 else None)
    assert diff(3, law) is None
    assert diff(2, law).breach.label == "too-small"
    assert diff({"a": 2}, {"a": law}).text == "a: 2 is less than 3"


def test_a_random_law_is_broken_only_if_every_sample_breaks_it() -> None:
    law = sampled("even", lambda v: Breach("odd", f"{v} is odd") if v % 2 else None)
    assert diff([1, 2], law) is None
    assert diff([2, 1], law) is None
    assert diff([1, 3], law).breach.says == "3 is odd"
    assert diff([], law).breach.label == "type"
    assert diff(None, law).kind == "type"


def test_parts_are_picked_by_name_or_place() -> None:
    assert pick((1, 2), "b", ("a", "b")) == 2
    assert pick({"b": 2}, "b", ("a", "b")) == 2
    assert type(pick((1,), "b", ("a", "b"))) is Opaque
    assert type(pick({}, "b", ("a", "b"))) is Opaque
    assert pick((1, 2), "a", ("a",)) == (1, 2)
    assert pick({"a": 1, "b": 2}, "a", ("a",)) == 1


def test_values_are_shown_as_a_beginner_writes_them() -> None:
    assert show(np.array([[1.0, 2.5], [0.1, 1 / 3]])) == "[[1, 2.5], [0.1, 0.333333]]"
    assert show((1,)) == "(1,)"
    assert show({"a": np.float64(2)}) == "{a: 2}"
    assert show([Public("relu"), Mine("f"), Made("net", (1,)), Rng(3)]) == "[relu, f, net, a generator]"
    assert show(Listed([1, 2], True)) == "an iterator of 1, 2 …"
    assert show(Holds("rows add up to 1", lambda v: None)) == "rows add up to 1"
    assert show(10**400, 20) == "1" + "0" * 18 + "…"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STRANGE), st.integers(5, 90))
def test_what_is_shown_is_never_longer_than_asked(x: Any, limit: int) -> None:
    assert len(show([x, x, x], limit)) <= limit


def test_showing_a_large_array_writes_only_what_is_shown() -> None:
    assert len(show(np.zeros((2000, 2000)), 60)) == 60
