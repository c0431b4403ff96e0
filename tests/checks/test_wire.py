"""Frames: what crosses comes back to the bit; what may not cross is refused, whatever the bytes."""

from __future__ import annotations

import contextlib
import json
import math
import struct
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course.checks import Made, Mine, Observation, Plan, Public, Rng, TorchRng
from course.checks.observation import Call
from course.checks.plain import MAX_DEPTH, MAX_TEXT, Listed, Opaque, Tensor, plain
from course.checks.wire import HEAD_SIZE, MAX_BYTES, MAX_NODES, Refused, decode, encode, frame_size
from tests.checks.helpers import same

FEW = settings(max_examples=60, deadline=None)
dtypes = st.one_of(
    hnp.boolean_dtypes(), hnp.integer_dtypes(endianness="="), hnp.unsigned_integer_dtypes(endianness="="),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)), hnp.complex_number_dtypes(endianness="?", sizes=(64, 128)),
)  # fmt: skip
arrays = hnp.arrays(dtypes, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**200), 2**200), st.floats(), st.complex_numbers(), st.text()
)
keys = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.tuples(st.integers(), st.text()))
values = st.recursive(
    st.one_of(scalars, arrays, st.frozensets(keys), st.sets(st.integers())),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.tuples(inner, inner), st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


def frame(tree: Any, meta: Any = (), raw: bytes = b"", text: bytes | None = None) -> bytes:
    """Return a frame of our own making."""
    body = json.dumps([tree, list(meta)]).encode() if text is None else text
    return struct.pack("<4sIQ", b"obs1", len(body), len(raw)) + body + raw


@FEW
@given(values)
def test_every_value_comes_back_to_the_bit(value: Any) -> None:
    assert same(decode(encode(value)), value)


@FEW
@given(values)
def test_plain_leaves_plain_data_as_it_is(value: Any) -> None:
    assert same(plain(plain(value)), plain(value))
    assert type(plain(value)) is type(value)


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 1.7976931348623157e308, 0.1])
def test_floats_keep_their_bits(x: float) -> None:
    assert same(decode(encode(x)), x)
    assert same(decode(encode(np.float64(x))), np.float64(x))
    assert same(decode(encode(complex(x, -x))), complex(x, -x))


@pytest.mark.parametrize(
    "a",
    [
        np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(12.0).reshape(3, 4)[:, ::2], np.arange(6.0)[::2],
        np.array(3.0), np.zeros((0, 3)), np.array([True, False]), np.arange(3, dtype=">i4"), np.float16([1, 2]),
    ],
    ids=["fortran", "gaps", "strided", "scalar", "empty", "bool", "big-endian", "half"],
)  # fmt: skip
def test_arrays_keep_dtype_shape_and_layout(a: np.ndarray) -> None:
    assert same(decode(encode(a)), a)
    a.flags.writeable = False
    assert not decode(encode(a)).flags.writeable


def test_names_and_stand_ins_cross() -> None:
    value = [
        Rng(3),
        TorchRng(2**63),
        Mine("f"),
        Public("g"),
        Made("net", (np.ones(2), Rng(1))),
        Listed([1, (2,)], True),
    ]
    back = decode(encode(value))
    assert back[:4] == value[:4]
    assert back[4].name == "net"
    assert same(back[4].args[0], np.ones(2))
    assert back[5] == value[5]
    tensor = decode(encode(Tensor(np.ones((2, 1), "f"), "torch.float32", True)))
    assert (tensor.dtype, tensor.requires_grad, tensor.array.dtype) == ("torch.float32", True, np.float32)
    assert decode(encode(Opaque("module"))).type == "module"


