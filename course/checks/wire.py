"""What crosses between the student's side and the judge: plain data, as a JSON tree and raw buffers; never pickle.

`plain` turns any value into data that may cross: exact built-in types, numeric arrays and scalars, and three
stand-ins for the rest: `Tensor`, `Listed` (an iterator that was drawn from) and `Opaque` (equal to nothing).
`encode` and `decode` write and read a frame. All limits are checked before memory is allocated.
"""

from __future__ import annotations

import itertools
import json
import math
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checks.names import Mine, Public, Rng, TorchRng

KINDS = frozenset("?iufc")
MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_TEXT, MAX_LISTED = 64 << 20, 24, 200_000, 1 << 20, 10_000
_HEAD = struct.Struct("<4sIQ")
_MAGIC = b"obs1"
_NAMES = {"rng": Rng, "torch_rng": TorchRng, "mine": Mine, "public": Public}
_TAGS = {cls: tag for tag, cls in _NAMES.items()}


class Refused(ValueError):
    """A value that may not cross, or a frame that breaks a limit."""


@dataclass(frozen=True)
class Opaque:
    """Stands for an object that cannot cross; it equals nothing, itself included."""

    type: str

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = object.__hash__


@dataclass(frozen=True)
class Listed:
    """What an iterator gave, at most `MAX_LISTED` items; `more` says that it had not ended."""

    items: list[Any]
    more: bool = False


@dataclass(frozen=True, eq=False)
class Tensor:
    """A `torch.Tensor` as an array, with what NumPy cannot hold."""

    array: np.ndarray
    dtype: str
    requires_grad: bool = False
    graph: bool = False


def plain(x: Any, depth: int = 0) -> Any:
    """Return `x` as data that may cross; what cannot cross becomes `Opaque`."""
    if x is None or type(x) in (bool, int, float, complex, str):
        return x
    if isinstance(x, np.ndarray):
        return np.array(x, copy=True, subok=False) if x.dtype.kind in KINDS else Opaque(f"array of {x.dtype}")
    if isinstance(x, np.generic):
        return x if x.dtype.kind in KINDS else Opaque(type(x).__name__)
    if isinstance(x, (Opaque, Listed, Tensor, *_TAGS)):
        return x
    if depth >= MAX_DEPTH:
        return Opaque("nested too deeply")
    if type(x) in (list, tuple, set, frozenset):
        items = [plain(v, depth + 1) for v in itertools.islice(x, MAX_NODES)]
        return items if type(x) is list else tuple(items) if type(x) is tuple else set(items)
    if isinstance(x, tuple):  # named tuples
        return tuple(plain(v, depth + 1) for v in x)
    if isinstance(x, dict):
        return {plain(k, depth + 1): plain(v, depth + 1) for k, v in itertools.islice(x.items(), MAX_NODES)}
    if isinstance(x, Iterator):
        return _listed(x, depth)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(x, torch.Tensor):
        array = x.detach().cpu().numpy().copy()
        return Tensor(array, str(x.dtype), bool(x.requires_grad), x.grad_fn is not None)
    return Opaque(type(x).__name__)


def _listed(x: Iterator[Any], depth: int) -> Listed:
    items = [plain(v, depth + 1) for v in itertools.islice(x, MAX_LISTED + 1)]
    return Listed(items[:MAX_LISTED], len(items) > MAX_LISTED)


@dataclass
class _Encoder:
    buffers: list[np.ndarray] = field(default_factory=list)

    def buffer(self, a: np.ndarray) -> int:
        if a.dtype.kind not in KINDS:
            message = f"an array of dtype {a.dtype} may not cross; numbers only"
            raise Refused(message)
        self.buffers.append(np.ascontiguousarray(a).reshape(a.shape))
        return len(self.buffers) - 1

    def array(self, a: np.ndarray) -> dict[str, Any]:
        layout = ("C" if a.flags.c_contiguous else "F" if a.flags.f_contiguous else "S") if a.ndim else "C"
        return {"a": self.buffer(a), "o": layout + ("" if a.flags.writeable else "r")}

    def __call__(self, x: Any, depth: int = 0) -> Any:
        if depth > MAX_DEPTH + 2:
            message = f"nested deeper than {MAX_DEPTH} levels"
            raise Refused(message)
        sub = lambda v: self(v, depth + 1)  # noqa: E731
        if x is None or type(x) is bool or type(x) is str:
            return x
        if type(x) is int:
            return x if abs(x) < 2**53 else {"i": hex(x)}
        if type(x) is float:
            return {"f": x.hex() if math.isfinite(x) else repr(x)}
        if type(x) is complex:
            return {"z": [sub(x.real), sub(x.imag)]}
        if type(x) is list:
            return [sub(v) for v in x]
        if type(x) is tuple:
            return {"t": [sub(v) for v in x]}
        if type(x) in (set, frozenset):
            return {"S": [sub(v) for v in x]}
        if type(x) is dict:
            return {"d": [[sub(k), sub(v)] for k, v in x.items()]}
        if isinstance(x, np.ndarray):
            return self.array(x)
        if isinstance(x, np.generic):
            return {"n": self.buffer(np.asarray(x))}
        if isinstance(x, Tensor):
            return {"T": [self.buffer(x.array), x.dtype, x.requires_grad, x.graph]}
        if isinstance(x, Listed):
            return {"L": [sub(x.items), x.more]}
        if isinstance(x, Opaque):
            return {"O": x.type[:100]}
        if type(x) in _TAGS:
            return {_TAGS[type(x)]: next(iter(vars(x).values()))}
        message = f"a {type(x).__name__} may not cross; send plain data or a name"
        raise Refused(message)


