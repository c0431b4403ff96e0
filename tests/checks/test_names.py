"""Names become objects on the side that needs them; arrays keep their layout."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.checks import Made, Mine, Public, Rng, TorchRng, public, tensor
from course.checks.names import NotDefinedError, build


@public
def trial_half(x: float) -> float:
    return x / 2


def test_names_are_built_wherever_they_stand() -> None:
    built = build({"a": [Rng(1), (Public("trial_half"),)], "b": Mine("g")}, {"g": len})
    assert built["a"][0].random() == np.random.default_rng(1).random()
    assert built["a"][1][0](4) == 2
    assert built["b"] is len


def test_what_a_public_function_makes_is_built_of_built_arguments() -> None:
    assert build(Made("trial_half", (Made("trial_half", (8.0,)),)), None) == 2


def test_a_name_of_the_student_s_stays_a_name_for_the_judge() -> None:
    assert build(Mine("g"), None) == Mine("g")
    with pytest.raises(NotDefinedError, match="g is not defined"):
        build(Mine("g"), {})


def test_a_second_public_function_of_one_name_is_refused() -> None:
    def trial_half(x: Any) -> Any:
        return x

    trial_half.__module__ = "another"
    with pytest.raises(ValueError, match=r"trial_half.*rename one"):
        public(trial_half)


@pytest.mark.parametrize(
    "a",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.ones((2, 3))),
        np.ones((4, 6))[:, ::2],
        np.ones(3)[::-1],
        np.array(2.0),
    ],
)
def test_a_copy_keeps_layout_and_the_read_only_flag(a: np.ndarray) -> None:
    for writeable in (True, False):
        a = a.copy(order="K") if a.flags.f_contiguous else a
        a.flags.writeable = writeable
        b = build(a, None)
        assert np.array_equal(a, b)
        assert not np.shares_memory(a, b)
        assert b.flags.writeable == writeable
        assert (b.flags.c_contiguous, b.flags.f_contiguous) == (a.flags.c_contiguous, a.flags.f_contiguous)


@pytest.mark.torch
def test_tensors_and_torch_generators_are_built() -> None:
    torch = pytest.importorskip("torch")
    described = tensor(np.ones((2, 1), "f"), requires_grad=True)
    x = build(described, None)
    assert x.dtype is torch.float32
    assert x.requires_grad
    x.data.zero_()
    assert described.array.tolist() == [[1], [1]]
    assert torch.equal(
        torch.rand(2, generator=build(TorchRng(3), None)),
        torch.rand(2, generator=torch.Generator().manual_seed(3)),
    )