def test_plans_and_observations_cross() -> None:
    plan = Plan("f", (Call((np.ones(2), Rng(1)), {"h": 0.5}, "steps"), Call()), ("numpy",))
    back = Plan.from_data(decode(encode(plan.as_data())))
    assert back.calls[1] == plan.calls[1]
    assert encode(back.as_data()) == encode(plan.as_data())
    seen = Observation(
        1.5,
        None,
        ("ValueError", "no", (("f", 3, "x"),)),
        {0: "", "w": "mode"},
        (1,),
        ("a",),
        ("b",),
        "c",
        {"g": 2},
        0.1,
    )
    assert Observation.from_data(decode(encode(seen.as_data()))) == seen


@pytest.mark.parametrize(
    "x", [object(), len, np.array([object()]), np.array(["a"]), Exception(), range(3), b"bytes"]
)
def test_what_is_no_data_is_refused(x: Any) -> None:
    with pytest.raises(Refused):
        encode(x)
    with pytest.raises(Refused):
        encode([{"deep": (x,)}])


def _nested(depth: int) -> list[Any]:
    out: list[Any] = []
    for _ in range(depth):
        out = [out]
    return out


@pytest.mark.parametrize(
    "x",
    [
        _nested(MAX_DEPTH + 10),
        [0] * (MAX_NODES + 1),
        "x" * (MAX_TEXT + 1),
        1 << 10_000,
        np.zeros(MAX_BYTES // 8 + 1),
    ],
    ids=["depth", "parts", "text", "whole number", "bytes"],
)
def test_limits_hold_when_writing(x: Any) -> None:
    with pytest.raises(Refused):
        encode(x)


def test_a_list_that_holds_itself_is_refused() -> None:
    x: list[Any] = []
    x += [x, x]
    with pytest.raises(Refused):
        encode(x)


def _deep_json(depth: int) -> bytes:
    return b"[" + b"[" * depth + b"]" * depth + b",[]]"


HOSTILE = {
    "empty": b"",
    "head only": struct.pack("<4sIQ", b"obs1", 10, 10),
    "another magic": struct.pack("<4sIQ", b"PK\x03\x04", 0, 0),
    "too long by its head": struct.pack("<4sIQ", b"obs1", 2**32 - 1, 2**63),
    "no JSON": frame(None, text=b"{"),
    "no pair": frame(None, text=b"[1]"),
    "a bare number": frame(None, text=b"1"),
    "NaN literal": frame(None, text=b"[NaN,[]]"),
    "JSON float": frame(1.5),
    "bad UTF-8": frame(None, text=b'["\xff",[]]'),
    "deep JSON": frame(None, text=_deep_json(100_000)),
    "deep value": frame(_nested(200)),
    "many parts": frame([0] * (MAX_NODES + 1)),
    "very many parts": frame(None, text=b"[" + b"[]," * 5_000_000 + b"[]]"),
    "long text": frame("x" * (MAX_TEXT + 1)),
    "long whole number": frame({"i": "0x" + "f" * 100_000}),
    "long decimal": frame(None, text=b"[" + b"9" * 10_000 + b",[]]"),
    "empty dict": frame({}),
    "unknown tag": frame({"pickle": "x"}),
    "unknown tag of a list": frame({"pickle": []}),
    "no hex": frame({"f": "zz"}),
    "too large hex": frame({"f": "0x1p99999"}),
    "float of a list": frame({"f": []}),
    "complex of texts": frame({"z": ["a", "b"]}),
    "unhashable key": frame({"d": [[[], 1]]}),
    "unhashable entry": frame({"S": [[]]}),
    "pairs of three": frame({"d": [[1, 2, 3]]}),
    "array without buffer": frame({"a": 0, "o": "C"}),
    "array of a text": frame({"a": "x"}),
    "same buffer twice": frame([{"a": 0, "o": "C"}] * 2, [["<f8", [1]]], b"\0" * 8),
    "negative index twice": frame([{"a": 0}, {"a": -1}], [["<f8", [1]]], b"\0" * 8),
    "unknown layout type": frame({"a": 0, "o": 3}, [["<f8", [1]]], b"\0" * 8),
    "empty layout": frame({"a": 0, "o": ""}, [["<f8", [1]]], b"\0" * 8),
    "object dtype": frame({"a": 0}, [["|O", [1]]], b"\0" * 8),
    "structured dtype": frame({"a": 0}, [["<f8,<f8", [1]]], b"\0" * 16),
    "subarray dtype": frame({"a": 0}, [["(999999,)f8", [1]]], b"\0" * 8),
    "void dtype": frame({"a": 0}, [["|V8", [1]]], b"\0" * 8),
    "no such dtype": frame({"a": 0}, [["<f7", [1]]], b"\0" * 8),
    "dtype None": frame({"a": 0}, [[None, [1]]], b"\0" * 8),
    "huge shape": frame({"a": 0}, [["<f8", [2**40]]], b"\0" * 8),
    "huge empty shape": frame({"a": 0, "o": "S"}, [["<f8", [2**62, 2**62, 0]]]),
    "negative shape": frame({"a": 0}, [["<f8", [-1]]], b"\0" * 8),
    "shape of a text": frame({"a": 0}, [["<f8", "1"]], b"\0" * 8),
    "bool shape": frame({"a": 0}, [["<f8", [True]]], b"\0" * 8),
    "many axes": frame({"a": 0}, [["<f8", [1] * 65]], b"\0" * 8),
    "meta of a number": frame({"a": 0}, [3], b"\0" * 8),
    "seed of a text": frame({"rng": "x"}),
    "negative seed": frame({"rng": -1}),
    "seed of a list": frame({"rng": [1]}),
    "name of a number": frame({"mine": 3}),
    "tensor without parts": frame({"T": []}),
    "listed number": frame({"L": [3, False]}),
    "made of a number": frame({"made": 3}),
}


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_frame_is_refused_and_nothing_else(bad: bytes) -> None:
    with pytest.raises(Refused):
        decode(bad)


def test_refusing_takes_no_memory() -> None:
    claims = [
        frame({"a": 0}, [["<f8", [2**40]]]),
        frame([{"a": 0}] * 2000, [["<f8", [2**17]]], b"\0" * 2**20),
    ]
    tracemalloc.start()
    try:
        for bad in claims:
            with pytest.raises(Refused):
                decode(bad)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_a_bool_is_0_or_1_whatever_the_byte() -> None:
    back = decode(frame({"a": 0, "o": "C"}, [["|b1", [3]]], b"\x00\x01\x07"))
    assert back.astype(int).tolist() == [0, 1, 1]
    assert back.tobytes() == b"\x00\x01\x01"


def test_the_head_tells_the_size_or_is_refused() -> None:
    whole = encode([1, np.ones(3)])
    assert frame_size(whole[:HEAD_SIZE]) == len(whole) - HEAD_SIZE
    for bad in (b"", b"obs1", b"x" * HEAD_SIZE, whole):
        with pytest.raises(Refused):
            frame_size(bad)


def _decodes_or_refuses(data: bytes) -> None:
    with contextlib.suppress(Refused):
        encode(decode(data))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80), st.binary(max_size=32))
def test_random_bytes_give_a_value_or_a_refusal(text: bytes, raw: bytes) -> None:
    _decodes_or_refuses(text)
    _decodes_or_refuses(frame(None, raw=raw, text=text))


@settings(max_examples=150, deadline=None)
@given(values, st.data())
def test_a_damaged_frame_gives_a_value_or_a_refusal(value: Any, data: st.DataObject) -> None:
    good = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    _decodes_or_refuses(bytes(good))


json_trees = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=5),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*"fiztSZdanTLO", "rng", "mine", "made", "o"]), inner, max_size=2),
    ),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(
    json_trees,
    st.lists(
        st.one_of(
            json_trees, st.tuples(st.sampled_from(["<f8", "|b1", "<c16"]), st.lists(st.integers(0, 3)))
        ),
        max_size=3,
    ),
    st.binary(max_size=64),
)
def test_any_tree_of_tags_gives_a_value_or_a_refusal(tree: Any, meta: Any, raw: bytes) -> None:
    _decodes_or_refuses(frame(tree, meta, raw))