def encode(x: Any) -> bytes:
    """Return the frame of `x`: a head, a JSON tree, raw buffers.

    Raises
    ------
    Refused
        `x` holds something other than data and names, or is too large.

    Examples
    --------
    >>> decode(encode({"w": (1, 2.5, None)}))
    {'w': (1, 2.5, None)}
    """
    encoder = _Encoder()
    tree = encoder(x)
    meta = [[b.dtype.str, list(b.shape)] for b in encoder.buffers]
    text = json.dumps([tree, meta], separators=(",", ":")).encode()
    size = sum(b.nbytes for b in encoder.buffers)
    if len(text) + size > MAX_BYTES:
        message = f"a frame of {len(text) + size} bytes is over the limit of {MAX_BYTES}"
        raise Refused(message)
    return b"".join([_HEAD.pack(_MAGIC, len(text), size), text, *(b.tobytes() for b in encoder.buffers)])


def frame_size(head: bytes) -> int:
    """Return how many bytes follow the head `head` (of `HEAD_SIZE` bytes); refuse a frame over the limit."""
    magic, text, size = _HEAD.unpack(head)
    if magic != _MAGIC or text + size > MAX_BYTES:
        message = f"not a frame, or one of {text + size} bytes (limit {MAX_BYTES})"
        raise Refused(message)
    return int(text + size)


HEAD_SIZE = _HEAD.size


class _Decoder:
    def __init__(self, arrays: list[np.ndarray]) -> None:
        self.arrays, self.nodes = arrays, 0

    def __call__(self, o: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > 2 * MAX_DEPTH or self.nodes > MAX_NODES:
            message = f"a value of more than {MAX_NODES} parts or {MAX_DEPTH} levels"
            raise Refused(message)
        sub = lambda v: self(v, depth + 1)  # noqa: E731
        if isinstance(o, str) and len(o) > MAX_TEXT:
            message = f"a text of {len(o)} characters (limit {MAX_TEXT})"
            raise Refused(message)
        if o is None or isinstance(o, (bool, int, str)):
            return o
        if isinstance(o, list):
            return [sub(v) for v in o]
        try:
            return self.tagged(o, sub)
        except (KeyError, IndexError, TypeError, AttributeError, OverflowError) as e:
            message = f"a malformed value: {type(e).__name__}"
            raise Refused(message) from e

    def tagged(self, o: dict[str, Any], sub: Any) -> Any:
        tag, v = next(iter(o.items()))
        if tag == "f":
            return float(v) if v in ("nan", "inf", "-inf") else float.fromhex(v)
        if tag == "i" and len(v) < 5000:
            return int(v, 16)
        if tag == "z":
            return complex(sub(v[0]), sub(v[1]))
        if tag == "t":
            return tuple(sub(e) for e in v)
        if tag == "S":
            return {sub(e) for e in v}
        if tag == "d":
            return {sub(k): sub(e) for k, e in v}
        if tag == "a":
            return _laid_out(self.arrays[v], o.get("o", "C"))
        if tag == "n":
            return self.arrays[v][()]
        if tag == "T":
            return Tensor(self.arrays[v[0]], str(v[1]), bool(v[2]), bool(v[3]))
        if tag == "L":
            return Listed(sub(v[0]), bool(v[1]))
        if tag == "O":
            return Opaque(str(v)[:100])
        return _NAMES[tag](v)


def _laid_out(a: np.ndarray, layout: str) -> np.ndarray:
    if layout[0] == "F":
        a = np.asfortranarray(a)
    elif layout[0] == "S" and a.ndim:
        wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
        wide[..., ::2] = a
        a = wide[..., ::2]
    else:
        a = a.copy()
    a.flags.writeable = not layout.endswith("r")
    return a


def decode(frame: bytes) -> Any:
    """Return the value that `encode` wrote.

    Raises
    ------
    Refused
        The frame is malformed or breaks a limit (bytes, depth, parts, length of a text, shape of an array).
    """
    if len(frame) < HEAD_SIZE or len(frame) != HEAD_SIZE + frame_size(frame[:HEAD_SIZE]):
        message = "a frame that is shorter or longer than its head says"
        raise Refused(message)
    _, text_size, _ = _HEAD.unpack(frame[:HEAD_SIZE])
    raw = memoryview(frame)[HEAD_SIZE + text_size :]
    try:
        tree, meta = json.loads(frame[HEAD_SIZE : HEAD_SIZE + text_size])
        return _Decoder(_arrays(meta, raw))(tree)
    except (ValueError, TypeError, KeyError, RecursionError, struct.error) as e:
        message = f"a malformed frame: {e}"
        raise Refused(message) from e


def _arrays(meta: list[tuple[str, list[int]]], raw: memoryview) -> list[np.ndarray]:
    arrays, offset = [], 0
    for name, shape in meta:
        dtype = np.dtype(name)
        if dtype.kind not in KINDS or len(shape) > 32 or not all(type(n) is int and n >= 0 for n in shape):
            message = f"an array of dtype {name!r} and shape {shape!r}"
            raise Refused(message)
        count = math.prod(shape)
        if offset + count * dtype.itemsize > len(raw):
            message = "an array that is larger than its frame"
            raise Refused(message)
        arrays.append(np.frombuffer(raw, dtype, count, offset).reshape(shape))
        offset += count * dtype.itemsize
    return arrays
