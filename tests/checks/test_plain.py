"""Any value becomes data that may cross, and no method of a student's class is called on the way."""

from __future__ import annotations

import collections
import enum
import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.checks.plain import MAX_LISTED, Listed, Opaque, Tensor, plain
from course.checks.wire import decode, encode


class Angry:
    """Raises whatever is asked of it."""

    def _no(self, *args: Any) -> Any:
        raise RuntimeError("asked")

    __eq__ = __hash__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = __getattr__ = __array__ = (
        __float__
    ) = _no  # type: ignore[assignment]


class Lies:
    """Says that it is something else."""

    def __init__(self, claim: type) -> None:
        self.claim = claim

    @property
    def __class__(self) -> type:  # type: ignore[override]
        return self.claim


class AngryDict(dict):  # type: ignore[type-arg]
    def items(self) -> Any:
        raise RuntimeError("asked")

    __iter__ = keys = values = items  # type: ignore[assignment]


class AngryTuple(tuple):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        raise RuntimeError("asked")


class AngryText(str):
    def __str__(self) -> str:
        raise RuntimeError("asked")

    __len__ = __getitem__ = encode = __str__  # type: ignore[assignment]


class FalseArray(np.ndarray):
    @property
    def dtype(self) -> Any:  # type: ignore[override]
        return np.dtype(float)

    @property
    def nbytes(self) -> int:
        return 0

    def copy(self, order: Any = None) -> Any:
        raise RuntimeError("asked")


class FalseNumber(np.float64):
    @property
    def dtype(self) -> Any:
        raise RuntimeError("asked")


class Meta(type):
    @property
    def __name__(cls) -> str:  # type: ignore[override]
        raise RuntimeError("asked")


class Nameless(metaclass=Meta):
    pass


class Colour(enum.Enum):
    RED = 1


def _cyclic() -> list[Any]:
    x: list[Any] = [1]
    x += [x, x, {"again": x}]
    return x


OPAQUE = {
    "angry": Angry(), "array liar": Lies(np.ndarray), "tuple liar": Lies(tuple), "iterator liar": Lies(Iterator), "nameless": Nameless(),
    "function": len, "class": int, "module": np, "enum": Colour.RED, "bytes": b"x", "range": range(3), "objects": np.array([object(), 1]),
    "texts": np.array(["a"]), "dates": np.array(["2020-01-01"], "M8[D]"), "record": np.zeros(2, "i4,f8"), "void": np.void(b"x"),
    "false array": np.array([object()]).view(FalseArray), "broadcast": np.broadcast_to(1.0, (10**6, 10**6)),
    "long list": [0] * 1_000_000, "long text": "x" * (3 << 20), "whole number": 1 << 100_000, "cyclic": _cyclic(),
    "forged list": Listed([object()]), "forged tensor": Tensor(np.array([object()]), "x"), "many arrays": [np.zeros(10**6)] * 100,
}  # fmt: skip


@pytest.mark.parametrize("x", OPAQUE.values(), ids=OPAQUE.keys())
def test_what_cannot_cross_becomes_opaque(x: Any) -> None:
    got = plain(x)
    assert type(got) is Opaque
    assert got != got
    assert decode(encode([got]))[0].type == got.type


CONVERTED = {
    "angry dict": (AngryDict(a=1), {"a": 1}),
    "default dict": (collections.defaultdict(list, a=[1]), {"a": [1]}),
    "ordered dict": (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    "angry tuple": (AngryTuple((1, 2)), (1, 2)),
    "angry text": (AngryText("abc"), "abc"),
    "numpy text": (np.str_("b"), "b"),
    "named tuple": (collections.namedtuple("P", "x y")(1, 2), (1, 2)),
    "sets in sets": ({frozenset({1})}, {frozenset({1})}),
    "sets as keys": ({frozenset({1}): 2}, {frozenset({1}): 2}),
    "generator": ((i for i in range(3)), Listed([0, 1, 2])),
    "zip": (zip([1], [2], strict=True), Listed([(1, 2)])),
    "masked array": (np.ma.array([[1.0], [2.0]], mask=[[0], [1]]), None),
}  # fmt: skip


@pytest.mark.parametrize(("x", "right"), CONVERTED.values(), ids=CONVERTED.keys())
def test_what_is_close_to_plain_becomes_plain(x: Any, right: Any) -> None:
    got = plain(x)
    if right is None:
        assert type(got) is np.ndarray
        assert got.shape == (2, 1)
    else:
        assert type(got) is type(right)
        assert got == right
    encode(got)


def test_the_copy_does_not_follow_the_original() -> None:
    a = np.zeros(3)
    got = plain([a])
    a[0] = 1
    assert got[0].tolist() == [0, 0, 0]


def test_an_endless_iterator_is_cut() -> None:
    got = plain(itertools.count())
    assert got.more
    assert len(got.items) == MAX_LISTED
    assert type(plain(np.zeros(10**6) for _ in itertools.count())) is Opaque


def test_an_iterator_s_error_is_the_student_s() -> None:
    def stops() -> Iterator[int]:
        yield 1
        raise KeyError("mine")

    with pytest.raises(KeyError):
        plain([stops()])


def test_unhashable_stand_ins_in_sets_and_keys_are_opaque() -> None:
    (only,) = plain({iter([1])})
    assert type(only) is Opaque
    (key,) = plain({(iter([1]),): 1})
    assert type(key) is Opaque


@pytest.mark.torch
def test_tensors_become_arrays_with_what_numpy_cannot_hold() -> None:
    torch = pytest.importorskip("torch")
    leaf = torch.ones(2, 3, requires_grad=True)
    got = plain(
        [
            leaf,
            (leaf * 2).sum(),
            torch.ones(2, dtype=torch.bfloat16),
            torch.arange(3)[::2],
            torch.ones(2).to_sparse(),
        ]
    )
    assert [(t.dtype, t.requires_grad, t.graph) for t in got[:2]] == [
        ("torch.float32", True, False),
        ("torch.float32", True, True),
    ]
    assert got[2].array.dtype == np.float32
    assert np.asarray(got[3]).tolist() == [0, 2]
    assert type(got[4]) is Opaque
    assert type(plain(torch.ones(1).expand(10**6, 10**6))) is Opaque
    encode(got)
